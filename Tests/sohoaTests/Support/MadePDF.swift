import Foundation
import TestSupport

/// A PDF of the demo's vault: a result, or a component of a dossier.
struct MadePDF {
    let source: String
    let url: URL
    /// A result is signed by the digitizer and by the agency, a component by the digitizer alone.
    let signatures: Int
    /// Length of the base revision.
    let base: Int
    /// The file it was made from.
    let master: URL

    static func all() throws -> [MadePDF] {
        let vault = try DemoWorld.shared.get().vault
        var made = try FiledResult.all(in: vault).map { result in
            MadePDF(
                source: result.record.source, url: try result.pdf, signatures: 2, base: result.record.baseLength,
                master: Checkout.testDocuments.appendingPathComponent(result.record.source))
        }
        for dossier in try FiledDossier.all(in: vault) {
            made += try dossier.record.components.map { component in
                let url = try dossier.object.url(component.file)
                return MadePDF(
                    source: component.source, url: url, signatures: 1, base: try Data(contentsOf: url).count,
                    master: Checkout.testDocuments.appendingPathComponent(component.source))
            }
        }
        guard made.count > 12 else { throw Missing("filed documents") }
        return made
    }
}

/// What Tests/Oracles/check_results.py says of one.
struct ResultVerdict {
    struct Signature: Decodable {
        var field: String
        var intact: Bool
        var valid: Bool
        var trusted: Bool
        var accepted: Bool
        var cades: Bool
        var coverage: String
        var modification: String
    }

    private struct Line: Decodable {
        struct Archival: Decodable {
            var base: [String]
            var file: [String]
        }

        var signatures: [Signature]
        var pdfa: Archival
        var image: String
    }

    let source: String
    let expected: Int
    let signatures: [Signature]
    /// Rules of PDF/A-2b that the base revision breaks, and those the whole file breaks.
    let base: [String]
    let file: [String]
    /// `bytes` or `pixels` when the page holds the master's data unaltered, `text` when the master is no scan.
    let image: String

    /// Of every PDF of the demo's vault; computed once, since it takes the oracle a while.
    static func all() throws -> [ResultVerdict] { try computed.get() }

    private static let computed = Result {
        let made = try MadePDF.all()
        let lines = try made.map { pdf in
            let line = ["pdf": pdf.url.path, "base": pdf.base, "master": pdf.master.path] as [String: Any]
            return String(decoding: try JSONSerialization.data(withJSONObject: line), as: UTF8.self)
        }
        let trust = try DemoWorld.shared.get().trust
        let oracle = try Oracle.run(
            "check_results.py", ["--trust", trust], input: lines.joined(separator: "\n") + "\n")
        guard oracle.status == 0 else { throw Missing("check_results.py: \(oracle.stderr)") }
        let verdicts = try oracle.decoded(as: Line.self)
        return zip(made, verdicts).map { pdf, line in
            ResultVerdict(
                source: pdf.source, expected: pdf.signatures, signatures: line.signatures, base: line.pdfa.base,
                file: line.pdfa.file, image: line.image)
        }
    }
}
