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
    private let level: AgencyProfile.Level
    private let services: SignatureServices

    /// A signer that draws by `rules` and whose results reach `level`.
    /// - Throws: `font-unusable`, and `text-not-drawable` when the font lacks Vietnamese letters.
    public init(
        rules: AppearanceRules, level: AgencyProfile.Level = .bB, services: SignatureServices = SignatureServices()
    ) throws {
        (self.rules, self.level, self.services) = (rules, level, services)
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

    private func sign(
        _ pdf: [UInt8], slot: SignatureLayout.Slot?, fallback: String, isFirst: Bool = false, name: String,
        identity: SigningIdentity, at instant: Date,
        drawing: @escaping @Sendable (PageBox, inout IncrementalUpdate) throws -> PDFReference?
    ) throws -> [UInt8] {
        let document = try PDFDocument(bytes: ByteView(pdf))
        var order = SignatureOrder(
            field: slot?.field ?? SignatureOrder.freeName(fallback, in: document), signerName: name,
            level: isFirst ? firstLevel : level)
        // Without a certification anyone may lay an annotation over the scan and call it permitted (DESIGN section 6).
        if isFirst, document.latest.signatureFields.allSatisfy({ $0.field.value == nil }) {
            order.certification = .fillForms
        }
        if let box = slot?.box {
            let field = order.field
            order.appearance = { update in
                guard let form = try drawing(box, &update) else { throw SigningError.tooSmall(name) }
                Self.keepOrientation(of: field, in: &update, form: form)
                return form
            }
        }
        return pdf + (try FileSigner(identity: identity, services: services).sign(document, order, at: instant))
    }

    /// The digitizer's signature is followed by the agency's within seconds, whose validation data speak for both: it is
    /// time-stamped, and no more.
    private var firstLevel: AgencyProfile.Level { level == .bB ? .bB : .bT }

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
