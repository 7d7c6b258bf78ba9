import PDFSyntax

/// What a certification signature permits after it: P of DocMDP (ISO 32000-2, 12.8.2.2, table 257). Validation data and
/// document time-stamps are permitted at every value.
public enum ModificationPermission: Int, Sendable, Comparable {
    /// No change.
    case noChanges = 1
    /// Filling in forms, and signing.
    case fillForms = 2
    /// Annotations as well.
    case annotate = 3

    /// The signature reference dictionary of a certification with this permission (12.8.1, table 256).
    var reference: PDFDictionary {
        [
            "Type": .name("SigRef"), "TransformMethod": .name("DocMDP"),
            "TransformParams": .dictionary([
                "Type": .name("TransformParams"), "P": .integer(rawValue), "V": .name("1.2"),
            ]),
        ]
    }

    /// The stricter is the smaller.
    public static func < (a: ModificationPermission, b: ModificationPermission) -> Bool { a.rawValue < b.rawValue }
}

extension PDFView {
    /// What the certification signature of this revision permits, nil when the document is not certified (`/Perms`,
    /// 12.8.6).
    public var certifiedPermission: ModificationPermission? {
        guard let permissions = resolve(catalog["Perms"]).dictionary,
            let signature = resolve(permissions["DocMDP"]).dictionary
        else { return nil }
        return SignatureDictionary(signature, in: self).permission
    }
}
