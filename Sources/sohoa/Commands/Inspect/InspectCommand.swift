import ArgumentParser
import Diagnostics
import Foundation
import PDFSyntax
import Records

/// `sohoa inspect FILE`: structure, revisions, signatures, metadata; no verdict.
struct InspectCommand: SohoaCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Xem cấu trúc tệp PDF, không phán xét. / Structure of a PDF; no verdict.",
        discussion: """
            Lấy lại đúng bản đã ký: sohoa inspect TỆP --extract-revision N --out BẢN-KÝ.pdf. Nếu có chữ ký trên phiên bản N \
            thì tệp kết quả là đúng những byte đã ký. / Gives back what was signed: when a signature covers revision N, the \
            output ends exactly where its ByteRange ends, and begins at %PDF.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Tệp PDF. / The PDF.")
    var file: String
    @Flag(help: "In JSON.")
    var json = false
    @Option(
        name: .customLong("extract-revision"),
        help: "Ghi ra phiên bản này, số như inspect liệt kê. / Write this revision, as inspect numbers them.")
    var extractRevision: Int?
    @Option(help: "Nơi ghi phiên bản; không có thì ra stdout. / Where to write it; standard output without.")
    var out: String?
    @Flag(help: "Ghi đè tệp --out đã có. / Replace an existing --out file.")
    var force = false

    func validate() throws {
        guard out == nil || extractRevision != nil else { throw ValidationError("--out: --extract-revision") }
        guard !force || out != nil else { throw ValidationError("--force: --out") }
        guard !json || extractRevision == nil else {
            throw ValidationError("--json, --extract-revision: chọn một. / choose one.")
        }
        if let extractRevision, extractRevision < 1 { throw ValidationError("--extract-revision: 1…") }
    }

    func perform(_ console: Console) throws -> ExitStatus {
        guard let bytes = try? InputFile.map(file) else { throw CommandError.unreadable(file) }
        let document = try PDFDocument(bytes: bytes)
        if let extractRevision {
            let extraction = try RevisionExtraction(document, number: extractRevision)
            try extraction.write(to: out.map(absolute), replacing: force, input: absolute(file), console: console)
            return .done
        }
        let report = InspectReport(document, file: file, language: console.language)
        if json {
            console.result(try CanonicalJSON.line(report))
        } else {
            for line in report.lines(in: console.language) { console.result(line) }
        }
        return .done
    }
}
