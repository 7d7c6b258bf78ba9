import Diagnostics
import Foundation
import PDFSyntax
import PKI
import SignedDocuments
import TestSupport
import Testing

@testable import Verification

/// The validation report of ETSI TS 119 102-2, read by the classes that pyHanko generated from its schema
/// (Tests/Oracles/validation_report.py): unknown, missing or misplaced elements and dangling references fail there.
@Suite(.enabled(if: Oracle.has("pyhanko", "xsdata", "lxml"), "needs pyHanko, xsdata and lxml"))
struct ETSIReportTests {
    private struct Answer: Decodable {
        struct Signature: Decodable {
            var main: String
            var sub: [String]
            var field: String?
            var digest: String?
            var process: String?
            var signer: String?
            var best: String?
            var provenBy: [String]
            var byteRange: [Int]?
            var timestamps: Int
            var document: [String]
            var constraints: [String: String]
            var data: [String]
        }

        var signatures: [Signature]
        var objects: [String]
    }

    private let dossier: Dossier

    init() throws { dossier = try Dossier.shared.get() }

    private func validate(
        _ pdf: [UInt8], trust: TrustStore, at now: Date = SigningDesk.now, name: String = "a.pdf"
    ) throws -> FileValidation {
        try FileVerifier(trust: trust, now: now, language: .vi).validate(ByteView(pdf), name: name, status: nil)
    }

    private func read(_ validations: FileValidation...) throws -> Answer {
        var report = ETSIReport(language: .vi)
        for validation in validations { report.add(validation) }
        let file = try Scratch.file("report.xml", Array(report.xml.utf8))
        let oracle = try Oracle.run("validation_report.py", [file.path])
        try #require(oracle.status == 0, "\(oracle.stderr)")
        return try #require(try oracle.decoded(as: Answer.self).first)
    }

    @Test func aResultThatPassed() throws {
        let answer = try read(try validate(dossier.result, trust: dossier.trust))
        #expect(answer.signatures.map(\.main) == ["total-passed", "total-passed"])
        #expect(answer.signatures.map(\.field) == [PreparedPage.digitizerField, PreparedPage.agencyField])
        for (signature, name) in zip(answer.signatures, [SigningDesk.officer, SigningDesk.agencyName]) {
            #expect(signature.signer?.contains(name) == true)
        }
        for signature in answer.signatures {
            #expect(signature.sub.isEmpty && signature.process == "Basic" && signature.byteRange?.count == 4)
            #expect(Set(signature.constraints.values) == ["passed"] && signature.constraints.count == 5)
            #expect(signature.document == ["doc-" + SHA256.hex(dossier.result)])
            #expect(signature.digest?.count == 64)
        }
        #expect(answer.signatures.first?.data.contains("urn:sohoa:change") == true)
        #expect(answer.objects.contains { $0.hasPrefix("CRL:crl-") })
        #expect(answer.objects.count { $0.hasPrefix("certificate:") } >= 4)
    }

    @Test func archivalDataAndTheirProofs() throws {
        let desk = try LevelDesk.shared.get()
        let file = try desk.file(at: .bLTA)
        let answer = try read(try validate(file, trust: desk.pki.trust, at: LevelDesk.now + LevelDesk.day))
        let first = try #require(answer.signatures.first)
        #expect(first.main == "total-passed" && first.timestamps == 2)
        // The best time is proven by a token that is in the report.
        #expect(first.provenBy.count == 1)
        #expect(first.provenBy.allSatisfy { id in answer.objects.contains("timestamp:" + id) })
        #expect(answer.objects.contains { $0.hasPrefix("OCSPResponse:") })
    }

    @Test func whatFailedSaysWhere() throws {
        let changed = try read(try validate(try Dossier.repainted(dossier.result), trust: dossier.trust))
        for signature in changed.signatures {
            #expect(signature.main == "total-failed" && signature.sub == ["FORMAT_FAILURE"])
            #expect(signature.constraints["signature-acceptance-validation"] == "failed")
            #expect(signature.constraints["cryptographic-verification"] == "passed")
        }
        var altered = dossier.result
        altered[300] ^= 1
        let broken = try read(try validate(altered, trust: dossier.trust))
        #expect(broken.signatures.contains { $0.sub == ["HASH_FAILURE"] })
        // What comes after a block that failed was not asked.
        #expect(broken.signatures.first?.constraints["x509-certificate-validation"] == nil)
    }

    @Test func doubtsKeepTheirSubIndication() throws {
        let unknown = try read(try validate(dossier.result, trust: TrustStore()))
        #expect(Set(unknown.signatures.map(\.main)) == ["indeterminate"])
        #expect(Set(unknown.signatures.flatMap(\.sub)) == ["NO_CERTIFICATE_CHAIN_FOUND"])
        let later = try read(try validate(dossier.result, trust: dossier.trustWithoutLists))
        #expect(Set(later.signatures.flatMap(\.sub)) == ["TRY_LATER"])
    }

    /// One report for all files; those without signatures, or that are none, have their place too.
    @Test func severalFilesAreOneReport() throws {
        let answer = try read(
            try validate(dossier.result, trust: dossier.trust),
            try validate(PreparedPage().bare(), trust: dossier.trust, name: "không ký.pdf"),
            try validate(Array("x".utf8), trust: dossier.trust, name: "x"))
        #expect(answer.signatures.map(\.main) == ["total-passed", "total-passed", "indeterminate", "indeterminate"])
        #expect(answer.signatures.suffix(2).allSatisfy { $0.data.contains("urn:sohoa:conclusion") })
        #expect(answer.objects.count { $0.hasPrefix("signedData:") } == 3)
    }

    /// Whatever a file calls itself, the report stays XML.
    @Test func hostileTextStaysText() throws {
        let name = "</vr:ValidationReport><x a=\"\u{0}\u{FFFF}]]>&\u{1B}.pdf"
        let answer = try read(try validate(dossier.result, trust: dossier.trust, name: name))
        #expect(answer.signatures.count == 2)
        let element = XMLElement("a", ["b": "\"<\n>'"], [XMLElement("c", text: "]]>\r&\u{1}")])
        #expect(element.document.hasSuffix("<a b=\"&quot;&lt;&#10;&gt;'\">\n  <c>]]&gt;&#13;&amp;\u{FFFD}</c>\n</a>\n"))
        #expect(ETSIObjects.reference(to: "hồ sơ/a&b.pdf") == "h%E1%BB%93%20s%C6%A1/a%26b.pdf")
    }
}
