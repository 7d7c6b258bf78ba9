import PDFSyntax

/// The fields a signature locks, and how far it closes the document: FieldMDP parameters (ISO 32000-2, 12.8.2.4) or a
/// signature field lock (12.7.5.5, table 236).
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
    /// `/P` of PDF 2.0: what the whole document still permits once the field is signed; nil for no restriction.
    public let permission: ModificationPermission?

    /// A lock on the fields meant by `action` and `names`.
    public init(_ action: Action, names: [String] = [], permission: ModificationPermission? = nil) {
        (self.action, self.names, self.permission) = (action, names, permission)
    }

    /// The lock that closes the whole document: what `/LockDocument` of a seed value asks for (table 237).
    public static let wholeDocument = FieldLock(.all, permission: .noChanges)

    /// Reads a dictionary as of `view`; nil when it names no known action.
    init?(_ dictionary: PDFDictionary, in view: PDFView) {
        guard let action = view.resolve(dictionary["Action"]).name.flatMap({ Action(rawValue: $0.text) }) else {
            return nil
        }
        self.init(
            action,
            names: (view.resolve(dictionary["Fields"]).array ?? []).compactMap {
                view.resolve($0).string.map(PDFTextString.decode)
            },
            permission: view.resolve(dictionary["P"]).integer.flatMap(ModificationPermission.init(rawValue:)))
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

    /// The entries that a signature field lock and the parameters of FieldMDP share.
    private var entries: PDFDictionary {
        var entries: PDFDictionary = ["Action": .name(PDFName(action.rawValue))]
        if action != .all { entries["Fields"] = .array(names.map(PDFObject.text)) }
        if let permission { entries["P"] = .integer(permission.rawValue) }
        return entries
    }

    /// The value of a field's `/Lock`.
    var lockDictionary: PDFDictionary {
        var dictionary = entries
        dictionary["Type"] = .name("SigFieldLock")
        return dictionary
    }

    /// A signature reference dictionary (12.8.1, table 256) for these fields. Its parameters carry `/P` beside what table
    /// 259 lists, because readers that know locks of PDF 2.0 only there honour it so.
    ///
    /// - Parameter data: the catalog: what changes are looked for in, required for this method.
    func reference(data: PDFReference) -> PDFDictionary {
        var parameters = entries
        parameters["Type"] = .name("TransformParams")
        parameters["V"] = .name("1.2")
        return [
            "Type": .name("SigRef"), "TransformMethod": .name("FieldMDP"), "TransformParams": .dictionary(parameters),
            "Data": .reference(data),
        ]
    }
}
