import Diagnostics
import FoundationEssentials
import PDFSyntax
import PKI
import QRCode
import Records
import SignedDocuments
import Verification

/// One genuine result and what verifying it needs, made once.
struct Dossier: Sendable {
    let desk: SigningDesk
    /// The base revision: the digitizer has signed.
    let base: [UInt8]
    let sealURL: String
    /// What was filed.
    let result: [UInt8]
    /// Anchors, revocation lists, and the certificate of the seal key.
    let trust: TrustStore

    static let shared = Result<Dossier, any Error> { try Dossier() }

    private init() throws {
        desk = try SigningDesk.shared.get()
        base = try desk.base()
        sealURL = try desk.sealURL(SigningDesk.payload(for: base))
        result = try desk.result(base, sealURL: sealURL)
        trust = desk.pki.trust
    }

    /// The same, but nobody has said whose the seal keys are.
    var trustWithoutSealKeys: TrustStore {
        TrustStore(
            anchors: trust.anchors, intermediates: [desk.pki.issuing.certificate],
            revocationLists: trust.revocationLists)
    }

    /// The same anchors and seal certificates, but nothing about revocation.
    var trustWithoutLists: TrustStore { TrustStore(anchors: trust.anchors, intermediates: trust.intermediates) }

    func verify(
        _ pdf: [UInt8], trust other: TrustStore? = nil, at instant: Date = SigningDesk.now,
        status: RecordStatusLookup? = nil, in language: Language = .en
    ) throws -> FileReport {
        try FileVerifier(trust: other ?? trust, now: instant, language: language)
            .verify(ByteView(pdf), name: "a.pdf", status: status)
    }

    func verify(
        seal text: String, trust other: TrustStore? = nil, at instant: Date = SigningDesk.now,
        status: RecordStatusLookup? = nil, in language: Language = .en
    ) throws -> SealVerdictReport {
        try SealVerifier(trust: other ?? trust, now: instant, language: language).verify(text: text, status: status)
    }

    /// A vault that knows the record of one seal.
    static func vault(_ sealURL: String, says status: RecordStatus) throws -> RecordStatusLookup {
        let code = try SigningDesk.code(sealURL)
        let urn = RecordURN(rawValue: "urn:sohoa:h58.08.12:giay-phep-xay-dung:test")
        return RecordStatusLookup { asked in
            asked == code ? urn.map { .init(urn: $0, status: status) } : nil
        }
    }

    /// `pdf` with an incremental update that draws something else on its page.
    static func repainted(_ pdf: [UInt8]) throws -> [UInt8] {
        let document = try PDFDocument(bytes: ByteView(pdf))
        var update = try IncrementalUpdate(document)
        guard let page = document.latest.pages.first, let content = page.dictionary["Contents"]?.reference else {
            throw CancellationError()
        }
        update.set(content, .stream(PDFStream(dictionary: [:], bytes: Array("1 0 0 rg 60 60 400 400 re f".utf8))))
        return pdf + (try update.finish().bytes)
    }
}
