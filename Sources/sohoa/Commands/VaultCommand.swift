import ArgumentParser
import Diagnostics
import Foundation
import Records
import Vault

/// `sohoa vault`.
struct VaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vault", abstract: "Kho dữ liệu. / The vault.",
        subcommands: [Init.self, Get.self, SearchObjects.self, History.self, Validate.self, Reindex.self])

    /// Options of every vault command.
    struct Options: ParsableArguments {
        @Option(help: "Thư mục kho. / The vault.")
        var vault: String
        @Flag(help: "In JSON.")
        var json = false
    }

    /// `sohoa vault init`.
    struct Init: SohoaCommand {
        static let configuration = CommandConfiguration(abstract: "Tạo kho mới. / Makes an empty vault.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: Options
        @Option(help: "Tên cơ quan giữ kho. / Who keeps it.")
        var name: String
        @Option(help: "Tên miền của cơ quan. / The agency's host.")
        var host: String

        func validate() throws {
            for (option, value) in [("--name", name), ("--host", host)]
            where value.allSatisfy(\.isWhitespace) {
                throw ValidationError("\(option): trống / empty")
            }
        }

        func perform(_ console: Console) throws -> ExitStatus {
            let vault = try VaultOpening.create(absolute(options.vault), name: name, host: host, now: Date())
            console.result(vault.path)
            return .done
        }
    }

    /// `sohoa vault get URN`: the signed PDF, or another file of the object.
    struct Get: SohoaCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lấy giấy tờ ra. / Writes a file of an object to stdout or --out.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: Options
        @Argument(help: "URN.")
        var urn: String
        @Option(help: "Tệp trong hồ sơ; mặc định result.pdf hoặc record.json. / File of the object.")
        var file: String?
        @Option(help: "Phiên bản, như v1. / Version, such as v1.")
        var version: String?
        @Option(help: "Ghi ra tệp. / Output file.")
        var out: String?
        @Flag(help: "Liệt kê các tệp. / Lists the files.")
        var list = false

        func perform(_ console: Console) throws -> ExitStatus {
            guard let name = RecordURN(rawValue: urn) else { throw VaultObjectError.unknown(urn) }
            let vault = try Vault.open(at: absolute(options.vault), access: .readOnly)
            guard let object = try vault.get(name, version: version) else { throw VaultObjectError.unknown(urn) }
            if list {
                for file in try object.files() { console.result("\(file.sha256)  \(file.size)  \(file.path)") }
                return .done
            }
            let bytes: [UInt8]
            switch (file, object.record) {
            case (let file?, _):
                guard try object.files().contains(where: { $0.path == file }) else {
                    throw VaultObjectError.noFile(file, urn)
                }
                bytes = try object.read(file)
            case (nil, .result) where !options.json: bytes = try object.read("result.pdf")
            default: bytes = try object.read("record.json")
            }
            guard let out else {
                console.result(bytes: bytes)
                return .done
            }
            guard FileManager.default.createFile(atPath: out, contents: Data(bytes)) else {
                throw CommandError.notWritten(out)
            }
            return .done
        }
    }

    /// `sohoa vault search TEXT`.
    struct SearchObjects: SohoaCommand {
        static let configuration = CommandConfiguration(
            commandName: "search",
            abstract: "Tìm theo mã, số định danh, số ký hiệu hoặc chữ (có dấu hay không). / Finds papers.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: Options
        @Argument(help: "Điều cần tìm. / What to look for.")
        var text: String
        @Option(help: "Số kết quả tối đa. / At most so many.")
        var limit: Int = 100

        func perform(_ console: Console) throws -> ExitStatus {
            let vault = try Vault.open(at: absolute(options.vault), access: .readOnly)
            let hits = try vault.search(text, limit: limit)
            for hit in hits {
                if options.json {
                    console.result(try CanonicalJSON.line(HitLine(hit)))
                } else {
                    let parts: [String?] = [
                        hit.urn.rawValue, hit.title, hit.numberAndNotation, hit.issuedDate?.vietnamese,
                        hit.owners.map(\.name).joined(separator: ", "), hit.status.rawValue,
                    ]
                    console.result(parts.compactMap { $0 }.joined(separator: " | "))
                }
            }
            if hits.isEmpty { console.note(Bilingual(vi: "không tìm thấy.", en: "nothing found.")) }
            return hits.isEmpty ? .no : .done
        }
    }

    /// One hit as JSON.
    private struct HitLine: Encodable {
        var urn: String
        var kind: String
        var code: String
        var type: String?
        var title: String
        var numberAndNotation: String?
        var issuedDate: CivilDate?
        var agency: String
        var dossier: String?
        var status: RecordStatus
        var owners: [Owner]
        var dueDate: CivilDate?

        init(_ hit: SearchHit) {
            (urn, kind, code, type, title) = (hit.urn.rawValue, hit.kind.rawValue, hit.code, hit.type, hit.title)
            (numberAndNotation, issuedDate, agency) = (hit.numberAndNotation, hit.issuedDate, hit.agency)
            (dossier, status, owners, dueDate) = (hit.dossier, hit.status, hit.owners, hit.dueDate)
        }
    }

    /// `sohoa vault history URN`.
    struct History: SohoaCommand {
        static let configuration = CommandConfiguration(abstract: "Các phiên bản. / Versions of an object.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: Options
        @Argument(help: "URN.")
        var urn: String

        func perform(_ console: Console) throws -> ExitStatus {
            let vault = try Vault.open(at: absolute(options.vault), access: .readOnly)
            guard let name = RecordURN(rawValue: urn), let object = try vault.get(name) else {
                throw VaultObjectError.unknown(urn)
            }
            for version in object.history {
                console.result("\(version.version)  \(version.created)  \(version.reason)")
            }
            return .done
        }
    }

    /// `sohoa vault validate`.
    struct Validate: SohoaCommand {
        static let configuration = CommandConfiguration(
            abstract: "Kiểm tra toàn bộ kho, từng byte. / Checks every byte.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: Options

        private struct Line: Encodable {
            var area: String
            var code: String
            var place: String
            var message: String
        }

        private struct Summary: Encodable {
            var schema = "sohoa.vault-validation/1"
            var objects: Int
            var files: Int
            var bytes: Int
            var ledgerRows: Int
            var ledgerHash: String
            var findings: Int
        }

        func perform(_ console: Console) throws -> ExitStatus {
            let report = try Vault.open(at: absolute(options.vault), access: .readOnly).validate()
            for finding in report.findings {
                let message = finding.message.text(in: console.language)
                console.result(
                    options.json
                        ? try CanonicalJSON.line(
                            Line(
                                area: finding.area.rawValue, code: finding.code, place: finding.place, message: message)
                        )
                        : "✖ \(finding.place): \(message) [\(finding.code)]")
            }
            if options.json {
                console.result(
                    try CanonicalJSON.line(
                        Summary(
                            objects: report.objects, files: report.files, bytes: report.bytes,
                            ledgerRows: report.ledgerRows, ledgerHash: report.ledgerHash,
                            findings: report.findings.count)))
            } else {
                console.say(
                    Bilingual(
                        vi: "\(report.objects) đối tượng, \(report.files) tệp, \(report.bytes) byte, "
                            + "\(report.ledgerRows) dòng sổ cái: "
                            + (report.isClean ? "nguyên vẹn." : "\(report.findings.count) lỗi."),
                        en: "\(report.objects) objects, \(report.files) files, \(report.bytes) bytes, "
                            + "\(report.ledgerRows) ledger rows: "
                            + (report.isClean ? "intact." : "\(report.findings.count) findings.")))
            }
            return report.isClean ? .done : .no
        }
    }

    /// `sohoa vault reindex`.
    struct Reindex: SohoaCommand {
        static let configuration = CommandConfiguration(
            abstract: "Dựng lại chỉ mục tìm kiếm. / Rebuilds the search index.")

        @OptionGroup var common: CommonOptions
        @OptionGroup var options: Options

        func perform(_ console: Console) throws -> ExitStatus {
            let count = try Vault.open(at: absolute(options.vault)).reindex()
            console.say(Bilingual(vi: "Đã lập chỉ mục \(count) đối tượng.", en: "Indexed \(count) objects."))
            return .done
        }
    }
}

/// Errors about what was asked of a vault.
enum VaultObjectError {
    static func unknown(_ urn: String) -> CommandError {
        CommandError(
            .objectUnknown, .input, vi: "Kho không có “\(urn)”.", en: "The vault has no “\(urn)”.",
            remedy: Bilingual(vi: "Tìm bằng “sohoa vault search”.", en: "Look with “sohoa vault search”."))
    }

    static func noFile(_ file: String, _ urn: String) -> CommandError {
        CommandError(
            .objectUnknown, .input, vi: "“\(urn)” không có tệp “\(file)”.", en: "“\(urn)” has no file “\(file)”.",
            remedy: Bilingual(vi: "Xem danh sách bằng --list.", en: "List the files with --list."))
    }
}
