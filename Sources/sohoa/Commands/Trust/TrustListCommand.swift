import ArgumentParser
import Diagnostics
import Foundation
import PKI
import Profiles
import Records

/// `sohoa trust list`.
struct TrustListCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Liệt kê chứng thư tin cậy. / Shows what is trusted, and what was passed over.")

    @OptionGroup var common: CommonOptions
    @Option(help: "Thư mục tin cậy; mặc định là kho của người dùng. / Folders, by default the user's own.")
    var trust: [String] = []
    @Flag(help: "Các mã băm đi kèm chương trình. / The pins that the program carries.")
    var pins = false
    @Flag(help: "In JSON, mỗi dòng một chứng thư. / One JSON line per certificate.")
    var json = false

    func perform(_ console: Console) throws -> ExitStatus {
        let directory = try TrustFolders.directory(trust)
        let rules = Dictionary(try ShippedPins.rules().map { ($0.sha256, $0) }) { first, _ in first }
        if pins {
            let present = Set(directory?.entries.map(\.certificate.fingerprint) ?? [])
            for rule in try ShippedPins.rules() {
                try show(TrustLine(rule, isPresent: present.contains(rule.sha256)), console)
            }
            return .done
        }
        guard let directory else {
            let folder = UserFolders.trust ?? "~/.local/share/sohoa/trust"
            console.note(Bilingual(vi: "chưa có kho tin cậy \(folder).", en: "there is no trust folder \(folder) yet."))
            console.hint(
                Bilingual(
                    vi: "Nhập chứng thư: sohoa trust import TỆP…", en: "Import certificates: sohoa trust import FILE…"))
            return .done
        }
        let now = Date()
        var seen: Set<Certificate> = []
        let anchors = directory.entries.filter { $0.standing != .helper }
        let helpers = directory.entries.filter { $0.standing == .helper }
        for entry in anchors + helpers where seen.insert(entry.certificate).inserted {
            try show(TrustLine(entry, rule: rules[entry.certificate.fingerprint], at: now), console)
        }
        for skipped in directory.skipped { try show(TrustLine(skipped, language: console.language), console) }
        if !json {
            let store = directory.store
            console.say(
                Bilingual(
                    vi: "\(store.anchors.count) gốc, \(store.intermediates.count) chứng thư trung gian và hỗ trợ, "
                        + "\(store.revocationLists.count) danh sách thu hồi, \(directory.skipped.count) tệp bị bỏ qua.",
                    en: "\(store.anchors.count) anchors, \(store.intermediates.count) intermediates and helpers, "
                        + "\(store.revocationLists.count) revocation lists, \(directory.skipped.count) files passed over."
                ))
        }
        return .done
    }

    private func show(_ line: TrustLine, _ console: Console) throws {
        if json {
            console.result(try CanonicalJSON.line(line))
        } else {
            console.say(line.text)
        }
    }
}
