/// What is asked of a time-stamping authority (RFC 3161 §2.4.1): to say when a digest existed.
public struct TimeStampRequest: Sendable, Hashable {
    /// The digest to be stamped.
    public let digest: Digest
    /// A number that only this request has, as a big-endian magnitude: an old answer cannot be replayed to it.
    public let nonce: [UInt8]
    /// The dotted policy under which the authority is to act; nil leaves it the choice.
    public let policy: String?
    /// True when the authority's certificates shall come along, which every signature needs that must be checked later.
    public let asksForCertificates: Bool

    /// - Parameter nonce: at least eight random bytes (RFC 3161 §2.4.1 asks for 64 bits); zeros in front do not count.
    public init(_ digest: Digest, nonce: [UInt8], policy: String? = nil, asksForCertificates: Bool = true) {
        self.digest = digest
        self.nonce = Array(nonce.drop { $0 == 0 })
        self.policy = policy
        self.asksForCertificates = asksForCertificates
    }

    /// Reads a request, as an authority does.
    /// - Throws: `timestamp-request-malformed`, also for a digest that is none of ours.
    public init(der: [UInt8]) throws(PKIError) {
        do {
            try self.init(BERElement(der))
        } catch {
            throw .malformed(.malformedTimeStampRequest, vi: "yêu cầu cấp dấu thời gian", en: "time-stamp request")
        }
    }

    private init(_ element: BERElement) throws(MalformedASN1) {
        guard element.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var fields = try element.cursor()
        _ = try fields.next(DER.Tag.integer)
        var imprint = try fields.next(DER.Tag.sequence).cursor()
        let algorithm = try SignerInfo.algorithm(try imprint.next(DER.Tag.sequence)).identifier
        let bytes = try imprint.next(DER.Tag.octetString).content
        guard let known = DigestAlgorithm(oid: algorithm.description), let digest = Digest(known, bytes: Array(bytes))
        else { throw MalformedASN1() }
        let policy = try fields.nextIf(DER.Tag.objectIdentifier)
        let nonce = try fields.nextIf(DER.Tag.integer)
        let certificates = try fields.nextIf(DER.Tag.boolean)
        self.init(
            digest, nonce: nonce.map { Array($0.content) } ?? [],
            policy: try policy?.objectIdentifier().description,
            asksForCertificates: certificates?.content.first.map { $0 != 0 } ?? false)
    }

    /// The TimeStampReq.
    public var der: [UInt8] {
        let algorithm = DER.algorithm(digest.algorithm.objectIdentifier, DER.null)
        return DER.sequence(
            DER.integer(1),
            DER.sequence(algorithm, DER.octetString(digest.bytes)),
            policy.map { ObjectIdentifier($0).der } ?? [],
            nonce.isEmpty ? [] : DER.integer(nonce),
            // DEFAULT FALSE is left out (X.690 §11.5).
            asksForCertificates ? DER.boolean(true) : [])
    }
}
