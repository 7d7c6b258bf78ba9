import FoundationEssentials
import PKI

/// What a verified enveloped signature vouches for.
struct SignedDocument: Sendable {
    /// The document read anew from the very bytes that were digested: nothing unsigned can be in it.
    let root: XMLElement
    let signer: Certificate
    let claimedTime: Date?
    /// True when the signature itself names the signer's certificate, or signs the KeyInfo that holds it.
    let namesSigner: Bool
}

/// The one enveloped XML signature of a document (TS 119 612 annex B: XMLDSig, XAdES baseline B). The structure is taken
/// at its strictest: a single Signature, child of the root, with one reference to the whole document and at most one each
/// to its own SignedProperties and KeyInfo. That leaves no room for signature wrapping.
struct EnvelopedSignature {
    private let document: XMLDocument
    private let element: XMLElement
    private let path: XMLPath
    private let ids: ElementIds

    /// Verifies the signature of `xml` under the key of one of `signers`, compared whole.
    /// - Throws: every error of this module but those about the list's contents and dates.
    static func verify(_ xml: [UInt8], signedBy signers: [Certificate]) throws(TrustedListError) -> SignedDocument {
        try EnvelopedSignature(XMLDocument(xml)).verify(signedBy: signers)
    }

    private init(_ document: XMLDocument) throws(TrustedListError) {
        let root = try document.root()
        var places: [XMLPath] = []
        root.walk { element, path in if element.name == .signature("Signature") { places.append(path) } }
        guard let path = places.first else { throw .unsigned }
        guard places.count == 1 else { throw .signatureStructure(vi: "có nhiều chữ ký", en: "there are several") }
        guard path.count == 1, let element = root.element(at: path) else {
            throw .signatureStructure(
                vi: "chữ ký không nằm ngay dưới phần tử gốc", en: "it is no child of the root element")
        }
        (self.document, self.element, self.path, ids) = (document, element, path, ElementIds(root))
    }

    private func verify(signedBy signers: [Certificate]) throws(TrustedListError) -> SignedDocument {
        let (info, message) = try signedInfo()
        let algorithm = try XMLSignatureAlgorithms.signature(info.only(.signature("SignatureMethod")))
        let references = try references(of: info)
        let signer = try signer(among: signers, algorithm: algorithm, over: message)
        let root = try signedRoot(references)
        guard let properties = references.properties else {
            return SignedDocument(
                root: root, signer: signer, claimedTime: nil, namesSigner: references.keyInfo != nil)
        }
        let signed = try SignatureProperties(
            checked(
                properties.reference, .element(properties.path), vi: "thuộc tính chữ ký", en: "its signed properties"))
        guard signed.names(signer) else {
            throw .signatureStructure(
                vi: "thuộc tính SigningCertificate chỉ chứng thư khác",
                en: "its SigningCertificate property names another certificate")
        }
        return SignedDocument(
            root: root, signer: signer, claimedTime: signed.claimedTime,
            namesSigner: !signed.signerDigests.isEmpty || references.keyInfo != nil)
    }

    /// SignedInfo, read anew from its canonical bytes, and these bytes.
    private func signedInfo() throws(TrustedListError) -> (XMLElement, [UInt8]) {
        guard let place = element.children.firstIndex(where: { $0.name == .signature("SignedInfo") }),
            let info = element.only(.signature("SignedInfo")), let method = info.only(.canonicalizationMethod)
        else { throw .signatureStructure(vi: "thiếu SignedInfo", en: "SignedInfo is missing or doubled") }
        let bytes = try document.canonical(.element(path + [place]), Canonicalization(method))
        return (try XMLDocument(bytes).root(), bytes)
    }

    /// The references by what they point at.
    private struct References {
        var document: (reference: SignatureReference, rootOnly: Bool)
        var properties: (reference: SignatureReference, path: XMLPath)?
        var keyInfo: (reference: SignatureReference, path: XMLPath)?
    }

