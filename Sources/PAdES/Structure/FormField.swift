import PDFSyntax

/// A terminal field of the interactive form (ISO 32000-2, 12.7.4) with what it inherits.
public struct FormField: Sendable {
    /// The field object; nil when it stands directly in its parent's array.
    public let reference: PDFReference?
    /// The field dictionary, without inherited entries.
    public let dictionary: PDFDictionary
    /// The fully qualified name: the partial names from the root, joined by full stops.
    public let name: String
    /// The field type, `Sig` for a signature field.
    public let type: PDFName?
    /// The field flags (12.7.4.1, table 227), inherited ones included.
    public let flags: Int
    /// The value as it stands, a reference or direct; nil when there is none or it is null.
    public let value: PDFObject?
    /// Where `value` stands: this field or the ancestor it comes from.
    public let valueHolder: PDFReference?
    /// Its widget annotations: the field itself when both are merged.
    public let widgets: [FormWidget]

    /// Whether the value may not be changed (ReadOnly, table 227).
    public var isReadOnly: Bool { flags & 1 == 1 }
}

/// A widget annotation: where a field shows on a page (ISO 32000-2, 12.5.6.19).
public struct FormWidget: Sendable {
    /// The annotation object; nil when it is direct.
    public let reference: PDFReference?
    /// The annotation dictionary.
    public let dictionary: PDFDictionary

    /// Whether it is an annotation indeed, and not a field without any.
    public var isAnnotation: Bool { dictionary["Subtype"]?.name == "Widget" }
}

extension PDFView {
    /// The interactive form dictionary; empty when there is none.
    public var interactiveForm: PDFDictionary { resolve(catalog["AcroForm"]).dictionary ?? PDFDictionary() }

    /// The terminal fields in document order. Circles and branches that are no dictionaries are left out.
    public var formFields: [FormField] { formTree.fields }

    /// The terminal fields, and all objects that are fields or widgets, inner nodes included.
    var formTree: (fields: [FormField], nodes: Set<PDFReference>) {
        var walk = FormFieldWalk(view: self)
        for field in resolve(interactiveForm["Fields"]).array ?? [] {
            walk.visit(field, .init(), depth: 0)
        }
        return (walk.fields, walk.visited)
    }
}

private struct FormFieldWalk {
    let view: PDFView
    var fields: [FormField] = []
    var visited: Set<PDFReference> = []
    private static let deepest = 32
    private static let most = 100_000

    init(view: PDFView) { self.view = view }

    struct Inherited {
        var name: [String] = []
        var type: PDFName?
        var flags = 0
        var value: PDFObject?
        var valueHolder: PDFReference?
    }

    mutating func visit(_ object: PDFObject, _ parent: Inherited, depth: Int) {
        if let reference = object.reference, !visited.insert(reference).inserted { return }
        guard depth < FormFieldWalk.deepest, fields.count < FormFieldWalk.most,
            let dictionary = view.resolve(object).dictionary
        else { return }
        var own = parent
        if let partial = view.resolve(dictionary["T"]).string {
            // A name that is cipher text is told by its object instead.
            let isCipherText = view.document.isCipherText
            own.name.append(isCipherText ? object.reference?.description ?? "?" : PDFTextString.decode(partial))
        }
        if let type = view.resolve(dictionary["FT"]).name { own.type = type }
        if let flags = view.resolve(dictionary["Ff"]).integer { own.flags = flags }
        if let value = dictionary["V"], !view.resolve(value).isNull {
            own.value = value
            own.valueHolder = object.reference
        }
        let kids = (view.resolve(dictionary["Kids"]).array ?? []).map { kid in
            (kid, view.resolve(kid).dictionary)
        }
        // A kid with a partial name is a field; one without is a widget of this field.
        if kids.contains(where: { $0.1?["T"] != nil }) {
            for (kid, _) in kids { visit(kid, own, depth: depth + 1) }
            return
        }
        var widgets = kids.compactMap { kid, dictionary in
            dictionary.map { FormWidget(reference: kid.reference, dictionary: $0) }
        }
        visited.formUnion(widgets.compactMap(\.reference))
        if kids.isEmpty { widgets = [FormWidget(reference: object.reference, dictionary: dictionary)] }
        fields.append(
            FormField(
                reference: object.reference, dictionary: dictionary, name: own.name.joined(separator: "."),
                type: own.type, flags: own.flags, value: own.value, valueHolder: own.valueHolder, widgets: widgets))
    }
}
