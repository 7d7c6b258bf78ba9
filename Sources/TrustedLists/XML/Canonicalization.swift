import CXML2

/// How XML becomes bytes that can be digested. The forms with comments are not supported: no trusted list uses them.
enum Canonicalization: Sendable, Hashable {
    /// Canonical XML 1.0, inclusive.
    case inclusive
    /// Canonical XML 1.1, inclusive.
    case inclusive11
    /// Exclusive XML Canonicalization 1.0; `prefixes` are treated inclusively (`InclusiveNamespaces PrefixList`).
    case exclusive(prefixes: [String])

    private static let exclusiveNamespace = "http://www.w3.org/2001/10/xml-exc-c14n#"

    /// Whether this address names one of these methods.
    static func isSupported(_ address: String) -> Bool { form(address) != nil }

    /// Reads a `CanonicalizationMethod` or `Transform` element.
    /// - Throws: `trusted-list-algorithm`.
    init(_ element: XMLElement) throws(TrustedListError) {
        let address = element.attribute("Algorithm") ?? ""
        let parameters = element.all(XMLName(namespace: Self.exclusiveNamespace, local: "InclusiveNamespaces"))
        guard let form = Self.form(address), parameters.count == element.children.count, parameters.count <= 1 else {
            throw .unsupportedAlgorithm(address)
        }
        guard let parameter = parameters.first else {
            self = form
            return
        }
        guard case .exclusive = form else { throw .unsupportedAlgorithm(address) }
        let list = parameter.attribute("PrefixList") ?? ""
        let separators: Set<Character> = [" ", "\t", "\r", "\n"]
        self = .exclusive(prefixes: list.split { separators.contains($0) }.map(String.init))
    }

    private static func form(_ address: String) -> Canonicalization? {
        switch address {
        case "http://www.w3.org/TR/2001/REC-xml-c14n-20010315": .inclusive
        case "http://www.w3.org/2006/12/xml-c14n11": .inclusive11
        case exclusiveNamespace: .exclusive(prefixes: [])
        default: nil
        }
    }

    /// libxml2's name for the method.
    var mode: Int32 {
        switch self {
        case .inclusive: Int32(XML_C14N_1_0.rawValue)
        case .inclusive11: Int32(XML_C14N_1_1.rawValue)
        case .exclusive: Int32(XML_C14N_EXCLUSIVE_1_0.rawValue)
        }
    }

    var inclusivePrefixes: [String] {
        guard case .exclusive(let prefixes) = self else { return [] }
        return prefixes
    }
}