    private func references(of info: XMLElement) throws(TrustedListError) -> References {
        var documents: [(SignatureReference, Bool)] = []
        var properties: [(SignatureReference, XMLPath)] = []
        var keyInfos: [(SignatureReference, XMLPath)] = []
        let elements = info.all(.signature("Reference"))
        guard (1...3).contains(elements.count) else {
            throw .signatureStructure(vi: "\(elements.count) tham chiếu", en: "\(elements.count) references")
        }
        for found in elements {
            let reference = try SignatureReference(found)
            switch try reference.target(ids) {
            case .document(let rootOnly) where reference.removesSignature: documents.append((reference, rootOnly))
            case .element(let place) where !reference.removesSignature && place == propertiesPath:
                properties.append((reference, place))
            case .element(let place) where !reference.removesSignature && place == keyInfoPath:
                keyInfos.append((reference, place))
            default:
                throw .signatureStructure(
                    vi: "tham chiếu “\(reference.address)” không phải cả danh sách hay thuộc tính của chữ ký",
                    en: "the reference “\(reference.address)” is neither the whole list nor a part of the signature")
            }
        }
        guard documents.count == 1, properties.count <= 1, keyInfos.count <= 1 else {
            throw .signatureStructure(
                vi: "không có đúng một tham chiếu tới cả danh sách",
                en: "not exactly one reference is to the whole list")
        }
        if hasProperties, properties.isEmpty {
            throw .signatureStructure(vi: "thuộc tính của chữ ký không được ký", en: "its properties are not signed")
        }
        return References(document: documents[0], properties: properties.first, keyInfo: keyInfos.first)
    }

    /// Whether there are XAdES properties anywhere in the signature.
    private var hasProperties: Bool {
        var found = false
        element.walk { element, _ in if element.name == .xades("SignedProperties") { found = true } }
        return found
    }

    /// Where the signature's own SignedProperties stand: Object/QualifyingProperties/SignedProperties, each the only one.
    private var propertiesPath: XMLPath? {
        var places: [XMLPath] = []
        for (index, object) in element.children.enumerated() where object.name == .signature("Object") {
            for (inner, qualifying) in object.children.enumerated()
            where qualifying.name == .xades("QualifyingProperties") && pointsHere(qualifying) {
                for (last, signed) in qualifying.children.enumerated() where signed.name == .xades("SignedProperties") {
                    places.append(path + [index, inner, last])
                }
            }
        }
        return places.count == 1 ? places[0] : nil
    }

    private func pointsHere(_ qualifying: XMLElement) -> Bool {
        guard let id = element.attribute("Id") else { return false }
        return qualifying.attribute("Target") == "#" + id && ids.places(of: id) == [path]
    }

    private var keyInfoPath: XMLPath? {
        guard element.only(.signature("KeyInfo")) != nil else { return nil }
        return element.children.firstIndex { $0.name == .signature("KeyInfo") }.map { path + [$0] }
    }

    /// The certificate, among those given, whose key made the signature. KeyInfo can only narrow the choice.
    private func signer(
        among signers: [Certificate], algorithm: SignatureAlgorithm, over message: [UInt8]
    ) throws(TrustedListError) -> Certificate {
        guard let value = element.only(.signature("SignatureValue"))?.base64Bytes else {
            throw .signatureStructure(vi: "giá trị chữ ký sai định dạng", en: "the signature value is malformed")
        }
        let named = element.all(.signature("KeyInfo")).flatMap { $0.all(.signature("X509Data")) }
            .flatMap { $0.all(.signature("X509Certificate")) }
            .compactMap { $0.base64Bytes.flatMap { try? Certificate(der: $0) } }
        let candidates = named.isEmpty ? signers : signers.filter { named.contains($0) }
        guard !candidates.isEmpty else { throw .signerUnknown(claimed: named.first) }
        for candidate in candidates {
            guard let key = try? candidate.publicKey,
                XMLSignatureAlgorithms.verifies(value, over: message, key: key, algorithm: algorithm)
            else { continue }
            guard !key.type.isWeak else { throw .weakAlgorithm(key.type.description) }
            return candidate
        }
        throw .signatureInvalid
    }

    /// The document that the signature covers. A signed KeyInfo says nothing more, but must hold too.
    private func signedRoot(_ references: References) throws(TrustedListError) -> XMLElement {
        if let keyInfo = references.keyInfo {
            _ = try checked(keyInfo.reference, .element(keyInfo.path), vi: "KeyInfo", en: "its KeyInfo")
        }
        let (reference, rootOnly) = references.document
        return try checked(reference, .document(except: path, rootOnly: rootOnly), vi: "danh sách", en: "the list")
    }

    /// What a reference covers, read anew from the bytes whose digest was compared.
    private func checked(
        _ reference: SignatureReference, _ region: XMLDocument.Region, vi: String, en: String
    ) throws(TrustedListError) -> XMLElement {
        let bytes = try document.canonical(region, reference.canonicalization)
        guard Digest(reference.digest.algorithm, of: bytes) == reference.digest else { throw .altered(vi: vi, en: en) }
        return try XMLDocument(bytes).root()
    }
}

extension XMLName {
    fileprivate static let canonicalizationMethod = signature("CanonicalizationMethod")
}
