import FoundationEssentials

/// What a responder says of one certificate (RFC 6960 §4.2.1).
public struct OCSPSingleResponse: Sendable, Hashable {
    /// The responder's word.
    public enum Status: Sendable, Hashable {
        /// Not revoked.
        case good
        /// Revoked, or held; a certificate that was never issued counts as held since 1970 (§2.2).
        case revoked(Revocation)
        /// The responder does not know the certificate.
        case unknown
    }

    /// The certificate.
    public let certificateID: OCSPCertificateID
    /// What is said of it.
    public let status: Status
    /// The time at which the status was known to be right.
    public let thisUpdate: Date
    /// When newer information is due; nil when there always is.
    public let nextUpdate: Date?
    /// From when on the responder remembers certificates that have expired (§4.4.4).
    public let archiveCutoff: Date?
    /// False when a critical extension is unknown: the answer must then not be used.
    let isUsable: Bool

    init(_ element: BERElement) throws(MalformedASN1) {
        guard element.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var fields = try element.cursor()
        certificateID = try OCSPCertificateID(try fields.next())
        status = try Self.status(try fields.next())
        thisUpdate = try Self.time(try fields.next())
        nextUpdate = try fields.nextIf(DER.Tag.context(0)).map { element throws(MalformedASN1) in
            try Self.time(BERElement(first: element.content))
        }
        let extensions = try fields.nextIf(DER.Tag.context(1)).map(OCSPExtension.all) ?? []
        archiveCutoff = extensions.first { $0.identifier == .ocspArchiveCutoff }
            .flatMap { try? BERElement($0.value) }.flatMap { ASN1Time.date($0) }
        let known: Set<ObjectIdentifier> = [.ocspArchiveCutoff, .ocspReferences]
        isUsable = extensions.allSatisfy { !$0.isCritical || known.contains($0.identifier) }
    }

    private static func status(_ element: BERElement) throws(MalformedASN1) -> Status {
        switch element.identifier {
        case DER.Tag.contextPrimitive(0): return .good
        case DER.Tag.contextPrimitive(2): return .unknown
        case DER.Tag.context(1):
            var fields = try element.cursor()
            let date = try time(try fields.next())
            let code = try fields.nextIf(DER.Tag.context(0)).flatMap { try? BERElement(first: $0.content) }
            let reason = code?.content.last.flatMap { RevocationReason(rawValue: Int($0)) }
            return .revoked(Revocation(date: date, reason: reason ?? .unspecified))
        default: throw MalformedASN1()
        }
    }

    static func time(_ element: BERElement) throws(MalformedASN1) -> Date {
        guard let date = ASN1Time.date(element) else { throw MalformedASN1() }
        return date
    }
}
