import ArgumentParser
import BatchEngine
import Diagnostics
import Extraction
import Foundation
import Profiles
import Records

/// `sohoa batch`.
struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Số hóa hàng loạt. / Digitizes folders.",
        subcommands: [Run.self, Status.self, Resume.self, Review.self])

    /// What `run`, `resume` and `retry` share.
    struct Options: ParsableArguments {
        @Option(help: "Thư mục kho; tạo mới nếu chưa có. / The vault; made when absent.")
        var vault: String
        @Option(help: "Số tài liệu xử lý song song. / Documents worked on at once.")
        var jobs: Int = ProcessInfo.processInfo.activeProcessorCount
        @Flag(help: "In JSON, mỗi dòng một tài liệu, dòng cuối là tổng kết. / JSON lines; the last one is the summary.")
        var json = false

        func validate() throws {
            guard (1...256).contains(jobs) else { throw ValidationError("--jobs: 1…256") }
        }
    }

    /// `sohoa batch run FOLDER --profile FILE --vault DIR`.
    struct Run: SohoaCommand {
        static let configuration = CommandConfiguration(
            abstract: "Số hóa một thư mục vào kho. / Digitizes a folder into the vault.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: Options
        @Argument(help: "Thư mục chứa bản quét và hồ sơ. / Folder of scans and dossiers.")
        var folder: String
        @Option(help: "Tệp cấu hình của cơ quan. / The agency's profile.")
        var profile: String

        func perform(_ console: Console) throws -> ExitStatus {
            try BatchSession(
                folder: absolute(folder), profile: absolute(profile), vault: absolute(options.vault),
                jobs: options.jobs, json: options.json, console: console
            ).run()
        }
    }

    /// `sohoa batch resume`: continues the last run. `retry` is the same: a run always looks again at what was set aside,
    /// since the scan, the manifest or the profile may be better now.
    struct Resume: SohoaCommand {
        static let configuration = CommandConfiguration(
            abstract: "Chạy tiếp lần gần nhất, thử lại tài liệu bị để riêng. / Continues the last run, retries.",
            aliases: ["retry"])

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: Options

        func perform(_ console: Console) throws -> ExitStatus {
            try BatchSession.ofLastRun(
                vault: absolute(options.vault), jobs: options.jobs, json: options.json, console: console
            ).run()
        }
    }

    /// `sohoa batch status`: where the documents stand.
    struct Status: SohoaCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tình trạng xử lý. / Where the documents stand.")

        @OptionGroup var common: CommonOptions
        @Option(help: "Thư mục kho. / The vault.")
        var vault: String
        @Flag(help: "In JSON.")
        var json = false

        func perform(_ console: Console) throws -> ExitStatus {
            let status = try BatchStatus.read(vault: absolute(vault))
            if json {
                console.result(try CanonicalJSON.line(status))
            } else {
                let rows: [(Bilingual, Int)] = [
                    (Bilingual(vi: "Đã lưu kho", en: "Filed"), status.filed),
                    (Bilingual(vi: "Chờ người xem", en: "Waiting for a person"), status.needsReview),
                    (Bilingual(vi: "Để riêng", en: "Set aside"), status.rejected),
                    (Bilingual(vi: "Đang dở", en: "Unfinished"), status.unfinished),
                ]
                for (label, count) in rows { console.result("\(label.text(in: console.language)): \(count)") }
            }
            return .done
        }
    }

    /// `sohoa batch review`: what waits for a person; `--confirm` answers.
    struct Review: SohoaCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tài liệu chờ người xác nhận. / What waits for a person.",
            discussion: """
                Xác nhận: sohoa batch review --vault KHO --confirm TỆP --set holderId=086076710356, \
                rồi chạy sohoa batch resume. / Confirm values, then resume.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "Thư mục kho. / The vault.")
        var vault: String
        @Flag(help: "In JSON, mỗi dòng một tài liệu. / One JSON line per document.")
        var json = false
        @Option(help: "Tệp được xác nhận (đường dẫn trong thư mục). / The file whose values are confirmed.")
        var confirm: String?
        @Option(name: .customLong("set"), help: "TRƯỜNG=GIÁ-TRỊ; dùng nhiều lần được. / FIELD=VALUE, repeatable.")
        var values: [String] = []
        @Option(help: "Người xác nhận. / Who confirms.")
        var by: String = NSUserName()

        func perform(_ console: Console) throws -> ExitStatus {
            let queue = try ReviewQueue(vault: absolute(vault))
            if let confirm {
                try queue.confirm(path: confirm, decision: ReviewDecision(by: by, fields: pairs()))
                console.note(
                    Bilingual(
                        vi: "đã ghi nhận; chạy “sohoa batch resume” để lưu kho.",
                        en: "recorded; run “sohoa batch resume” to file it."))
                return .done
            }
            let items = try queue.items(in: console.language)
            for item in items {
                if json {
                    console.result(try CanonicalJSON.line(item))
                } else {
                    console.result(item.file)
                    for reason in item.reasons { console.result("  • \(reason.message) [\(reason.code)]") }
                }
            }
            return .done
        }

        private func pairs() throws -> [String: String] {
            var found: [String: String] = [:]
            for text in values {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                guard parts.count == 2 else { throw ValidationError("--set FIELD=VALUE: \(text)") }
                found[parts[0]] = parts[1]
            }
            return found
        }
    }
}
