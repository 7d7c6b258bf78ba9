import Diagnostics
import PAdES
import PDFSyntax
import Profiles
import RasterImage
import Records

/// Makes the order of one visible signature out of the profile: what is seen, on which page and where.
public struct SignatureComposer: Sendable {
    /// The words of a page and where it has ink, as a worker reads them.
    public typealias PageReading = (_ page: Int) throws -> (text: TextLayer.Page, ink: PageInk)

    private let rules: [String: SignatureRule]
    private let font: AppearanceFont

    /// - Throws: `font-unusable`, `text-not-drawable`.
    public init(signatures: [String: SignatureRule], appearance: AppearanceRules) throws {
        rules = signatures
        font = try AppearanceFont(path: appearance.fontFile)
        guard font.drawsVietnamese else { throw SigningError.fontLacksVietnamese(appearance.fontFile) }
    }

    /// The rule of a name.
    /// - Throws: `signature-unknown`.
    public func rule(_ name: String) throws(SigningError) -> SignatureRule {
        if let rule = rules[name] { return rule }
        throw .unknownSignature(name, of: rules.keys.sorted())
    }

    /// The order of signature `name` on `document`.
    ///
    /// A field of the rule's name that waits there already is filled where it is; otherwise a place is found on the page
    /// the rule names.
    ///
    /// - Parameters:
    ///   - picture: the signer's own; nil: the one the rule names is read.
    ///   - level: the agency's, when the rule has none of its own.
    ///   - read: asked for one page at most.
    /// - Throws: `SigningError` of `VisibleSignature` and `Placement`, `signature-unknown`, `sign-no-such-page`, and what
    ///   `read` throws.
    public func order(
        _ name: String, on document: PDFDocument, values: SignatureValues, picture: SignaturePicture? = nil,
        level: AgencyProfile.Level, reading read: PageReading
    ) throws -> SignatureOrder {
        let rule = try rule(name)
        let image = try picture ?? rule.picture?.path.map { try SignaturePicture(path: $0) }
        let visible = try VisibleSignature(rule, values: values, picture: image, font: font)
        let view = document.latest
        let fields = view.signatureFields
        var order = SignatureOrder(
            field: rule.field, signerName: values.signer ?? "", reason: try rule.reason.map(values.fill),
            location: rule.location, level: rule.level ?? level)
        if let prepared = fields.first(where: { $0.name == rule.field && !$0.isSigned })?.places.first(where: {
            !$0.isInvisible
        }) {
            let page = try Self.page(prepared.page, in: view)
            order.place = prepared
            order.appearance = try visible.appearance(in: page.box(of: prepared.rectangle), on: page)
            return order
        }
        let others = neighbours(of: rule, fields)
        let index = others.first?.value.page ?? (rule.page == .first ? 0 : rule.page.index(of: view.pages.count))
        let page = try Self.page(index, in: view)
        let reading = try read(index ?? 0)
        let placement = Placement(
            on: page, text: reading.text, ink: reading.ink,
            taken: fields.flatMap(\.places).filter { $0.page == index && !$0.isInvisible }
                .map { page.box(of: $0.rectangle) })
        let box = try placement.resolve(
            rule.placements, width: visible.width, height: visible.height, values: values,
            others: others.filter { $0.value.page == index }.mapValues { page.box(of: $0.rectangle) })
        order.place = SignaturePlace(page: index, rectangle: page.rectangle(of: box))
        order.appearance = try visible.appearance(in: box, on: page)
        return order
    }

    /// The signatures the rule overlaps, where they stand in the file.
    private func neighbours(of rule: SignatureRule, _ fields: [SignatureField]) -> [String: SignaturePlace] {
        var found: [String: SignaturePlace] = [:]
        for case .overlapping(let name, _, _) in rule.placements {
            guard let other = rules[name] else { continue }
            found[name] = fields.first { $0.name == other.field }?.places.first { $0.page != nil && !$0.isInvisible }
        }
        return found
    }

    private static func page(_ index: Int?, in view: PDFView) throws -> VisiblePage {
        guard let index, let page = view.page(at: index) else {
            throw PAdESError(
                .noSuchPage, .input, vi: "Tệp không có trang để đặt chữ ký.",
                en: "The file has no page to put the signature on.")
        }
        return VisiblePage(page, in: view)
    }
}

extension SigningError {
    static func unknownSignature(_ name: String, of known: [String]) -> SigningError {
        SigningError(
            .signatureUnknown, .configuration, vi: "Cấu hình không có chữ ký “\(name)”.",
            en: "The profile has no signature “\(name)”.",
            remedy: Bilingual(
                vi: "Chọn một trong: \(known.joined(separator: ", ")).",
                en: "Choose one of: \(known.joined(separator: ", "))."))
    }
}
