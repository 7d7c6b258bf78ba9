import ArgumentParser
import Diagnostics
import Foundation
import PDFSyntax
import PKI
import Records
import Vault
import Verification

/// `sohoa verify FILE…` and `sohoa verify --qr TEXT|IMAGE`.
struct VerifyCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Kiểm tra tệp PDF hoặc mã QR. / Is this file, or this QR code, genuine?")

    @OptionGroup var common: CommonOptions
    @Argument(help: "Tệp PDF. / PDF files.")
    var files: [String] = []
    @Option(help: "Nội dung mã QR, hoặc ảnh có mã QR. / A QR code's text, or an image that shows one.")
    var qr: String?
    @Flag(help: "In JSON, mỗi dòng một tệp. / One JSON line per file.")
    var json = false
    @Option(help: "Thư mục chứng thư tin cậy và CRL; dùng nhiều lần được. / Trusted certificates and CRLs, repeatable.")
    var trust: [String] = []
    @Option(help: "Xét tại thời điểm này (ISO 8601). / Judge at this time.")
    var at: String?
    @Flag(help: "Không dùng mạng (phiên bản này luôn không dùng). / Never use the network; always so in this version.")
    var offline = false
    @Option(help: "Kho để biết giấy tờ còn hiệu lực không. / A vault to ask whether the paper is in force.")
    var vault: String?
    @Option(help: "Ghi biên bản kiểm tra (JSON) ra tệp. / Write the report as JSON to a file.")
    var report: String?

    func validate() throws {
        guard (qr != nil) != (!files.isEmpty) else {
            throw ValidationError("Cho biết tệp PDF hoặc --qr. / Give files or --qr, one of them.")
        }
        if let at, VietnamTime.parse(iso8601: at) == nil {
            throw ValidationError("--at: 2026-11-22T08:00:00+07:00")
        }
    }

    func perform(_ console: Console) throws -> ExitStatus {
        let now = at.flatMap { VietnamTime.parse(iso8601: $0) } ?? Date()
        let store = try TrustFolders.load(trust, console: console)
        let lookup = try vault.map { try VaultStatus.lookup(vault: absolute($0), on: now) }
        if let qr { return try verifySeal(qr, store, now, lookup, console) }

        let verifier = FileVerifier(trust: store, now: now, language: console.language)
        var worst = ExitStatus.done
        var lines: [String] = []
        for file in files {
            guard let bytes = try? InputFile.map(file) else {
                console.error(
                    Bilingual(vi: "Không đọc được tệp “\(file)”.", en: "The file “\(file)” cannot be read."))
                worst = Self.worse(worst, .input)
                continue
            }
            let verdict = try verifier.verify(bytes, name: file, status: lookup)
            worst = Self.worse(worst, Self.status(verdict))
            let line = try CanonicalJSON.line(verdict)
            lines.append(line)
            if json {
                console.result(line)
            } else {
                for line in ReportText.lines(verdict, in: console.language) { console.result(line) }
                console.result("")
            }
        }
        try write(lines)
        return worst
    }

    private func verifySeal(
        _ qr: String, _ trust: TrustStore, _ now: Date, _ lookup: RecordStatusLookup?, _ console: Console
    ) throws -> ExitStatus {
        let text = try QRText.read(qr)
        let verdict = try SealVerifier(trust: trust, now: now, language: console.language)
            .verify(text: text, status: lookup)
        let line = try CanonicalJSON.line(verdict)
        if json {
            console.result(line)
        } else {
            for line in ReportText.lines(verdict, in: console.language) { console.result(line) }
        }
        try write([line])
        switch (verdict.conclusion, verdict.verdict) {
        case (.totalFailed, _), (_, .invalid): return .no
        case (.totalPassed, .valid): return .done
        default: return .undetermined
        }
    }

    private func write(_ lines: [String]) throws {
        guard let report else { return }
        guard
            FileManager.default.createFile(atPath: report, contents: Data((lines.joined(separator: "\n") + "\n").utf8))
        else {
            throw CommandError.notWritten(report)
        }
    }

    /// The status of one file: DESIGN section 5.
    static func status(_ report: FileReport) -> ExitStatus {
        switch report.conclusion {
        case .unreadable: .input
        case .totalFailed: .no
        case .noSignature: .undetermined
        case .totalPassed, .indeterminate:
            switch report.verdict {
            case .invalid: .no
            case .valid: .done
            case .notInForce, .undetermined: .undetermined
            }
        }
    }

    /// With several files the worst applies: 3 > 1 > 2 > 0.
    static func worse(_ a: ExitStatus, _ b: ExitStatus) -> ExitStatus {
        let order: [ExitStatus] = [.done, .undetermined, .no, .input]
        return (order.firstIndex(of: a) ?? 0) >= (order.firstIndex(of: b) ?? 0) ? a : b
    }
}
