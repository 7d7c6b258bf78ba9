import FoundationEssentials

/// How a signature names the certificate of its signer (RFC 5652 §5.3).
public enum SignerIdentifier: Sendable, Hashable {
    /// The issuer's encoded Name and the content octets of the serial number.
    case issuerAndSerialNumber(issuer: [UInt8], serial: [UInt8])
    /// The subject key identifier.
    case subjectKeyIdentifier([UInt8])
}

/// One signature of a SignedData (RFC 5652 §5.3), as it was read: nothing is checked yet. See
/// ``check(signer:contentDigest:)``.
public struct SignerInfo: Sendable {
    /// Names the signer's certificate.
    public let identifier: SignerIdentifier
    /// The digest algorithm to hash the content with; nil when it is none of ours.
    public let digestAlgorithm: DigestAlgorithm?
    /// The signed attributes in the order they were read; empty when there are none.
    public let signedAttributes: [CMSAttribute]
    /// The unsigned attributes.
    public let unsignedAttributes: [CMSAttribute]
    /// The signature value.
    public let signature: [UInt8]
    /// The bytes the signature is over when there are signed attributes: their SET OF in distinguished encoding.
    public let signedAttributesDER: [UInt8]?
    /// The same SET in the order and encoding it was read in.
    let signedAttributesAsRead: [UInt8]?
    let signatureAlgorithm: ReceivedSignatureAlgorithm?
    private let digestIdentifier: ObjectIdentifier
    private let signatureIdentifier: ObjectIdentifier

    init(_ element: BERElement) throws(MalformedASN1) {
        guard element.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var fields = try element.cursor()
        _ = try fields.next(DER.Tag.integer)
        identifier = try Self.identifier(try fields.next())
        digestIdentifier = try Self.algorithm(try fields.next(DER.Tag.sequence)).identifier
        digestAlgorithm = DigestAlgorithm(digestIdentifier)
        let attributes = try fields.nextIf(DER.Tag.context(0))
        let signatureAlgorithm = try Self.algorithm(try fields.next(DER.Tag.sequence))
        signatureIdentifier = signatureAlgorithm.identifier
        self.signatureAlgorithm = ReceivedSignatureAlgorithm(
            signatureAlgorithm.identifier, signatureAlgorithm.parameters,
            contentDigest: digestAlgorithm)
        let value = try fields.next()
        guard value.identifier & ~0x20 == DER.Tag.octetString else { throw MalformedASN1() }
        signature = try value.octets()
        let unsigned = try fields.nextIf(DER.Tag.context(1))
        unsignedAttributes = if let unsigned { try CMSAttribute.all(in: unsigned) } else { [] }
        if let attributes {
            signedAttributes = try CMSAttribute.all(in: attributes)
            var encodings: [[UInt8]] = []
            for attribute in try attributes.children() { encodings.append(try Self.distinguished(attribute)) }
            signedAttributesDER = DER.setOf(encodings)
            signedAttributesAsRead = [DER.Tag.set] + Array(attributes.encoding.dropFirst())
        } else {
            signedAttributes = []
            signedAttributesDER = nil
            signedAttributesAsRead = nil
        }
    }

    /// The dotted identifier of the content's digest algorithm.
    public var digestAlgorithmOID: String { digestIdentifier.description }

    /// The dotted identifier of the signature algorithm.
    public var signatureAlgorithmOID: String { signatureIdentifier.description }

    /// The digest inside the signature algorithm; nil when unknown.
    public var signatureDigestAlgorithm: DigestAlgorithm? { signatureAlgorithm?.digest }

    /// True when the signature covers signed attributes rather than the content itself.
    public var hasSignedAttributes: Bool { signedAttributesDER != nil }

    /// The content's digest as the signer wrote it; nil when the attribute is missing, repeated or malformed.
    public var messageDigest: [UInt8]? {
        guard let value = signedValue(.messageDigest), value.identifier & ~0x20 == DER.Tag.octetString else {
            return nil
        }
        return try? value.octets()
    }

    /// The content type as the signer wrote it, dotted.
    public var contentType: String? { try? signedValue(.contentType)?.objectIdentifier().description }

    /// The time the signer claims in a signed attribute. PAdES forbids it and real files lie in it by time zones, so it
    /// is a claim to show, never a time to judge by.
    public var signingTime: Date? { signedValue(.signingTime).flatMap { ASN1Time.date($0) } }

    /// The signature time stamps (RFC 3161 tokens, each a complete ContentInfo).
    public var timeStampTokens: [[UInt8]] {
        unsignedAttributes.filter { $0.identifier == .signatureTimeStampToken }.flatMap(\.values)
    }

    /// The only value of a signed attribute that must appear once; nil when it is missing or repeated.
    func signedValue(_ identifier: ObjectIdentifier) -> BERElement? {
        let values = signedAttributes.filter { $0.identifier == identifier }.flatMap(\.values)
        guard values.count == 1, let value = values.first else { return nil }
        return try? BERElement(value)
    }

    /// Attribute ::= SEQUENCE { type, SET OF value }: the inner set is sorted as well.
    private static func distinguished(_ attribute: BERElement) throws(MalformedASN1) -> [UInt8] {
        var fields = try attribute.cursor()
        let type = try fields.next(DER.Tag.objectIdentifier)
        var values: [[UInt8]] = []
        for value in try fields.next(DER.Tag.set).children() { values.append(try value.definiteEncoding()) }
        return DER.sequence(Array(type.encoding), DER.setOf(values))
    }

    private static func identifier(_ element: BERElement) throws(MalformedASN1) -> SignerIdentifier {
        switch element.identifier {
        case DER.Tag.sequence:
            var fields = try element.cursor()
            let issuer = try fields.next(DER.Tag.sequence)
            let serial = try fields.next(DER.Tag.integer)
            return .issuerAndSerialNumber(issuer: Array(issuer.encoding), serial: Array(serial.content))
        case DER.Tag.contextPrimitive(0): return .subjectKeyIdentifier(Array(element.content))
        case DER.Tag.context(0): return .subjectKeyIdentifier(try element.octets())
        default: throw MalformedASN1()
        }
    }

    /// AlgorithmIdentifier: the identifier and its parameters, if any.
    static func algorithm(
        _ element: BERElement
    ) throws(MalformedASN1) -> (identifier: ObjectIdentifier, parameters: BERElement?) {
        var fields = try element.cursor()
        let identifier = try fields.next(DER.Tag.objectIdentifier).objectIdentifier()
        return (identifier, fields.isAtEnd ? nil : try fields.next())
    }
}
