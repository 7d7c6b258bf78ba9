import ArgumentParser
import Diagnostics
import Foundation
import PKI
import Records
import TrustServices
import TrustedLists

/// `sohoa trust import FILE…`.
struct TrustImportCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Nhập chứng thư, danh sách thu hồi vào kho tin cậy. / Adds certificates and revocation data.",
        discussion: """
            Gốc đúng mã băm vào đúng kho của nó. Chứng thư mạo tên bị từ chối (mã thoát 1). Gốc khác chỉ được tin cậy khi có \
            --accept đủ 64 chữ số SHA-256 và --store; quyết định được ghi lại. / Pinned roots go to their own store, \
            look-alikes are refused, other roots need --accept with the whole SHA-256 and --store.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Tệp PEM, DER, PKCS#7, CRL, OCSP, hoặc thư mục. / Files or folders.")
    var files: [String]
    @Option(help: "Kho cho gốc được chấp nhận: official, public, demo. / Store for accepted roots.")
    var store: TrustLabel?
    @Option(help: "SHA-256 (64 chữ số) của gốc được chấp nhận; dùng nhiều lần được. / A root that you accept.")
    var accept: [String] = []
    @Option(help: "Thư mục đích; mặc định là kho của người dùng. / Destination, by default the user's trust folder.")
    var into: String?
    @Option(help: "Kho chứng cứ nhận danh sách thu hồi. / Archive that takes revocation data.")
    var archive: String?
    @Option(
        name: .customLong("signed-by"),
        help: "Chứng thư của người ký danh sách tin cậy ETSI TS 119 612 (XML). / Who may sign a trusted list (XML).")
    var signedBy: [String] = []
    @Flag(help: "In JSON, mỗi dòng một chứng thư. / One JSON line per certificate.")
    var json = false

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("Thiếu tệp. / No files.") }
        for digest in accept where Self.digest(digest) == nil {
            throw ValidationError("--accept: SHA-256, 64 chữ số / digits")
        }
    }

    func perform(_ console: Console) throws -> ExitStatus {
        guard let folder = into.map(absolute) ?? UserFolders.trust else { throw TrustCommandError.noHome }
        // Beside certificates in a folder of the user's choice, so that --trust DIR alone finds it again.
        let beside = into.map { absolute($0) + "/evidence" }
        guard let evidence = archive.map(absolute) ?? beside ?? UserFolders.evidence else {
            throw TrustCommandError.noHome
        }
        var worst = ExitStatus.done
        var items: [TrustImport.Item] = []
        let place = TrustFolderFiles(path: folder)
        func noting(_ body: () throws -> Void) throws {
            do {
                try body()
            } catch let error as any UserFacingError where error.kind == .input {
                // The other files are imported all the same.
                console.error(error)
                worst = .input
            }
        }
        for argument in files {
            try noting {
                for file in try TrustInputs.files(argument) {
                    try noting {
                        if let xml = try TrustInputs.xml(file) {
                            worst = Self.worse(worst, try takeOver(xml, file, place, console))
                        } else {
                            items += try TrustInputs.items(file)
                        }
                    }
                }
            }
        }
        let work = TrustImport(
            folder: place, archive: EvidenceArchive(folder: evidence), pins: try ShippedPins.pins(),
            accepted: Set(accept.compactMap(Self.digest)), store: store, now: Date())
        for outcome in try work.run(items) {
            if case .refused(let error) = outcome.result {
                console.error(
                    Bilingual(vi: "\(outcome.file): \(error.what.vi)", en: "\(outcome.file): \(error.what.en)"))
                if let remedy = error.remedy { console.hint(remedy) }
                worst = Self.worse(worst, .no)
            }
            try show(outcome, console)
        }
        return worst
    }

    /// One trusted list.
    private func takeOver(
        _ xml: [UInt8], _ file: String, _ place: TrustFolderFiles, _ console: Console
    ) throws -> ExitStatus {
        let signers = try signedBy.flatMap { path in
            try TrustInputs.files(path).flatMap { try TrustInputs.items($0) }.compactMap { item in
                if case .certificate(let certificate) = item.material { certificate } else { nil }
            }
        }
        let work = TrustedListImport(
            folder: place, signers: signers, store: store ?? .public, pins: try ShippedPins.pins(), now: Date())
        let summary: TrustedListImport.Summary
        do {
            summary = try work.run(xml, file: file)
        } catch let error as TrustedListError where TrustedListImport.isRefusal(error) {
            console.error(Bilingual(vi: "\(file): \(error.what.vi)", en: "\(file): \(error.what.en)"))
            if let remedy = error.remedy { console.hint(remedy) }
            return .no
        }
        for remark in summary.remarks { console.note(remark) }
        for outcome in summary.outcomes { try show(outcome, console) }
        if !json {
            console.say(
                Bilingual(
                    vi:
                        "Danh sách tin cậy \(summary.territory) số \(summary.number): \(summary.outcomes.count) chứng thư.",
                    en: "Trusted list of \(summary.territory), number \(summary.number): "
                        + "\(summary.outcomes.count) certificates."))
        }
        return .done
    }

    private static func worse(_ a: ExitStatus, _ b: ExitStatus) -> ExitStatus {
        let order: [ExitStatus] = [.done, .no, .input]
        return (order.firstIndex(of: a) ?? 0) >= (order.firstIndex(of: b) ?? 0) ? a : b
    }

    /// Digits alone, in lower case; certificate viewers put colons or spaces between them.
    private static func digest(_ text: String) -> String? {
        let digits = text.lowercased().filter { !$0.isWhitespace && $0 != ":" }
        return digits.utf8.count == 64 && Hexadecimal.decode(digits) != nil ? digits : nil
    }

    /// Schema `sohoa.trust-import/1`.
    private struct Line: Encodable {
        let schema = "sohoa.trust-import/1"
        let file: String
        let name: String
        let sha256: String
        let role: String
        let store: String
        let accepted: Bool
        /// `imported`, `present`, `refused`.
        var result: String
        @ExplicitNull var path: String? = nil
        @ExplicitNull var code: String? = nil
        @ExplicitNull var message: String? = nil
    }

    private func show(_ outcome: TrustImport.Outcome, _ console: Console) throws {
        var line = Line(
            file: outcome.file, name: outcome.name, sha256: outcome.sha256, role: outcome.role,
            store: outcome.label?.rawValue ?? "none", accepted: outcome.isAccepted, result: "refused")
        var words = Bilingual(vi: "TỪ CHỐI", en: "REFUSED")
        switch outcome.result {
        case .imported(let path):
            (line.result, line.path, words) = ("imported", path, Bilingual(vi: "đã nhập", en: "imported"))
        case .present(let path):
            (line.result, line.path, words) = ("present", path, Bilingual(vi: "đã có", en: "present"))
        case .refused(let error): (line.code, line.message) = (error.codeName, error.what.text(in: console.language))
        }
        if json {
            console.result(try CanonicalJSON.line(line))
            return
        }
        let store = outcome.label.map { " (\($0.rawValue))" } ?? ""
        let place = line.path ?? outcome.file
        console.say(
            Bilingual(
                vi: "\(words.vi)  \(outcome.name)\(store)  \(outcome.sha256)  \(place)",
                en: "\(words.en)  \(outcome.name)\(store)  \(outcome.sha256)  \(place)"))
    }
}

extension TrustLabel: ExpressibleByArgument {}
