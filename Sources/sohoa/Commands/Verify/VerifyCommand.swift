import ArgumentParser
import Diagnostics
import Foundation
import Records

/// `sohoa verify FILE…` and `sohoa verify --qr TEXT|IMAGE`.
struct VerifyCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Kiểm tra tệp PDF hoặc mã QR. / Is this file, or this QR code, genuine?",
        discussion: """
            Một thư mục thay cho mọi tệp PDF trong đó; một tệp hỏng không cản các tệp khác. Mã thoát: 0 hợp lệ, 1 không hợp \
            lệ, 2 chưa đủ căn cứ, 3 không đọc được. / A folder stands for the PDFs in it. Status: 0 valid, 1 not valid, \
            2 undetermined, 3 unreadable.

            Biên bản: --report B.xml (ETSI TS 119 102-2), B.html (để xem và in), B.json. Mọi tệp vào một biên bản. / One \
            report for all files.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var evidence: VerifyEvidenceOptions
    @OptionGroup var output: VerifyOutputOptions

    @Argument(help: "Tệp PDF hoặc thư mục. / PDF files or folders.")
    var files: [String] = []
    @Option(help: "Nội dung mã QR, hoặc ảnh có mã QR. / A QR code's text, or an image that shows one.")
    var qr: String?

    func validate() throws {
        guard (qr != nil) != (!files.isEmpty) else {
            throw ValidationError("Cho biết tệp PDF hoặc --qr. / Give files or --qr, one of them.")
        }
        let format = output.report.flatMap { ReportFormat(named: $0) }
        if qr != nil, format == .html || format == .xml {
            throw ValidationError("--qr: biên bản chỉ có dạng JSON. / the report of a code is JSON only.")
        }
    }

    func perform(_ console: Console) throws -> ExitStatus {
        let session = try VerifySession(command: self, console: console)
        if let qr { return try session.verify(code: qr) }
        return try session.verify(files: VerifyInputs.expand(files))
    }
}

/// What a file is judged by.
struct VerifyEvidenceOptions: ParsableArguments {
    @Option(
        help: """
            Thư mục chứng thư tin cậy và CRL, dùng nhiều lần được; mặc định là kho của sohoa trust import. / Trusted \
            certificates and CRLs, repeatable; by default those of sohoa trust import.
            """)
    var trust: [String] = []
    @Option(help: "Xét tại thời điểm này (ISO 8601). / Judge at this time.")
    var at: String?
    @Flag(
        help: "Không dùng mạng; kho chứng cứ vẫn được đọc. / Never use the network; the archive is read all the same.")
    var offline = false
    @Option(
        help: """
            Kho chứng cứ: CRL, OCSP có ngày tháng, được đọc và được giữ thêm để lần sau kiểm tra được. / Archive of dated \
            revocation data, read and added to.
            """)
    var archive: String?
    @Option(help: "Kho để biết giấy tờ còn hiệu lực không. / A vault to ask whether the paper is in force.")
    var vault: String?
    @Option(help: "Quy tắc kiểm tra thay cho mặc định (YAML). / Validation policy instead of the shipped one.")
    var policy: [String] = []
    @Option(
        name: .customLong("password-file"),
        help: "Tệp có mật khẩu của PDF (dòng đầu); không có thì hỏi. / File with the PDF's password, else a prompt.")
    var passwordFile: String?

    /// The time of looking.
    var now: Date { at.flatMap { VietnamTime.parse(iso8601: $0) } ?? Date() }

    func validate() throws {
        if let at, VietnamTime.parse(iso8601: at) == nil {
            throw ValidationError("--at: 2026-11-22T08:00:00+07:00")
        }
    }
}

/// How the answer is given.
struct VerifyOutputOptions: ParsableArguments {
    @Flag(help: "In JSON, mỗi dòng một tệp. / One JSON line per file.")
    var json = false
    @Option(help: "Ghi biên bản ra tệp .xml, .html hoặc .json. / Write a report: .xml, .html or .json.")
    var report: String?
    @Option(help: "Số tệp kiểm tra song song. / Files checked at once.")
    var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs: 1…256") }
    }
}
