import ArgumentParser
import Diagnostics
import Foundation
import PAdES
import PDFSyntax

/// One revision of a file as bytes: what was there before anything later was appended.
struct RevisionExtraction {
    /// From `%PDF` on: whatever precedes the header is no part of what offsets, and so signatures, count.
    let bytes: [UInt8]

    /// - Parameter number: from 1, as `sohoa inspect` counts.
    /// - Throws: `revision-unknown`.
    init(_ document: PDFDocument, number: Int) throws {
        guard document.revisions.indices.contains(number - 1) else {
            throw CommandError.noRevision(number, of: document.revisions.count)
        }
        // A signature's range may end before or after the line end that follows %%EOF: what was signed decides.
        let signedEnd = SignatureInspector.inspect(document)
            .filter { $0.signedRevision == number - 1 && $0.coverage != .partial && $0.isWellFormed }
            .compactMap(\.dictionary.byteRange).compactMap(Self.end).max()
        let end = min(signedEnd ?? document.revisions[number - 1].end, document.bytes.count)
        bytes = document.bytes.slice(0..<end) ?? []
    }

    private static func end(_ range: [Int]) -> Int? {
        guard range.count == 4 else { return nil }
        let (end, overflow) = range[2].addingReportingOverflow(range[3])
        return overflow || end < 0 ? nil : end
    }

    /// Writes the revision to a file, or to standard output where that is no terminal.
    func write(to path: String?, replacing: Bool, input: String, console: Console) throws {
        guard let path else {
            guard isatty(1) == 0 else {
                throw ValidationError(
                    "Thiếu --out TỆP. / --out FILE is missing: PDF bytes do not belong on a terminal.")
            }
            console.result(bytes: bytes)
            return
        }
        switch OutputFile.kind(path) {
        case nil: try OutputFile.create(path, bytes)
        case .typeRegular? where replacing:
            guard !Self.isSame(path, input) else { throw CommandError.wouldOverwrite(input) }
            try OutputFile.replace(path, bytes)
        case .typeRegular?: throw CommandError.exists(path)
        default: throw CommandError.notWritten(path)
        }
    }

    /// Whether both names lead to one file: the original must never be lost for a part of it.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        func identity(_ path: String) -> [NSNumber?] {
            let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
            return [attributes?[.systemFileNumber] as? NSNumber, attributes?[.systemNumber] as? NSNumber]
        }
        let first = identity(a)
        return !first.contains(nil) && first == identity(b)
    }
}
