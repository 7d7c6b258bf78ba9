import DemoPKI
import Foundation
import PDFSyntax
import PKI
import TestSupport
import Testing

@testable import PAdES

struct SigningTests {
    static let hasPyHanko = Oracle.has("pyhanko")

    /// What pyHanko says of one signature.
    struct Judgement: Decodable {
        let field: String?
        let intact: Bool?
        let valid: Bool?
        let trusted: Bool?
        let coverage: String?
        let modification: String?
        let docmdp: Bool?
        let error: String?
    }

    static func pyHanko(_ bytes: [UInt8]) throws -> [Judgement] {
        let roots = try Scratch.folder("roots")
        let root = try Signed.pki.get().root.certificate.pem
        try Data(root.utf8).write(to: roots.appendingPathComponent("root.pem"))
        let file = try Scratch.file("signed.pdf", bytes).path
        let result = try Oracle.run("check_signatures.py", ["--roots", roots.path, file])
        #expect(result.status == 0, "\(result.stderr)")
        return try result.decoded(as: Judgement.self)
    }

    @Test func bothSignaturesHoldAndTheSecondFillsAForm() throws {
        let findings = try Signed.inspect(try Signed.twice.get())
        #expect(findings.map(\.fields) == [["SoHoa"], ["CoQuan"]])
        #expect(findings.allSatisfy { $0.isSound && $0.intact == true && $0.reasons.isEmpty })
        #expect(findings.map(\.coverage) == [.revision, .file])
        #expect(findings.map(\.changesAfter) == [.permitted, .none])
        #expect(findings[0].permitted == [.signatureAdded])
        #expect(findings[0].changes.first?.change.field == "CoQuan" && findings[0].changes.first?.change.page == 0)
        #expect(findings[1].places == [SignaturePlace(page: 0, rectangle: .init(x0: 50, y0: 760, x1: 250, y1: 800))])
        #expect(findings[0].dictionary.claimedTime?.text == "D:20260305091500+07'00'")
        #expect(findings[0].dictionary.signerName == "Lê Thị Thử Nghiệm")
    }

    @Test func theFileItselfIsNotTouchedAndNothingElseIsRewritten() throws {
        let original = try Signed.prepared()
        let once = try Signed.sign(original, Signed.request("SoHoa"))
        let twice = try Signed.sign(once, Signed.request("CoQuan"))
        #expect(once.starts(with: original) && twice.starts(with: once))
        let document = try PDFDocument(bytes: ByteView(twice))
        // Each revision: the field, the signature, the appearance.
        #expect(document.revisions.map { $0.defined.count }.dropFirst() == [3, 3])
    }

    @Test func equalRequestsGiveEqualBytes() throws {
        let file = ByteView(try Signed.prepared())
        let first = try SignatureRevision.prepare(file, Signed.request("SoHoa"))
        let second = try SignatureRevision.prepare(file, Signed.request("SoHoa"))
        #expect(try first.complete(cms: [1]) == second.complete(cms: [1]) && first.digest == second.digest)
    }

    @Test(.enabled(if: Command.has("qpdf", "pdfsig"), "qpdf or pdfsig is not installed"))
    func popplerAndQPDFAccept() throws {
        let file = try Scratch.file("signed.pdf", try Signed.twice.get()).path
        let check = try Command.tool("qpdf", ["--check", file])
        #expect(check.status == 0, "\(check.text)\(check.stderr)")
        let pdfsig = try Command.tool("pdfsig", ["-nocert", file]).text
        #expect(pdfsig.split(separator: "\n").count { $0.contains("Signature is Valid") } == 2, "\(pdfsig)")
        #expect(pdfsig.contains("Total document signed"))
    }

    @Test(.enabled(if: hasPyHanko, "pyHanko is not installed; set SOHOA_TEST_PYTHON"))
    func pyHankoAccepts() throws {
        let judgements = try SigningTests.pyHanko(try Signed.twice.get())
        #expect(judgements.map(\.field) == ["SoHoa", "CoQuan"] && judgements.allSatisfy { $0.error == nil })
        #expect(judgements.allSatisfy { $0.intact == true && $0.valid == true && $0.trusted == true })
        #expect(judgements.map(\.coverage) == ["ENTIRE_REVISION", "ENTIRE_FILE"])
        #expect(judgements.map(\.modification) == ["FORM_FILLING", "NONE"])
    }

