/// What is asked of an OCSP responder (RFC 6960 §4.1): the status of one certificate.
public struct OCSPRequest: Sendable, Hashable {
    /// The certificate asked about.
    public let certificateID: OCSPCertificateID
    /// Ties the answer to this request, where the responder does not answer from a stock of answers; empty for none.
    public let nonce: [UInt8]

    /// - Parameters:
    ///   - digest: names the issuer; many responders know SHA-1 alone.
    ///   - nonce: up to 32 random bytes (RFC 8954 §2.1), or empty.
    public init(_ certificate: Certificate, issuer: Certificate, digest: DigestAlgorithm = .sha1, nonce: [UInt8] = []) {
        certificateID = OCSPCertificateID(certificate, issuer: issuer, digest: digest)
        self.nonce = nonce
    }

    /// Reads a request for one certificate, as a responder does.
    /// - Throws: `ocsp-malformed`.
    public init(der: [UInt8]) throws(PKIError) {
        do {
            try self.init(BERElement(der))
        } catch {
            throw .malformed(.malformedOCSPResponse, vi: "yêu cầu OCSP", en: "OCSP request")
        }
    }

    private init(_ element: BERElement) throws(MalformedASN1) {
        var fields = try element.cursor()
        var request = try fields.next(DER.Tag.sequence).cursor()
        _ = try request.nextIf(DER.Tag.context(0))
        _ = try request.nextIf(DER.Tag.context(1))
        var list = try request.next(DER.Tag.sequence).cursor()
        var single = try list.next(DER.Tag.sequence).cursor()
        certificateID = try OCSPCertificateID(try single.next())
        let extensions = try request.nextIf(DER.Tag.context(2)).map(OCSPExtension.all) ?? []
        let value = extensions.first { $0.identifier == .ocspNonce }?.value
        nonce = value.map { Array(((try? BERElement($0))?.content) ?? []) } ?? []
    }

    /// The OCSPRequest, unsigned.
    public var der: [UInt8] {
        let list = DER.sequence(DER.sequence(certificateID.der))
        let extensions = DER.sequence(
            DER.sequence(ObjectIdentifier.ocspNonce.der, DER.octetString(DER.octetString(nonce))))
        return DER.sequence(DER.sequence(list, nonce.isEmpty ? [] : DER.explicit(2, extensions)))
    }
}

/// One extension of a request or a response (RFC 6960 §4.4).
struct OCSPExtension {
    let identifier: ObjectIdentifier
    let isCritical: Bool
    /// The contents of its OCTET STRING.
    let value: [UInt8]

    /// - Parameter explicit: the tagged element around the Extensions.
    static func all(in explicit: BERElement) throws(MalformedASN1) -> [OCSPExtension] {
        let list = try BERElement(first: explicit.content)
        guard list.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var extensions: [OCSPExtension] = []
        for element in try list.children() {
            var fields = try element.cursor()
            let identifier = try fields.next().objectIdentifier()
            let critical = try fields.nextIf(DER.Tag.boolean)?.content.first.map { $0 != 0 } ?? false
            let value = try fields.next(DER.Tag.octetString).octets()
            extensions.append(OCSPExtension(identifier: identifier, isCritical: critical, value: value))
        }
        return extensions
    }
}

extension ObjectIdentifier {
    static let ocspBasic: Self = "1.3.6.1.5.5.7.48.1.1"
    static let ocspNonce: Self = "1.3.6.1.5.5.7.48.1.2"
    static let ocspReferences: Self = "1.3.6.1.5.5.7.48.1.3"
    static let ocspArchiveCutoff: Self = "1.3.6.1.5.5.7.48.1.6"
    package static let ocspNoCheck: Self = "1.3.6.1.5.5.7.48.1.5"
    package static let ocspSigning: Self = "1.3.6.1.5.5.7.3.9"
}
