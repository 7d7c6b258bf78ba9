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

    /// The stricter is the smaller.
    public static func < (a: ModificationPermission, b: ModificationPermission) -> Bool { a.rawValue < b.rawValue }
}

/// The fields a signature locks: FieldMDP parameters or a signature field lock (12.8.2.4 and 12.7.5.5).
public struct FieldLock: Sendable, Hashable {
    /// Which fields are meant.
    public enum Action: String, Sendable {
        /// All fields.
        case all = "All"
        /// Those named.
        case include = "Include"
        /// All but those named.
        case exclude = "Exclude"
    }

    /// Which fields are meant.
    public let action: Action
    /// Fully qualified names; a name stands for its descendants too.
    public let names: [String]

    init?(_ dictionary: PDFDictionary, in view: PDFView) {
        guard let action = view.resolve(dictionary["Action"]).name.flatMap({ Action(rawValue: $0.text) }) else {
            return nil
        }
        self.action = action
        names = (view.resolve(dictionary["Fields"]).array ?? []).compactMap {
            view.resolve($0).string.map(PDFTextString.decode)
        }
    }

    /// Whether the field called `name` is locked.
    public func locks(_ name: String) -> Bool {
        let isNamed = names.contains { name == $0 || name.hasPrefix($0 + ".") }
        return switch action {
        case .all: true
        case .include: isNamed
        case .exclude: !isNamed
        }
    }
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
