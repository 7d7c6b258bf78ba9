import COpenSSL
import FoundationEssentials

/// Why a certificate was revoked (RFC 5280 §5.3.1).
public enum RevocationReason: Int, Sendable, Hashable, CaseIterable {
    case unspecified = 0
    case keyCompromise = 1
    case cACompromise = 2
    case affiliationChanged = 3
    case superseded = 4
    case cessationOfOperation = 5
    /// Suspended: the authority may lift it.
    case certificateHold = 6
    case removeFromCRL = 8
    case privilegeWithdrawn = 9
    case aACompromise = 10
}

/// What a revocation list says of one certificate.
public struct Revocation: Sendable, Hashable {
    /// From when on the certificate is revoked.
    public let date: Date
    /// Why.
    public let reason: RevocationReason

    /// A revocation from `date` on.
    public init(date: Date, reason: RevocationReason) {
        self.date = date
        self.reason = reason
    }
}

/// A certificate revocation list (RFC 5280 §5), immutable. Its signature is not checked by reading it: see
/// ``isSigned(by:)``.
public struct CertificateList: Sendable {
    /// The encoding, exactly as it was read.
    public let der: [UInt8]
    /// When it was issued.
    public let thisUpdate: Date
    /// When the next one is due; nil when the list does not say.
    public let nextUpdate: Date?
    /// The issuer as an RFC 4514 string.
    public let issuer: String
    /// The issuer's encoded Name.
    public let issuerDER: [UInt8]
    /// What the list covers.
    let scope: RevocationListScope
    private let object: CRLObject

    /// Reads a revocation list in DER or PEM.
    /// - Throws: `crl-malformed`.
    public init(_ bytes: [UInt8]) throws(PKIError) {
        if let known = Self.decoded.value(bytes) {
            self = known
            return
        }
        let der = PEM.isText(bytes) ? PEM.blocks(in: bytes).first { $0.label == "X509 CRL" }?.der ?? [] : bytes
        guard let pointer = decodedByOpenSSL(der, { d2i_X509_CRL(nil, $0, $1) }) else {
            throw .malformed(
                .malformedRevocationList, vi: "danh sách thu hồi chứng thư số", en: "certificate revocation list",
                detail: drainOpenSSLErrors())
        }
        object = CRLObject(adopting: pointer)
        guard let encoding = encodedByOpenSSL({ i2d_X509_CRL(pointer, $0) }), encoding == der,
            let thisUpdate = Certificate.date(X509_CRL_get0_lastUpdate(pointer))
        else {
            throw .malformed(
                .malformedRevocationList, vi: "danh sách thu hồi chứng thư số", en: "certificate revocation list")
        }
        self.der = der
        self.thisUpdate = thisUpdate
        nextUpdate = Certificate.date(X509_CRL_get0_nextUpdate(pointer))
        let name = X509_CRL_get_issuer(pointer)
        issuerDER = Certificate.encoding(name)
        issuer = Certificate.text(name)
        scope = RevocationListScope(pointer)
        Self.decoded.keep(self, for: der)
    }

    static let decoded = DecodedObjects<CertificateList>(mostValues: 128, mostBytes: 4 << 20)

    /// The number of revoked certificates.
    public var count: Int { Int(copenssl_revoked_count(X509_CRL_get_REVOKED(object.pointer))) }

    /// What the list says of `certificate`, judged by its issuer and serial number. Nil when the certificate is not on the
    /// list.
    public func revocation(of certificate: Certificate) -> Revocation? {
        var entry: OpaquePointer?
        defer { ERR_clear_error() }
        let found = X509_CRL_get0_by_cert(object.pointer, &entry, certificate.object.pointer)
        guard found != 0, let entry, let date = Certificate.date(X509_REVOKED_get0_revocationDate(entry)) else {
            return nil
        }
        return Revocation(date: date, reason: found == 2 ? .removeFromCRL : Self.reason(entry))
    }

    /// True when the list's issuer is `issuer`, that certificate may sign lists (RFC 5280 §6.3.3 f), and its key
    /// verifies the list's signature.
    public func isSigned(by issuer: Certificate) -> Bool {
        object.verdicts.verdict(of: issuer) {
            defer { ERR_clear_error() }
            let issuerName = X509_get_subject_name(issuer.object.pointer)
            guard X509_NAME_cmp(X509_CRL_get_issuer(object.pointer), issuerName) == 0,
                issuer.keyUsage?.contains(.cRLSign) ?? true,
                let key = X509_get0_pubkey(issuer.object.pointer)
            else { return false }
            return X509_CRL_verify(object.pointer, key) == 1
        }
    }

    /// True when `authority` bears the name of the list's issuer.
    func isNamed(after authority: Certificate) -> Bool {
        if issuerDER == authority.subjectDER { return true }
        return X509_NAME_cmp(X509_CRL_get_issuer(object.pointer), X509_get_subject_name(authority.object.pointer)) == 0
    }

    private static func reason(_ entry: OpaquePointer) -> RevocationReason {
        let index = X509_REVOKED_get_ext_by_NID(entry, NID_crl_reason, -1)
        guard index >= 0, let found = X509_REVOKED_get_ext(entry, index),
            let code = Certificate.contents(found)?.value.last
        else { return .unspecified }
        return RevocationReason(rawValue: Int(code)) ?? .unspecified
    }
}

extension CertificateList: Hashable {
    /// Equal encodings.
    public static func == (a: CertificateList, b: CertificateList) -> Bool { a.der == b.der }
    /// Hashes the encoding.
    public func hash(into hasher: inout Hasher) { Encoding(der).hash(into: &hasher) }
}
