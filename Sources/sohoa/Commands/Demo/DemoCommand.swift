import ArgumentParser
import BatchEngine
import DemoPKI
import Diagnostics
import Foundation
import PKI
import Profiles
import Records
import Vault

/// `sohoa demo`: throwaway keys, TestDocuments into a vault, and what came out verified.
struct DemoCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Chạy thử toàn bộ với khóa DEMO. / The whole line with throwaway keys, end to end.")

    @OptionGroup var common: CommonOptions
    @Option(help: "Thư mục kết quả. / Where everything goes.")
    var dir = "demo"
    @Option(help: "Thư mục tài liệu mẫu. / Folder of sample documents.")
    var documents = "TestDocuments"
    @Option(help: "Thư mục cấu hình mẫu. / Folder of shipped profiles.")
    var profiles = "Profiles"
    @Option(help: "Số tài liệu xử lý song song. / Documents worked on at once.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    private var folder: String { absolute(dir) }
    private var vault: String { folder + "/vault" }
    private var profile: String { folder + "/profile.yaml" }
    private var trust: String { folder + "/pki/trust" }

    func perform(_ console: Console) throws -> ExitStatus {
        for needed in [documents, profiles + "/shared"] where !FileManager.default.fileExists(atPath: needed) {
            throw CommandError(
                .demoFilesMissing, .input, vi: "Không thấy thư mục “\(needed)”.", en: "There is no folder “\(needed)”.",
                remedy: Bilingual(
                    vi: "Chạy trong thư mục mã nguồn, hoặc dùng --documents và --profiles.",
                    en: "Run in the checkout, or give --documents and --profiles."))
        }
        if !FileManager.default.fileExists(atPath: profile) { try prepare() }
        console.say(
            Bilingual(
                vi: "Khóa DEMO (không có giá trị pháp lý): \(folder)/pki",
                en: "DEMO keys (no legal value): \(folder)/pki"))

        let summary = try BatchSession(
            folder: absolute(documents), profile: profile, vault: vault, jobs: jobs, json: false, console: console
        ).digitize()
        for line in try table(summary, console.language) { console.result(line) }
        let isHonest = try DemoTour(vault: vault, trust: trust, folder: folder, console: console).walk()
        console.say(
            Bilingual(
                vi: "Kho: \(vault)\nCấu hình: \(profile)\nKho chứng thư tin cậy: \(trust)",
                en: "Vault: \(vault)\nProfile: \(profile)\nTrust: \(trust)"))
        return isHonest && summary.isComplete && summary.filed + summary.alreadyFiled > 0 ? .done : .no
    }

    /// Makes keys and profile; a demo folder that has them is used again.
    private func prepare() throws {
        let shippedFile = absolute(profiles) + "/an-giang/xa-my-hoa-hung.yaml"
        let shipped = try ProfileLoader.profile(agencyFile: shippedFile).agency
        let second = try ProfileLoader.profile(agencyFile: absolute(profiles) + "/tien-giang/so-xay-dung.yaml").agency
        try FileManager.default.createDirectory(atPath: folder + "/profiles", withIntermediateDirectories: true)
        let pki = try DemoPKI.create(
            organizations: [
                DemoOrganization(
                    slug: "xa", name: shipped.name, code: shipped.code.rawValue, officer: shipped.digitizer.name),
                DemoOrganization(
                    slug: "so", name: second.name, code: second.code.rawValue, officer: second.digitizer.name),
            ], now: Date())
        let files = try pki.write(to: folder + "/pki")
        guard let keys = files.agencies.first else { return }
        for part in DemoProfile.parts {
            let target = folder + "/profiles/" + part
            guard let data = FileManager.default.contents(atPath: profiles + "/shared/" + part),
                FileManager.default.createFile(atPath: target, contents: data)
            else { throw CommandError.notWritten(target) }
        }
        let yaml = DemoProfile(
            shipped: shipped, keys: keys, officer: "DEMO - " + shipped.digitizer.name, folder: folder
        ).yaml
        // Written last: its presence says that the demo is prepared.
        guard FileManager.default.createFile(atPath: profile, contents: Data(yaml.utf8)) else {
            throw CommandError.notWritten(profile)
        }
    }

    private func table(_ summary: BatchSummary, _ language: Language) throws -> [String] {
        let rows: [(Bilingual, Int)] = [
            (Bilingual(vi: "Tìm thấy", en: "Found"), summary.found),
            (Bilingual(vi: "Lưu kho", en: "Filed"), summary.filed),
            (Bilingual(vi: "Đã có từ trước", en: "Filed earlier"), summary.alreadyFiled),
            (Bilingual(vi: "Chờ người xem", en: "Waiting for a person"), summary.needsReview),
            (Bilingual(vi: "Để riêng", en: "Set aside"), summary.rejected),
        ]
        let width = rows.map { $0.0.text(in: language).count }.max() ?? 0
        let line = "+" + String(repeating: "-", count: width + 2) + "+--------+"
        let body = rows.map { label, count in
            let text = label.text(in: language)
            let number = String(count)
            return "| " + text + String(repeating: " ", count: width - text.count) + " | "
                + String(repeating: " ", count: max(0, 6 - number.count)) + number + " |"
        }
        return ["", line] + body + [line, ""]
    }
}
