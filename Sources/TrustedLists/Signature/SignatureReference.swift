import PKI

/// One `Reference` of a `SignedInfo` (XMLDSig §4.4.3).
struct SignatureReference: Sendable {
    /// What the reference points at.
    enum Target: Sendable, Hashable {
        /// The whole document, by the empty address or (`rootOnly`) by the root's Id.
        case document(rootOnly: Bool)
        /// One element.
        case element(XMLPath)
    }

    let address: String
    let removesSignature: Bool
    let canonicalization: Canonicalization
    let digest: Digest

    private static let enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"

    /// - Throws: `trusted-list-algorithm`, `trusted-list-weak-algorithm`, `trusted-list-signature-structure`.
    init(_ element: XMLElement) throws(TrustedListError) {
        guard let address = element.attribute("URI") else {
            throw .signatureStructure(vi: "tham chiếu không có URI", en: "a reference has no URI")
        }
        var removesSignature = false
        var canonicalization: Canonicalization?
        let transforms = element.only(.signature("Transforms"))?.children ?? []
        for transform in transforms {
            let algorithm = transform.attribute("Algorithm") ?? ""
            // After canonicalisation there are bytes and no nodes: any further transform would read them anew.
            guard transform.name == .signature("Transform"), canonicalization == nil else {
                throw .unsupportedAlgorithm(algorithm)
            }
            if algorithm == Self.enveloped, !removesSignature, transform.children.isEmpty {
                removesSignature = true
            } else {
                canonicalization = try Canonicalization(transform)
            }
        }
        let algorithm = try XMLSignatureAlgorithms.digest(element.only(.signature("DigestMethod")))
        guard let value = element.only(.signature("DigestValue"))?.base64Bytes,
            let digest = Digest(algorithm, bytes: value)
        else { throw .signatureStructure(vi: "giá trị băm sai định dạng", en: "a digest value is malformed") }
        self.address = address
        self.removesSignature = removesSignature
        // Nodes that end as nodes are digested in Canonical XML 1.0 (XMLDSig §4.4.3.2).
        self.canonicalization = canonicalization ?? .inclusive
        self.digest = digest
    }

    /// Finds the target. An Id that several elements share points at nothing, whatever the attribute is called.
    /// - Throws: `trusted-list-signature-structure`.
    func target(_ ids: ElementIds) throws(TrustedListError) -> Target {
        if address.isEmpty { return .document(rootOnly: false) }
        guard address.hasPrefix("#"), case let places = ids.places(of: String(address.dropFirst())),
            let place = places.first
        else {
            throw .signatureStructure(
                vi: "tham chiếu “\(address)” không chỉ vào tài liệu này",
                en: "the reference “\(address)” does not point into this document")
        }
        guard places.count == 1 else {
            throw .signatureStructure(
                vi: "nhiều phần tử cùng mang Id “\(address.dropFirst())”",
                en: "several elements share the Id “\(address.dropFirst())”")
        }
        return place.isEmpty ? .document(rootOnly: true) : .element(place)
    }
}

/// The elements of a document by their Id, in every spelling that some reader takes for one.
struct ElementIds: Sendable {
    private var paths: [String: [XMLPath]] = [:]

    init(_ root: XMLElement) {
        root.walk { element, path in
            for attribute in element.attributes
            where attribute.name.local.lowercased() == "id"
                && (attribute.name.namespace.isEmpty || attribute.name.namespace == XMLNamespace.xml)
            {
                paths[attribute.value, default: []].append(path)
            }
        }
    }

    /// Where elements of this Id stand; one with the same Id twice over counts once.
    func places(of id: String) -> [XMLPath] { Array(Set(paths[id] ?? [])) }
}
