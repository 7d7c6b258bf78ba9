import PDFSyntax

/// What the signatures that a document has already say about further ones: certification (DocMDP, ISO 32000-2, 12.8.2.2),
/// locked fields (FieldMDP, 12.8.2.4), and the locks of their fields (12.7.5.5).
struct EarlierSignatures {
    /// The strictest permission in force, and the field of the signature that gave it.
    private(set) var permission: (value: ModificationPermission, field: String)?
    /// The locks in force, with the fields of their signatures.
    private(set) var locks: [(lock: FieldLock, field: String)] = []
    /// Whether there is any signature.
    private(set) var exist = false
    /// Whether one of them certifies the document.
    private(set) var certify = false

    init(_ fields: [FormField], in view: PDFView) {
        // A certification is in force by its signature, even where `/Perms` does not name it (or no longer does).
        if let certified = view.certifiedPermission { restrict(certified, "/Perms") }
        certify = view.certifiedPermission != nil
        for field in fields where field.type == "Sig" {
            guard let value = view.resolve(field.value).dictionary else { continue }
            exist = true
            let dictionary = SignatureDictionary(value, in: view)
            if let granted = dictionary.permission {
                certify = true
                restrict(granted, field.name)
            }
            for lock in dictionary.fieldLocks + [view.lock(of: field)].compactMap({ $0 }) {
                locks.append((lock, field.name))
                if let granted = lock.permission { restrict(granted, field.name) }
            }
        }
        exist = exist || certify
    }

    /// The signature that locks the field called `name`; nil when it is free.
    func locker(of name: String) -> String? { locks.first { $0.lock.locks(name) }?.field }

    private mutating func restrict(_ value: ModificationPermission, _ field: String) {
        // Of equally strict ones a field is more telling than the catalog.
        if permission.map({ value < $0.value || value == $0.value && $0.field == "/Perms" }) ?? true {
            permission = (value, field)
        }
    }
}
