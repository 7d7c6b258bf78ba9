import DemoPKI
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import QRCode
import Records
import SignedDocuments
import Signing
import TestSupport
import Testing

@Suite struct DocumentSignerTests {
    private let desk: SigningDesk

    init() throws { desk = try SigningDesk.shared.get() }

    @Test func theDigitizerFillsTheFieldThatCapturePrepared() throws {
        let page = PreparedPage()
        let base = try desk.base(page)
        #expect(base.starts(with: page.captured().pdf))
        let document = try PDFDocument(bytes: ByteView(base))
        #expect(document.revisions.count == 2)
        let fields = Dictionary(
            uniqueKeysWithValues: document.latest.signatureFields.map { ($0.name, $0.isSigned) })
        #expect(fields == [PreparedPage.digitizerField: true, PreparedPage.agencyField: false])
        let signature = try #require(SignatureInspector.inspect(document).first)
        #expect(signature.isSound && signature.intact == true && signature.coverage == .file)
        #expect(signature.value.certificate == desk.agency.officer.certificate)
        #expect(
            signature.dictionary.encoding == .cadesDetached && signature.dictionary.signerName == SigningDesk.officer)
        #expect(signature.dictionary.claimedTime?.instant == SigningDesk.now)
        // Otherwise anyone could lay an annotation over the scan and call it permitted.
        #expect(document.latest.certifiedPermission == .fillForms)
    }

    @Test func theAgencyLeavesTheFirstSignatureUntouched() throws {
        let base = try desk.base()
        let result = try desk.result(base, sealURL: desk.sealURL(SigningDesk.payload(for: base)))
        #expect(result.starts(with: base))
        let signatures = SignatureInspector.inspect(try PDFDocument(bytes: ByteView(result)))
        #expect(signatures.map(\.field) == [PreparedPage.digitizerField, PreparedPage.agencyField])
        #expect(signatures.allSatisfy { $0.isSound })
        #expect(signatures.map(\.coverage) == [.revision, .file])
        #expect(signatures.map(\.changesAfter) == [.permitted, .none])
        #expect(signatures.last?.value.certificate == desk.agency.seal.certificate)
        // Nothing but the fill-in of its own field: other validators complain about everything else.
        #expect(signatures.first?.changes.map(\.change.kind) == [.signatureAdded])
    }

    @Test(.enabled(if: Command.has("pdfsig", "qpdf"), "pdfsig and qpdf are missing"))
    func otherValidatorsAgree() throws {
        let base = try desk.base()
        let file = try save(desk.result(base, sealURL: desk.sealURL(SigningDesk.payload(for: base))))
        let verdicts = try Command.tool("pdfsig", ["-nocert", file]).lines
        #expect(verdicts.count { $0.contains("Signature is Valid.") } == 2)
        #expect(verdicts.contains { $0.contains("ETSI.CAdES.detached") })
        #expect(try Command.tool("qpdf", ["--check", file]).status == 0)
    }

    @Test func theSealIsDataOfTheStripItself() throws {
        let base = try desk.base()
        let url = try desk.sealURL(SigningDesk.payload(for: base))
        let view = try PDFDocument(bytes: ByteView(try desk.result(base, sealURL: url))).latest
        let field = try #require(view.signatureFields.first { $0.name == PreparedPage.agencyField })
        let widget = try #require(field.field.widgets.first)
        let appearance = view.resolve(view.resolve(widget.dictionary["AP"]).dictionary?["N"])
        let form = try #require(appearance.dictionary)
        // ISO 32000-2, 14.5: /LastModified stands both in the form and in the application's entry.
        let modified = try #require(form["LastModified"]?.string)
        #expect(String(decoding: modified, as: UTF8.self) == "D:20261120120000+07'00'")
        let entry = try #require(form["PieceInfo"]?.dictionary?["SOHOA"]?.dictionary)
        #expect(entry["LastModified"]?.string == modified)
        #expect(entry["Private"]?.dictionary?["Seal"]?.string == Array(url.utf8))
    }

    @Test func withoutAPreparedPlaceTheSignatureIsInvisible() throws {
        var captured = PreparedPage().captured(as: .signedPDF)
        captured.pdf = PreparedPage().bare()
        captured.layout = nil
        let signer = try DocumentSigner(rules: SigningDesk.rules())
        let base = try signer.signCapture(
            captured, by: SigningDesk.officer, identity: desk.agency.officer.identity(), at: SigningDesk.now)
        let result = try signer.signResult(
            base,
            SigningDesk.identified(try desk.sealURL(SigningDesk.payload(for: base)), .electronicOriginal),
            capture: SigningDesk.capture(base, captured), by: SigningDesk.agencyName,
            identity: desk.agency.seal.identity(), at: SigningDesk.now)
        let document = try PDFDocument(bytes: ByteView(result))
        #expect(document.latest.signatureFields.count == 2)
        #expect(document.latest.signatureFields.allSatisfy { $0.isSigned && $0.places.allSatisfy { $0.isInvisible } })
        #expect(SignatureInspector.inspect(document).allSatisfy { $0.isSound && $0.changesAfter != .suspicious })
    }

    @Test func aSingleFileIsSignedInTheFieldNamed() throws {
        let identity = try desk.agency.seal.identity()
        func sign(_ pdf: [UInt8], _ field: String) throws -> [UInt8] {
            try SigningDesk.sign(pdf, field: field, identity: identity)
        }
        let once = try sign(PreparedPage().bare(), "Signature1")
        let twice = try sign(once, "Signature2")
        #expect(twice.starts(with: once))
        let signatures = SignatureInspector.inspect(try PDFDocument(bytes: ByteView(twice)))
        #expect(signatures.map(\.field) == ["Signature1", "Signature2"] && signatures.allSatisfy { $0.isSound })
        // A prepared field is filled where it stands, and none is made beside it.
        let filled = try PDFDocument(bytes: ByteView(sign(PreparedPage().captured().pdf, PreparedPage.agencyField)))
        let fields = filled.latest.signatureFields
        #expect(fields.map(\.isSigned) == [false, true] && fields[1].places[0].isInvisible == false)
        let error = #expect(throws: PAdESError.self) { try sign(once, "Signature1") }
        #expect(error?.code == .alreadySigned)
    }

    @Test func nobodySignsWithACertificateThatIsOver() throws {
        let expired = try #require(desk.pki.expiredOfficer)
        let error = #expect(throws: PKIError.self) { try desk.base(by: expired) }
        #expect(error?.code == .certificateExpired)
        let early = #expect(throws: PKIError.self) {
            try DocumentSigner(rules: SigningDesk.rules()).signCapture(
                PreparedPage().captured(), by: SigningDesk.officer, identity: desk.agency.officer.identity(),
                at: SigningDesk.now - 30 * 86_400)
        }
        #expect(early?.code == .certificateNotYetValid)
    }

    @Test func aKeyThatSignsWronglyIsNoticed() throws {
        let officer = desk.agency.officer
        let broken = SigningIdentity(
            certificate: officer.certificate, chain: officer.chain, signatureAlgorithm: .rsaPKCS1(.sha256)
        ) { _ in [UInt8](repeating: 1, count: 256) }
        let error = #expect(throws: SigningError.self) {
            try DocumentSigner(rules: SigningDesk.rules()).signCapture(
                PreparedPage().captured(), by: SigningDesk.officer, identity: broken, at: SigningDesk.now)
        }
        #expect(error?.code == .selfCheckFailed)
        #expect(error?.what.vi.contains(officer.certificate.displayName) == true)
    }

    @Test func whatIsNoPDFIsNotSigned() throws {
        let identity = try desk.agency.seal.identity()
        for bytes in [[], Array("%PDF-1.7\n".utf8), [UInt8](repeating: 0x20, count: 4096)] {
            #expect(throws: PDFSyntaxError.self) {
                try SigningDesk.sign(bytes, field: "Signature1", identity: identity)
            }
        }
    }

    private func save(_ pdf: [UInt8]) throws -> String {
        let file = try Scratch.folder("signing").appendingPathComponent("result.pdf")
        try Data(pdf).write(to: file)
        return file.path
    }
}
