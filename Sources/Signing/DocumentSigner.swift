import Diagnostics
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles
import Records

/// The two signatures of a digitized document, each an incremental update that fills a field Capture has prepared
/// (DESIGN section 2): first the digitizer's, then the agency's with the QR seal in its appearance.
public struct DocumentSigner: Sendable {
    private let rules: AppearanceRules
    private let font: AppearanceFont

    /// A signer that draws by `rules`.
    /// - Throws: `font-unusable`, and `text-not-drawable` when the font lacks Vietnamese letters.
    public init(rules: AppearanceRules) throws {
        self.rules = rules
        font = try AppearanceFont(path: rules.fontFile)
        guard font.drawsVietnamese else { throw SigningError.fontLacksVietnamese(rules.fontFile) }
    }

    /// The digitizer's personal signature with name and time at the top left (TT 01/2023/TT-VPCP Đ8.1), made before
    /// anything is extracted. It certifies the file for filling in fields only, unless the file arrived with signatures.
    /// A document without prepared fields is signed invisibly.
    /// - Returns: the whole file: the base revision.
    public func signCapture(
        _ captured: CapturedDocument, by name: String, identity: SigningIdentity, at instant: Date
    ) throws -> [UInt8] {
        let stamp = DigitizerStamp(name: name, signedAt: instant, fontSize: rules.fontSize)
        let font = font
        return try sign(
            captured.pdf, slot: captured.layout?.digitizer, fallback: "NguoiSoHoa", isFirst: true, name: name,
            identity: identity, at: instant
        ) { box, update in
            try stamp.drawing(width: box.x1 - box.x0, height: box.y1 - box.y0, font: font)
                .form(font: font, into: &update)
        }
    }

    /// The agency's signature over the base revision, its appearance the strip with the QR seal.
    /// - Parameters:
    ///   - base: the bytes the seal speaks for.
    ///   - identified: the record and its seal.
    ///   - capture: what was prepared on the page.
    /// - Returns: the whole file: what is filed.
    public func signResult(
        _ base: [UInt8], _ identified: IdentifiedRecord, capture: SignedCapture, by name: String,
        identity: SigningIdentity, at instant: Date
    ) throws -> [UInt8] {
        let isCopy = ![.electronicOriginal, .registerCopy].contains(identified.record.documentClass)
        let strip = AgencyStrip(
            sealURL: identified.sealURL, sealCode: identified.sealCode, copyForm: isCopy ? rules.copyForm : nil,
            agencyName: name, signedAt: instant, fontSize: rules.fontSize, module: rules.moduleMM * 72 / 25.4)
        let font = font
        let entries = SealPieceInfo.entries(sealURL: identified.sealURL, at: instant)
        return try sign(
            base, slot: capture.layout?.agency, fallback: "CoQuan", name: name, identity: identity, at: instant
        ) { box, update in
            try strip.drawing(width: box.x1 - box.x0, height: box.y1 - box.y0, font: font)
                .form(font: font, entries: entries, into: &update)
        }
    }

    /// A single file as it comes: an empty signature field of that name is filled, else an invisible one is made.
    /// - Returns: the whole file.
    public func sign(
        _ pdf: [UInt8], field: String, by name: String, identity: SigningIdentity, at instant: Date
    ) throws -> [UInt8] {
        try sign(
            pdf, slot: nil, fallback: field, isNamedByUser: true, name: name, identity: identity, at: instant
        ) { _, _ in nil }
    }

    private static let invisible = SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0))

    private func sign(
        _ pdf: [UInt8], slot: SignatureLayout.Slot?, fallback: String, isNamedByUser: Bool = false,
        isFirst: Bool = false, name: String,
        identity: SigningIdentity, at instant: Date,
        drawing: @escaping @Sendable (PageBox, inout IncrementalUpdate) throws -> PDFReference?
    ) throws -> [UInt8] {
        try identity.requireReady(at: instant)
        let document = try PDFDocument(bytes: ByteView(pdf))
        var request = SignatureRequest(
            field: slot?.field ?? (isNamedByUser ? fallback : Self.freeName(fallback, in: document)),
            place: Self.invisible, signingTime: instant,
            utcOffsetMinutes: VietnamTime.offsetSeconds / 60, signerName: name, application: "sohoa",
            reservedBytes: CAdESBuilder.reservedByteCount(for: identity))
        // Without a certification anyone may lay an annotation over the scan and call it permitted (DESIGN section 6).
        if isFirst, document.latest.signatureFields.allSatisfy({ $0.field.value == nil }) {
            request.certification = .fillForms
        }
        if let box = slot?.box {
            let field = request.field
            request.appearance = { update in
                guard let form = try drawing(box, &update) else { throw SigningError.tooSmall(name) }
                Self.keepOrientation(of: field, in: &update, form: form)
                return form
            }
        }
        let prepared = try SignatureRevision.prepare(document, request)
        let cms = try CAdESBuilder.sign(contentDigest: prepared.digest, identity: identity)
        try selfCheck(cms, prepared.digest, identity)
        return pdf + (try prepared.complete(cms: cms))
    }

    /// `name`, or `name-2`, `name-3`… when a signature stands in that field already, as in a file that was signed before.
    private static func freeName(_ name: String, in document: PDFDocument) -> String {
        let signed = Set(document.latest.signatureFields.filter { $0.field.value != nil }.map(\.field.name))
        guard signed.contains(name) else { return name }
        return (2...signed.count + 2).lazy.map { "\(name)-\($0)" }.first { !signed.contains($0) } ?? name
    }

    /// On a rotated page Capture has turned the blank appearance by a `/Matrix`; what takes its place is turned alike.
    private static func keepOrientation(of field: String, in update: inout IncrementalUpdate, form: PDFReference) {
        let view = update.document.latest
        let blank = view.signatureFields.first { $0.field.name == field }?.field.widgets.lazy
            .compactMap { view.resolve($0.dictionary["AP"]).dictionary?["N"] }
            .compactMap { view.resolve($0).stream }.first
        guard let matrix = blank?.dictionary["Matrix"], var stream = update.object(form).stream else { return }
        stream.dictionary["Matrix"] = matrix
        update.set(form, .stream(stream))
    }

    /// What is handed over has been verified: a token or a key that signs wrongly must not go unnoticed.
    private func selfCheck(_ cms: [UInt8], _ digest: Digest, _ identity: SigningIdentity) throws {
        let signed = try SignedData(cms)
        guard let signer = signed.signers.first,
            signer.check(signer: identity.certificate, contentDigest: digest).isIntact
        else {
            throw SigningError(
                .selfCheckFailed, .dependency,
                vi: "Chữ ký vừa tạo bằng khóa của \(identity.certificate.displayName) không kiểm tra được.",
                en: "The signature just made with the key of \(identity.certificate.displayName) does not verify.",
                remedy: Bilingual(
                    vi: "Kiểm tra thiết bị ký hoặc tệp khóa rồi chạy lại.",
                    en: "Check the signing device or key file, then run again."))
        }
    }
}

extension SigningError {
    static func fontLacksVietnamese(_ path: String) -> SigningError {
        SigningError(
            .textNotDrawable, .dependency, vi: "Phông chữ “\(path)” thiếu chữ tiếng Việt.",
            en: "The font “\(path)” lacks Vietnamese letters.",
            remedy: Bilingual(
                vi: "Dùng gói fonts-liberation2 (không phải fonts-liberation).",
                en: "Use the package fonts-liberation2 (not fonts-liberation)."))
    }
}
