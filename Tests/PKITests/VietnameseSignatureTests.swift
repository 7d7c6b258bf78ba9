import Foundation
import PKI
import Testing

/// Signatures of published Vietnamese acts: every one that is intact must be found intact, the legacy encodings
/// included.
@Suite(.enabled(if: Corpus.exists("vietnam/signed"), "needs the corpus")) struct VietnameseSignatureTests {
    struct Found {
        let contents: [UInt8]
        let ranges: [Range<Int>]
    }

    /// Every signature dictionary whose ByteRange fits the file. The gap between the ranges is its /Contents.
    private func signatures(_ pdf: [UInt8]) -> [Found] {
        let text = String(decoding: pdf.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
        let header = pdf.firstRange(of: Array("%PDF-".utf8))?.lowerBound ?? 0
        return text.matches(of: /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/).compactMap { match in
            guard let a = Int(match.1), let b = Int(match.2), let c = Int(match.3), let d = Int(match.4), a == 0,
                b < c, header + c + d <= pdf.count
            else { return nil }
            let hex = pdf[(header + b)..<(header + c)].filter { $0 > 0x20 && $0 != 0x3c && $0 != 0x3e }
            guard let contents = Hexadecimal.decode(String(decoding: hex, as: UTF8.self)) else { return nil }
            return Found(contents: contents, ranges: [header..<header + b, header + c..<header + c + d])
        }
    }

    private func check(_ found: Found, _ pdf: [UInt8]) throws -> (SignatureCheck, SignerInfo, SignedData) {
        let signedData = try SignedData(found.contents)
        let signer = try #require(signedData.signers.first)
        let certificate = try #require(signedData.certificate(of: signer))
        let hasher = DigestHasher(try #require(signer.digestAlgorithm))
        for range in found.ranges { hasher.update(pdf[range]) }
        return (signer.check(signer: certificate, contentDigest: hasher.finish()), signer, signedData)
    }

    @Test func intactOnesAreIntact() throws {
        let expected = try expectedCounts()
        let trust = try trust()
        var notes: [SignatureNote: Int] = [:]
        var (stamps, chained) = (0, 0)
        for file in Corpus.files("vietnam/signed", suffix: ".pdf") where !file.contains("broken__") {
            let pdf = try Corpus.bytes(file)
            let found = signatures(pdf)
            #expect(found.count == expected[URL(fileURLWithPath: file).lastPathComponent], "\(file)")
            for signature in found {
                let (result, signer, signedData) = try check(signature, pdf)
                #expect(result.isIntact && result.digestMatches == true, "\(file) \(result)")
                for note in result.notes { notes[note, default: 0] += 1 }
                for token in signer.timeStampTokens {
                    stamps += 1
                    if try isChained(TimeStampToken(token), signer, signedData, file, trust) { chained += 1 }
                }
            }
        }
        #expect(notes[.legacyDigestInfo, default: 0] >= 5 && notes[.strayParameters, default: 0] >= 1, "\(notes)")
        // One signer's authority was not found by those who gathered the corpus.
        #expect(stamps > 100 && chained >= stamps - 1, "\(chained) of \(stamps)")
    }

    /// Checks the time stamp, and whether the signer's path held at its time.
    private func isChained(
        _ stamp: TimeStampToken, _ signer: SignerInfo, _ signedData: SignedData, _ file: String, _ trust: TrustStore
    ) throws -> Bool {
        let outcome = stamp.validate(trust: trust, at: stamp.time, revocation: .ifAvailable)
        #expect(stamp.covers(signer.signature), "\(file)")
        #expect(outcome.signature?.isIntact == true, "\(file) \(outcome)")
        let path = PathValidator.validate(
            try #require(signedData.certificate(of: signer)), extra: signedData.certificates, trust: trust,
            at: stamp.time, revocation: .ifAvailable)
        return path.status == .passed
    }

    /// The number of signatures of each file, from the manifest's eighth column.
    private func expectedCounts() throws -> [String: Int] {
        let table = String(decoding: try Corpus.bytes(Corpus.root + "/vietnam/signed.csv"), as: UTF8.self)
        let rows = table.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let counts = rows.compactMap { row in row.count > 7 ? Int(row[7]).map { (String(row[0]), $0) } : nil }
        return Dictionary(counts) { first, _ in first }
    }

    @Test func aChangedByteIsNoticed() throws {
        for file in Corpus.files("vietnam/signed", suffix: ".pdf") where file.contains("lax__") {
            var pdf = try Corpus.bytes(file)
            guard let found = signatures(pdf).first, let end = found.ranges.first?.upperBound else { continue }
            pdf[end / 2] ^= 1
            let (result, _, _) = try check(found, pdf)
            #expect(result.digestMatches == false && result.signatureValid)
        }
    }

    /// A self-signed certificate that bears a real authority's name, and the one it issued, are not trusted.
    @Test func lookAlikesHaveNoChain() throws {
        let trust = try trust()
        let files = Corpus.files("vietnam/certs", suffix: ".pem").filter { $0.contains("LOOKALIKE") }
        #expect(files.count == 2)
        for file in files {
            let certificate = try Certificate(pem: Corpus.bytes(file))
            let outcome = PathValidator.validate(
                certificate, trust: trust, at: certificate.notBefore + 86_400, revocation: .ignored, purpose: .any)
            #expect(outcome.anchor == nil && outcome.status != .passed, "\(file)")
        }
    }

    private func trust() throws -> TrustStore {
        var store = TrustStore()
        for file in Corpus.files("vietnam/certs", suffix: ".pem") where !file.contains("LOOKALIKE") {
            let certificate = try Certificate(pem: Corpus.bytes(file))
            store.add(
                file.contains("root__")
                    ? TrustStore(anchors: [TrustAnchor(certificate, label: .official)])
                    : TrustStore(intermediates: [certificate]))
        }
        return store
    }
}