    /// New fields, visible and invisible, on files with a table and with cross-reference streams.
    @Test(
        .enabled(if: hasPyHanko && Command.has("qpdf"), "pyHanko or qpdf is not installed"),
        arguments: ["disable", "generate"])
    func newFields(_ objectStreams: String) throws {
        let input = try Scratch.file("input.pdf", try Signed.prepared()).path
        let made = try Command.tool(
            "qpdf", ["--object-streams=\(objectStreams)", "--static-id", input, input + ".out"])
        #expect(made.status == 0)
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: input + ".out")))
        let places = [
            PDFRectangle(x0: 300, y0: 700, x1: 500, y1: 740), PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0),
        ]
        for (index, rectangle) in places.enumerated() {
            let place = SignaturePlace(page: 0, rectangle: rectangle)
            bytes = try Signed.sign(bytes, Signed.request("Moi\(index)", place: place))
        }
        bytes = try Signed.sign(bytes, Signed.request("CoQuan"), seal: true)
        let check = try Command.tool("qpdf", ["--check", try Scratch.file("signed.pdf", bytes).path])
        #expect(check.status == 0, "\(check.text)\(check.stderr)")
        let judgements = try SigningTests.pyHanko(bytes)
        #expect(judgements.count == 3 && judgements.allSatisfy { $0.valid == true && $0.error == nil })
        #expect(judgements.allSatisfy { $0.modification == "FORM_FILLING" || $0.modification == "NONE" })
        let findings = try Signed.inspect(bytes)
        #expect(findings.allSatisfy { $0.isSound } && findings.map(\.changesAfter) == [.permitted, .permitted, .none])
        #expect(findings[0].permitted == [.signatureFieldAdded, .signatureAdded])
    }

    @Test func aDocumentWithoutAFormGetsOne() throws {
        var builder = PDFFileBuilder()
        let pages = builder.reserve()
        let page = builder.add(
            .dictionary([
                "Type": .name("Page"), "Parent": .reference(pages), "MediaBox": .numbers([0, 0, 100, 100]),
            ]))
        builder.set(
            pages, .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)]))
        let root = builder.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
        let bytes = builder.finish(root: root, info: nil, id: [1])
        let place = SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0))
        let findings = try Signed.inspect(try Signed.sign(bytes, Signed.request("Moi", place: place)))
        #expect(findings.count == 1 && findings[0].isSound && findings[0].coverage == .file)
    }

    @Test func refusals() throws {
        let once = try Signed.sign(try Signed.prepared(), Signed.request("SoHoa"))
        func code(_ bytes: [UInt8], _ request: SignatureRequest) -> PAdESErrorCode? {
            do {
                _ = try SignatureRevision.prepare(ByteView(bytes), request)
                return nil
            } catch { return (error as? PAdESError)?.code }
        }
        #expect(code(once, Signed.request("SoHoa")) == .alreadySigned)
        #expect(code(once, Signed.request("KhongCo")) == .noSuchField)
        let nowhere = SignaturePlace(page: 3, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 1, y1: 1))
        #expect(code(once, Signed.request("Moi", place: nowhere)) == .noSuchPage)
        let place = SignaturePlace(page: 0, rectangle: nowhere.rectangle)
        #expect(code(once, Signed.request("a.b", place: place)) == .invalidFieldName)
        var certify = Signed.request("CoQuan")
        certify.certification = .noChanges
        #expect(code(once, certify) == .cannotCertify)
        let certified = try Signed.sign(try Signed.prepared(), certify)
        #expect(code(certified, Signed.request("SoHoa")) == .certificationForbids)
        let encrypted = String(decoding: try Signed.prepared(), as: Unicode.ASCII.self)
        #expect(encrypted.contains("/Root"))
    }

    @Test(.enabled(if: Command.has("qpdf"), "qpdf is not installed")) func encryptedDocumentsAreRefused() throws {
        let input = try Scratch.file("input.pdf", try Signed.prepared()).path
        let made = try Command.tool("qpdf", ["--encrypt", "", "x", "256", "--", input, input + ".out"])
        #expect(made.status == 0)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: input + ".out")))
        #expect(throws: PAdESError(.encrypted, .input, vi: "", en: "")) {
            try SignatureRevision.prepare(ByteView(bytes), Signed.request("SoHoa"))
        }
    }

    @Test func aSignatureThatDoesNotFitIsRefused() throws {
        var request = Signed.request("SoHoa")
        request.reservedBytes = 100
        let prepared = try SignatureRevision.prepare(ByteView(try Signed.prepared()), request)
        #expect(try prepared.complete(cms: [UInt8](repeating: 1, count: 100)).isEmpty == false)
        #expect(throws: PAdESError(.signatureTooLarge, .internal, vi: "", en: "")) {
            try prepared.complete(cms: [UInt8](repeating: 1, count: 101))
        }
    }

    @Test func aCertificationSaysWhatItPermits() throws {
        var request = Signed.request("SoHoa")
        request.certification = .fillForms
        let certified = try Signed.sign(try Signed.prepared(), request)
        let findings = try Signed.inspect(try Signed.sign(certified, Signed.request("CoQuan")))
        #expect(findings.map(\.permission) == [.fillForms, .fillForms] && findings[0].changesAfter == .permitted)
    }
}
