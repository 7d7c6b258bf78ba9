import Diagnostics
import FoundationEssentials

/// A time-stamp token (RFC 3161 §2.4.2), as it was read: see ``check(signer:)`` and ``covers(_:)``. Whether it answers a
/// question that we asked is another matter: see ``require(_:trust:extraCertificates:at:)``.
public struct TimeStampToken: Sendable {
    /// The token's own bytes, a complete ContentInfo without padding.
    public let der: [UInt8]
    /// The time the authority asserts.
    public let time: Date
    /// The dotted policy under which it does.
    public let policy: String
    /// The dotted identifier of the imprint's digest algorithm.
    public let imprintAlgorithmOID: String
    /// The digest of what was stamped.
    public let imprint: [UInt8]
    /// The token's serial number in hexadecimal.
    public let serialHex: String
    /// How far the authority says that ``time`` may be off, in seconds; nil when it does not say.
    public let accuracy: TimeInterval?
    /// The content octets of the number that ties the token to its request; nil when there is none.
    public let nonce: [UInt8]?
    /// The SignedData around it: certificates, revocation lists, and the one signature.
    public let signedData: SignedData
    /// The authority's signature.
    public let signer: SignerInfo
    private let info: [UInt8]

    /// Reads a token; bytes after its end are ignored, since a PDF pads `/Contents` with zeros.
    /// - Throws: `timestamp-malformed`.
    public init(_ bytes: [UInt8]) throws(PKIError) {
        do {
            try self.init(signedData: SignedData(bytes), bytes)
        } catch {
            throw .malformed(.malformedTimeStampToken, vi: "dấu thời gian", en: "time-stamp token")
        }
    }

    private init(signedData: SignedData, _ bytes: [UInt8]) throws(MalformedASN1) {
        guard signedData.contentType == ObjectIdentifier.timeStampInfo.description, let info = signedData.content,
            let signer = signedData.signers.first, signedData.signers.count == 1
        else { throw MalformedASN1() }
        var fields = try BERElement(info).cursor()
        _ = try fields.next(DER.Tag.integer)
        policy = try fields.next().objectIdentifier().description
        var imprintFields = try fields.next(DER.Tag.sequence).cursor()
        imprintAlgorithmOID = try SignerInfo.algorithm(try imprintFields.next(DER.Tag.sequence)).identifier.description
        imprint = Array(try imprintFields.next(DER.Tag.octetString).content)
        serialHex = Hexadecimal.encode(try fields.next(DER.Tag.integer).content)
        guard let time = ASN1Time.date(try fields.next(DER.Tag.generalizedTime)) else { throw MalformedASN1() }
        self.time = time
        accuracy = try fields.nextIf(DER.Tag.sequence).map(Self.seconds)
        _ = try fields.nextIf(DER.Tag.boolean)
        nonce = try fields.nextIf(DER.Tag.integer).map { Array($0.content) }
        der = Array(bytes.prefix(signedData.byteCount))
        self.info = info
        self.signer = signer
        self.signedData = signedData
    }

    /// Accuracy ::= SEQUENCE { seconds, millis [0], micros [1] }, each of them optional.
    private static func seconds(_ element: BERElement) throws(MalformedASN1) -> TimeInterval {
        var total = 0.0
        for field in try element.children() {
            guard field.content.count <= 4 else { throw MalformedASN1() }
            let value = Double(field.content.reduce(0) { $0 << 8 | Int($1) })
            switch field.identifier {
            case DER.Tag.integer: total += value
            case DER.Tag.contextPrimitive(0): total += value / 1000
            case DER.Tag.contextPrimitive(1): total += value / 1_000_000
            default: throw MalformedASN1()
            }
        }
        return total
    }

    /// The imprint's digest algorithm; nil when it is none of ours.
    public var imprintAlgorithm: DigestAlgorithm? { DigestAlgorithm(oid: imprintAlgorithmOID) }

    /// True when the token stamps `message`: for a signature time stamp, the signature value.
    public func covers(_ message: [UInt8]) -> Bool {
        guard let algorithm = imprintAlgorithm else { return false }
        return Digest(algorithm, of: message).bytes == imprint
    }

    /// True when the token stamps a message with this digest.
    public func covers(_ digest: Digest) -> Bool { digest.algorithm == imprintAlgorithm && digest.bytes == imprint }

    /// The authority's certificate, looked for in the token and then in `others`.
    public func certificate(among others: [Certificate] = []) -> Certificate? {
        signedData.certificate(of: signer, among: others)
    }

    /// Checks the authority's signature over the token, mathematics alone.
    public func check(signer certificate: Certificate) -> SignatureCheck {
        guard let algorithm = signer.digestAlgorithm else {
            return SignatureCheck(digestMatches: nil, signatureValid: false, notes: [.unsupportedAlgorithm])
        }
        return signer.check(signer: certificate, contentDigest: Digest(algorithm, of: info))
    }

    /// Checks the signature and the path of the authority's certificate, which must be made for time stamping alone.
    /// - Parameters:
    ///   - extraRevocationLists: lists from elsewhere, such as a document security store; those in the token count too.
    ///   - extraOCSPResponses: responses from elsewhere.
    ///   - date: when the path must hold: now, or a time for which other evidence exists.
    public func validate(
        trust: TrustStore, extraCertificates: [Certificate] = [], extraRevocationLists: [CertificateList] = [],
        extraOCSPResponses: [OCSPResponse] = [], at date: Date, revocation: RevocationPolicy
    ) -> TimeStampOutcome {
        let known = extraCertificates + trust.intermediates + trust.anchors.map(\.certificate)
        guard let certificate = certificate(among: known) else {
            return TimeStampOutcome(signature: nil, path: nil)
        }
        let path = PathValidator.validate(
            certificate, extra: signedData.certificates + extraCertificates,
            extraRevocationLists: signedData.revocationLists + extraRevocationLists,
            extraOCSPResponses: extraOCSPResponses, trust: trust, at: date, revocation: revocation,
            purpose: .timeStamping)
        return TimeStampOutcome(signature: check(signer: certificate), path: path)
    }
}

/// What checking a time-stamp token found.
public struct TimeStampOutcome: Sendable, Hashable {
    /// The mathematics; nil when the authority's certificate is nowhere to be found.
    public let signature: SignatureCheck?
    /// The authority's path; nil when its certificate is nowhere to be found.
    public let path: PathOutcome?

    /// True when the time may be relied upon, given that the token covers what it should.
    public var isTrusted: Bool { signature?.isIntact == true && path?.status == .passed }
}
