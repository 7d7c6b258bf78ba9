import PKI

/// Names and identifiers of the validation report of ETSI TS 119 102-2 (v1.2.1).
enum ETSIVocabulary {
    /// The namespaces of a report's root element: 119 102-2, XAdES, XML signatures, trusted lists.
    static let namespaces: KeyValuePairs = [
        "xmlns:vr": "http://uri.etsi.org/19102/v1.2.1#",
        "xmlns:ds": "http://www.w3.org/2000/09/xmldsig#",
        "xmlns:xades": "http://uri.etsi.org/01903/v1.3.2#",
        "xmlns:tsl": "http://uri.etsi.org/02231/v2#",
    ]

    /// Status of a signature (4.3.4.2).
    static func total(_ indication: Indication) -> String {
        switch indication {
        case .passed: "urn:etsi:019102:mainindication:total-passed"
        case .failed: "urn:etsi:019102:mainindication:total-failed"
        case .indeterminate: "urn:etsi:019102:mainindication:indeterminate"
        }
    }

    /// Status of a constraint or a validation object (4.3.4.2).
    static func main(_ indication: Indication) -> String {
        switch indication {
        case .passed: "urn:etsi:019102:mainindication:passed"
        case .failed: "urn:etsi:019102:mainindication:failed"
        case .indeterminate: "urn:etsi:019102:mainindication:indeterminate"
        }
    }

    /// Sub-indication (4.3.4.3).
    static func sub(_ indication: SubIndication) -> String { "urn:etsi:019102:subindication:\(indication.rawValue)" }

    /// Why a certificate was revoked (4.3.12.6.2).
    static func reason(_ name: String) -> String { "urn:etsi:019102:revocationReason:\(name)" }

    /// A proof of existence that the validation itself found (4.4.6.2).
    static let proofByValidation = "urn:etsi:019102:poetype:validation"
    /// A constraint that was applied (4.3.5.4.2).
    static let applied = "urn:etsi:019102:constraintStatus:applied"

    /// The identifier XML signatures use for a digest algorithm (RFC 9231); an object identifier where there is none.
    static func digest(_ algorithm: DigestAlgorithm) -> String {
        switch algorithm {
        case .md5: "http://www.w3.org/2001/04/xmldsig-more#md5"
        case .sha1: "http://www.w3.org/2000/09/xmldsig#sha1"
        case .sha224: "http://www.w3.org/2001/04/xmldsig-more#sha224"
        case .sha256: "http://www.w3.org/2001/04/xmlenc#sha256"
        case .sha384: "http://www.w3.org/2001/04/xmldsig-more#sha384"
        case .sha512: "http://www.w3.org/2001/04/xmlenc#sha512"
        case .sha3_256, .sha3_384, .sha3_512: "http://www.w3.org/2007/05/xmldsig-more#\(algorithm.name)"
        case .shake256: "urn:oid:\(algorithm.oid)"
        }
    }
}

extension XMLElement {
    /// `ds:DigestMethod` and `ds:DigestValue` inside an element of type DigestAlgAndValueType.
    static func digest(_ digest: Digest) -> XMLElement {
        XMLElement(
            "vr:DigestAlgAndValue", [:],
            [
                XMLElement("ds:DigestMethod", ["Algorithm": ETSIVocabulary.digest(digest.algorithm)]),
                XMLElement("ds:DigestValue", text: base64(digest.bytes)),
            ])
    }

    /// A reference to validation objects.
    static func reference(_ name: String, _ ids: [String]) -> XMLElement {
        XMLElement(name, ["VOReference": ids.joined(separator: " ")])
    }

    /// `vr:MainIndication` and `vr:SubIndication` of a constraint or a validation object.
    static func status(_ name: String, _ indication: Indication, _ sub: SubIndication? = nil) -> XMLElement {
        XMLElement(
            name, [:],
            [XMLElement("vr:MainIndication", text: ETSIVocabulary.main(indication))]
                + (sub.map { [XMLElement("vr:SubIndication", text: ETSIVocabulary.sub($0))] } ?? []))
    }
}
