import Diagnostics
import Foundation
import PDFSyntax
import Records
import Verification
import Workers

/// The forms of `--report`.
enum ReportFormat {
    /// ETSI TS 119 102-2.
    case xml
    case html
    case json

    /// By the extension; XML unless it says otherwise.
    init(path: String) { self = ReportFormat(named: path) ?? .xml }

    /// What the extension says; nil when it says nothing.
    init?(named path: String) {
        switch (path as NSString).pathExtension.lowercased() {
        case "html", "htm": self = .html
        case "json", "jsonl": self = .json
        case "xml": self = .xml
        default: return nil
        }
    }
}

/// The report that `--report` asks for: one file for everything that was verified, written when all is done.
struct VerifyReportFile {
    private enum Form {
        case xml(ETSIReport)
        case html(HTMLReport)
        case json([String])
    }

    /// Of the picture of the first page: sharp enough to be read, small enough to be mailed.
    private static let dpi = 90.0
    /// Larger files get no picture: a worker takes a whole file.
    private static let largestPictured = 256 << 20

    private let path: String
    private var form: Form
    private let workers: WorkerPool?

    /// - Throws: `file-not-written` when the folder is not there: better known before a thousand files were checked.
    init(path: String, now: Date, console: Console) throws {
        self.path = absolute(path)
        switch ReportFormat(path: path) {
        case .xml: (form, workers) = (.xml(ETSIReport(language: console.language)), nil)
        case .html:
            form = .html(HTMLReport(now: now, language: console.language))
            workers = WorkerPool(.sohoa, count: 1, secondsPerRequest: 30)
        case .json: (form, workers) = (.json([]), nil)
        }
        let folder = (self.path as NSString).deletingLastPathComponent
        guard FileManager.default.isWritableFile(atPath: folder) else { throw CommandError.notWritten(path) }
    }

    func close() { workers?.close() }

    /// Adds a file.
    mutating func add(_ validation: FileValidation, _ report: FileReport, _ bytes: ByteView) throws {
        switch form {
        case .xml(var xml):
            form = .json([])
            xml.add(validation)
            form = .xml(xml)
        case .html(var html):
            form = .json([])
            html.add(report, firstPage: picture(validation, bytes))
            form = .html(html)
        case .json(var lines):
            form = .json([])
            lines.append(try CanonicalJSON.line(report))
            form = .json(lines)
        }
    }

    /// The first page, drawn by a worker process; nil when that fails: a report without a picture is one still.
    private func picture(_ validation: FileValidation, _ bytes: ByteView) -> [UInt8]? {
        guard validation.document != nil, bytes.count <= Self.largestPictured else { return nil }
        return try? workers?.preview(bytes.bytes, page: 0, dpi: Self.dpi)
    }

    /// Writes the report.
    func write() throws {
        let text =
            switch form {
            case .xml(let xml): xml.xml
            case .html(let html): html.html
            case .json(let lines): lines.map { $0 + "\n" }.joined()
            }
        try OutputFile.replace(path, Array(text.utf8))
    }
}
