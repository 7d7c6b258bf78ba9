import PDFSyntax

/// Puts a signature into the form: fills a prepared field, or makes one with its widget. Only objects that really
/// change are written, because everything else in a later revision would look like tampering to someone.
struct SignatureFieldPlacement {
    var update: IncrementalUpdate
    private let view: PDFView
    /// The `/Lock` to write; nil keeps what the field has.
    private let lock: FieldLock?

    init(_ update: IncrementalUpdate, lock: FieldLock?) {
        self.update = update
        self.lock = lock
        view = update.document.latest
    }

    /// Annotation flags Print and Locked (ISO 32000-2, table 167).
    private static let printLocked = 132
    /// SignaturesExist and AppendOnly (table 225).
    private static let signaturesExistAppendOnly = 3

    /// Sets the value and the appearance of an empty field.
    mutating func fill(_ field: FormField, value: PDFReference, appearance: PDFReference?) {
        guard let reference = field.reference else { return }
        var dictionary = field.dictionary
        dictionary["V"] = .reference(value)
        if let lock { dictionary["Lock"] = .dictionary(lock.lockDictionary) }
        let isMerged = field.widgets.contains { $0.reference == reference && $0.isAnnotation }
        if isMerged { dress(&dictionary, appearance) }
        update.set(reference, .dictionary(dictionary))
        if !isMerged, let widget = field.widgets.first, let own = widget.reference, appearance != nil {
            var dictionary = widget.dictionary
            dress(&dictionary, appearance)
            update.set(own, .dictionary(dictionary))
        }
        raiseFlags()
    }

    /// Adds a field merged with its widget to a page.
    mutating func create(
        _ name: String, on page: PDFPage, _ rectangle: PDFRectangle, value: PDFReference, appearance: PDFReference?
    ) {
        guard let owner = page.reference else { return }
        var dictionary: PDFDictionary = [
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "T": .text(name),
            "Rect": rectangle.object, "P": .reference(owner), "V": .reference(value),
        ]
        if let lock { dictionary["Lock"] = .dictionary(lock.lockDictionary) }
        dress(&dictionary, appearance)
        let field = update.add(.dictionary(dictionary))
        append(field, to: "Annots", of: page.dictionary, at: owner)
        addToForm(field)
    }

    /// Makes the signature the document's certification (`/Perms`, 12.8.6).
    mutating func certify(_ signature: PDFReference) {
        guard let reference = view.catalogReference else { return }
        var catalog = update.object(reference).dictionary ?? PDFDictionary()
        var permissions = view.resolve(catalog["Perms"]).dictionary ?? PDFDictionary()
        permissions["DocMDP"] = .reference(signature)
        catalog["Perms"] = .dictionary(permissions)
        update.set(reference, .dictionary(catalog))
    }

    private func dress(_ widget: inout PDFDictionary, _ appearance: PDFReference?) {
        if let appearance { widget["AP"] = .dictionary(["N": .reference(appearance)]) }
        let flags = view.resolve(widget["F"]).integer ?? 0
        // Hidden and NoView would keep the signature from being seen.
        widget["F"] = .integer((flags | SignatureFieldPlacement.printLocked) & ~(2 | 32))
    }

    /// Appends to an array that may stand in an object of its own: then only that object changes.
    private mutating func append(
        _ element: PDFReference, to key: PDFName, of dictionary: PDFDictionary, at owner: PDFReference
    ) {
        let array = PDFObject.array((view.resolve(dictionary[key]).array ?? []) + [.reference(element)])
        if let own = dictionary[key]?.reference, view.resolve(.reference(own)).array != nil {
            update.set(own, array)
        } else {
            var dictionary = dictionary
            dictionary[key] = array
            update.set(owner, .dictionary(dictionary))
        }
    }

    private mutating func addToForm(_ field: PDFReference) {
        guard let catalogReference = view.catalogReference else { return }
        var catalog = update.object(catalogReference).dictionary ?? PDFDictionary()
        guard let form = view.resolve(catalog["AcroForm"]).dictionary else {
            let form = update.add(
                .dictionary([
                    "Fields": .array([.reference(field)]),
                    "SigFlags": .integer(SignatureFieldPlacement.signaturesExistAppendOnly),
                ]))
            catalog["AcroForm"] = .reference(form)
            update.set(catalogReference, .dictionary(catalog))
            return
        }
        if let own = form["Fields"]?.reference, let fields = view.resolve(.reference(own)).array {
            update.set(own, .array(fields + [.reference(field)]))
            raiseFlags()
            return
        }
        var changed = form
        changed["Fields"] = .array((view.resolve(form["Fields"]).array ?? []) + [.reference(field)])
        changed["SigFlags"] = .integer(
            (view.resolve(form["SigFlags"]).integer ?? 0) | SignatureFieldPlacement.signaturesExistAppendOnly)
        setForm(changed, &catalog, catalogReference)
    }

    private mutating func raiseFlags() {
        guard let catalogReference = view.catalogReference else { return }
        var catalog = update.object(catalogReference).dictionary ?? PDFDictionary()
        guard var form = view.resolve(catalog["AcroForm"]).dictionary else { return }
        let flags = view.resolve(form["SigFlags"]).integer ?? 0
        guard
            flags & SignatureFieldPlacement.signaturesExistAppendOnly
                != SignatureFieldPlacement.signaturesExistAppendOnly
        else { return }
        form["SigFlags"] = .integer(flags | SignatureFieldPlacement.signaturesExistAppendOnly)
        setForm(form, &catalog, catalogReference)
    }

    private mutating func setForm(_ form: PDFDictionary, _ catalog: inout PDFDictionary, _ reference: PDFReference) {
        if let own = catalog["AcroForm"]?.reference {
            update.set(own, .dictionary(form))
        } else {
            catalog["AcroForm"] = .dictionary(form)
            update.set(reference, .dictionary(catalog))
        }
    }
}
