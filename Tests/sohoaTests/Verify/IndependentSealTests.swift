import Foundation
import TestSupport
import Testing

/// Seals read by Tests/Oracles/seal_decoder.py, which shares no code with sohoa.
@Suite(
    .enabled(if: RenderedPage.toolsPresent && Command.has("openssl"), "needs pdftoppm, zbarimg and openssl"),
    .enabled(if: Oracle.has("cbor2", "cryptography"), "needs cbor2 and cryptography"))
struct IndependentSealTests {
    /// The uncompressed point of the agency's seal key, from its certificate.
    private static func publicPoint() throws -> String {
        let world = try DemoWorld.shared.get()
        // The demo has two agencies; the commune (xã) files.
        let name = try #require(FileTree(world.keys).paths.first { $0 == "xa-result-seal.pem" })
        let key = try Command.tool(
            "openssl", ["x509", "-in", world.keys.appendingPathComponent(name).path, "-noout", "-pubkey"]
        ).text
        let base64 = key.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
        let point = try #require(Data(base64Encoded: base64)).suffix(65)
        return point.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test func decoderAgreesOnEverySeal() throws {
        let results = try FiledResult.all(in: DemoWorld.shared.get().vault)
        let texts = try results.map { try RenderedPage($0.pdf, dpi: 300).seal() }
        let decoded = try Oracle.run(
            "seal_decoder.py", ["decode", "--public-key", Self.publicPoint()],
            input: texts.joined(separator: "\n") + "\n")
        try #require(decoded.status == 0, "\(decoded.stderr)")
        #expect(decoded.json.count == results.count)
        for (seal, result) in zip(decoded.json, results) {
            let record = result.record
            let name = Comment(rawValue: record.source)
            let payload = try #require(seal["payload"] as? [String: Any], name)
            #expect(seal["signatureValid"] as? Bool == true, name)
            #expect(SealTests.plain(seal["code"] as? String) == SealTests.plain(record.sealCode), name)
            #expect(payload["digest"] as? String == record.baseDigest, name)
            #expect(payload["baseLength"] as? Int == record.baseLength, name)
            let title = try #require(payload["title"] as? String, name)
            #expect(record.title.hasPrefix(title.prefix { $0 != "…" }), name)
            #expect(payload["numberAndNotation"] as? String == record.fields["numberAndNotation"]?.value, name)
            // Several owners stand one after the other; names are the first thing a seal that is too large gives up.
            let names = (payload["holderName"] as? String).map { $0.components(separatedBy: "; ") } ?? []
            #expect(record.owners.map(\.name).starts(with: names), name)
            // The circular asks for the code of the person; the profile of the demo prints it whole.
            let ids = (payload["holderId"] as? String)?.components(separatedBy: "; ") ?? []
            #expect(!ids.isEmpty && record.owners.map(\.id).starts(with: ids), name)
            #expect(payload["dates"] as? [Any] != nil, name)
            #expect((payload["issued"] as? Int ?? 0) > 1_700_000_000, name)
            // What a symbol of version 15 at level M holds, the largest for which the strip has room.
            #expect((seal["coseBytes"] as? Int ?? .max) <= 412, name)
        }
    }

    @Test func mandatedDataAreThere() throws {
        let result = try FiledResult.of("giay-phep-xay-dung.tif", in: DemoWorld.shared.get().vault)
        let decoded = try Oracle.run(
            "seal_decoder.py", ["decode"], input: RenderedPage(result.pdf, dpi: 200).seal() + "\n")
        let payload = try #require(decoded.json.first?["payload"] as? [String: Any])
        // TT 01/2023/TT-VPCP Điều 26: dossier, procedure, person, paper, system, time; for a result validity and scope.
        for key in ["dossier", "procedure", "holderId", "title", "system", "issued", "dates", "scope"] {
            #expect(payload[key] != nil && !(payload[key] is NSNull), "\(key)")
        }
    }
}
