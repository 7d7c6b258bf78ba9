import PDFSyntax

/// A signature field (ISO 32000-2, 12.7.5.5) and where it shows.
public struct SignatureField: Sendable {
    /// The form field.
    public let field: FormField
    /// Where its widgets are.
    public let places: [SignaturePlace]

    /// What the field asks of its signature (`/SV`); nil when nothing.
    public let seedValue: SeedValue?
    /// What its signature will lock or has locked (`/Lock`); nil when nothing.
    public let lock: FieldLock?

    /// The fully qualified name.
    public var name: String { field.name }
    /// Whether it has a value.
    public var isSigned: Bool { field.value != nil }
}

/// A rectangle on a page.
public struct SignaturePlace: Sendable, Hashable {
    /// The index of the page, from 0; nil when no page lists the widget.
    public let page: Int?
    /// The rectangle in default user space; empty for an invisible signature.
    public let rectangle: PDFRectangle

    /// A place on a page.
    public init(page: Int?, rectangle: PDFRectangle) {
        self.page = page
        self.rectangle = rectangle
    }

    /// Whether nothing can be seen there.
    public var isInvisible: Bool { rectangle.width == 0 || rectangle.height == 0 }
}

extension PDFView {
    /// The signature fields, signed or empty, in document order.
    public var signatureFields: [SignatureField] {
        let fields = formFields.filter { $0.type == "Sig" }
        if fields.isEmpty { return [] }
        let pages = annotationPages
        return fields.map { field in
            SignatureField(
                field: field,
                places: field.widgets.compactMap { widget in
                    guard let rectangle = rectangle(widget.dictionary["Rect"]) else { return nil }
                    return SignaturePlace(
                        page: widget.reference.flatMap { pages[$0] }, rectangle: rectangle)
                }, seedValue: seedValue(of: field), lock: lock(of: field))
        }
    }

    /// What the field asks of its signature; nil when nothing.
    public func seedValue(of field: FormField) -> SeedValue? {
        resolve(field.dictionary["SV"]).dictionary.map { SeedValue($0, in: self) }
    }

    /// What a signature in the field locks by the field's own `/Lock`; nil when nothing.
    public func lock(of field: FormField) -> FieldLock? {
        resolve(field.dictionary["Lock"]).dictionary.flatMap { FieldLock($0, in: self) }
    }

    /// The index of the page that lists each annotation.
    var annotationPages: [PDFReference: Int] {
        var result: [PDFReference: Int] = [:]
        for (index, page) in pages.enumerated() {
            for annotation in resolve(page.dictionary["Annots"]).array ?? [] {
                if let reference = annotation.reference, result[reference] == nil { result[reference] = index }
            }
        }
        return result
    }
}
