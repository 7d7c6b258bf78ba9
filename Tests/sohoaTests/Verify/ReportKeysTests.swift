import Foundation
import TestSupport
import Testing

/// The JSON of both reports names every key of the contract, `null` where there is nothing to say (docs/json.md).
@Suite struct ReportKeysTests {
    private static let file: Set = [
        "schema", "file", "sha256", "conclusion", "verdict", "signatures", "record", "seal",
    ]
    private static let signature: Set = [
        "field", "type", "level", "intact", "signatureValid", "coverage", "changesAfter", "indication", "subIndication",
        "signer", "trust", "time", "algorithms", "reasons",
    ]
    private static let parts: [String: Set<String>] = [
        "signer": ["name", "subject", "issuer", "serial"], "trust": ["store", "anchor"],
        "time": ["claimed", "timestamp", "best"], "algorithms": ["digest", "key"],
    ]

    private static func keys(_ value: Any?) -> Set<String> { Set((value as? [String: Any] ?? [:]).keys) }

    @Test func keysOfAFileReport() throws {
        let world = try DemoWorld.shared.get()
        let good = try FiledResult.of("giay-phep-xay-dung.tif", in: world.vault).pdf.path
        let unsigned = Checkout.testDocuments.appendingPathComponent("quyet-dinh-tro-cap.pdf").path
        for trust in [["--trust", world.trust], []] {
            let reports = try SohoaBinary.run(["verify", good, unsigned, "--json"] + trust).json
            #expect(reports.count == 2)
            for report in reports {
                #expect(Self.keys(report).isSuperset(of: Self.file))
                #expect(Self.keys(report["record"]).isSuperset(of: ["urn", "status"]))
                #expect(Self.keys(report["seal"]).isSuperset(of: ["present", "matches"]))
            }
            let signatures = try #require(reports.first?["signatures"] as? [[String: Any]])
            #expect(signatures.count == 2)
            for signature in signatures {
                #expect(Self.keys(signature).isSuperset(of: Self.signature))
                for (part, keys) in Self.parts { #expect(Self.keys(signature[part]).isSuperset(of: keys), "\(part)") }
                #expect((signature["time"] as? [String: Any])?["timestamp"] is NSNull)
                #expect((signature["subIndication"] is NSNull) == !trust.isEmpty)
            }
        }
    }

    @Test func oneLineEach() throws {
        let good = try FiledResult.of("giay-phep-xay-dung.tif", in: DemoWorld.shared.get().vault).pdf.path
        let run = try SohoaBinary.run(["verify", good, good, "--json"])
        #expect(run.lines.count == 2)
        #expect(run.json.count == 2)
        #expect(run.stdout.last == 0x0A)
    }

    @Test(.enabled(if: RenderedPage.toolsPresent, "needs pdftoppm and zbarimg"))
    func keysOfASealReport() throws {
        let world = try DemoWorld.shared.get()
        let text = try RenderedPage(FiledResult.of("giay-phep-xay-dung.tif", in: world.vault).pdf, dpi: 300).seal()
        let keys: Set = [
            "schema", "conclusion", "subIndication", "verdict", "code", "host", "seal", "signer", "trust", "record",
            "reasons",
        ]
        let sealed: Set = [
            "issuer", "dossier", "procedure", "holderId", "holderName", "title", "system", "issued", "issuedDate",
            "validUntil", "scope", "numberAndNotation", "baseDigest", "baseLength",
        ]
        let report = try #require(
            try SohoaBinary.run(["verify", "--qr", text, "--json", "--trust", world.trust]).json.first)
        #expect(Self.keys(report).isSuperset(of: keys))
        #expect(Self.keys(report["seal"]).isSuperset(of: sealed))
        let unknown = try #require(try SohoaBinary.run(["verify", "--qr", text, "--json"]).json.first)
        #expect(Self.keys(unknown).isSuperset(of: keys))
    }
}
