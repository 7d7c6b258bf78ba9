import FoundationEssentials
import PKI

/// A throwaway public key infrastructure in the image of the Vietnamese ones: a root, an issuing authority below it, a
/// time-stamping authority, an OCSP responder, and for each agency an officer, the agency's signature and the key of its result seals.
/// Every subject begins with DEMO and says that it has no legal value.
public struct DemoPKI: Sendable {
    /// A key with its certificate.
    public struct Holder: Sendable {
        /// The private key.
        public let key: PrivateKey
        /// Its certificate.
        public let certificate: Certificate
        /// The certificates above it, the issuer first, the root last.
        public let chain: [Certificate]

        package init(key: PrivateKey, certificate: Certificate, chain: [Certificate]) {
            (self.key, self.certificate, self.chain) = (key, certificate, chain)
        }

        /// The identity to sign with, by the key's usual algorithm.
        /// - Throws: `algorithm-unsupported`.
        public func identity() throws(PKIError) -> SigningIdentity {
            try SigningIdentity(key: key, certificate: certificate, chain: chain)
        }
    }

    /// The keys of one agency.
    public struct Agency: Sendable {
        /// Whose they are.
        public let organization: DemoOrganization
        /// The officer's personal signature, RSA-2048.
        public let officer: Holder
        /// The agency's signature, RSA-2048.
        public let seal: Holder
        /// The key of the seals in QR codes, P-256.
        public let resultSeal: Holder
    }

    /// What to make beyond the agencies' keys.
    public struct Options: Sendable, Hashable {
        /// Adds an officer whose certificate was revoked before `now`, and one whose certificate has expired.
        public var includesFailures: Bool
        /// Where the certificates say that OCSP (`/ocsp`), lists (`/root.crl`, `/issuing.crl`) and the authorities' own
        /// certificates (`/root.cer`, `/issuing.cer`) are, such as `http://127.0.0.1:8080`; nil leaves that out.
        public var serviceAddress: String?

        /// By default nothing.
        public init(includesFailures: Bool = false, serviceAddress: String? = nil) {
            self.includesFailures = includesFailures
            self.serviceAddress = serviceAddress
        }
    }

    /// The self-signed root.
    public let root: Holder
    /// The authority that issued all other certificates.
    public let issuing: Holder
    /// The time-stamping authority.
    public let timeStamping: Holder
    /// Answers OCSP requests about certificates of the issuing authority.
    public let ocspResponder: Holder
    /// The agencies in the order they were given.
    public let agencies: [Agency]
    /// An officer whose certificate is on the issuing authority's list (key compromise).
    public let revokedOfficer: Holder?
    /// An officer whose certificate ended a year before `now`.
    public let expiredOfficer: Holder?
    /// The root's revocation list.
    public let rootRevocationList: CertificateList
    /// The issuing authority's revocation list.
    public let issuingRevocationList: CertificateList
    /// Where the certificates say that the authorities' services are.
    public let serviceAddress: String?

    /// How long the revocation lists hold after `now`.
    public static let revocationListLifetime: TimeInterval = 30 * day

    /// Makes all keys and certificates. With two agencies this takes some seconds, for the RSA keys.
    /// - Parameter now: certificates of agencies are valid from a day before it for two years.
    /// - Throws: errors of PKI, when OpenSSL refuses.
    public static func create(
        organizations: [DemoOrganization], now: Date, options: Options = Options()
    ) throws(PKIError) -> DemoPKI {
        let authority = try DemoAuthority(now: now, services: options.serviceAddress)
        var agencies: [Agency] = []
        for organization in organizations { agencies.append(try authority.agency(organization)) }
        let timeStamping = try authority.timeStamping()
        var revoked: Holder?
        var expired: Holder?
        var entries: [RevocationListTemplate.Entry] = []
        if options.includesFailures {
            let holder = try authority.failure("bị thu hồi", from: now - 60 * day, to: now + 700 * day)
            entries = [.init(certificate: holder.certificate, date: now - 2 * day, reason: .keyCompromise)]
            revoked = holder
            expired = try authority.failure("đã hết hạn", from: now - 3 * year, to: now - year)
        }
        return DemoPKI(
            root: authority.root, issuing: authority.issuing, timeStamping: timeStamping,
            ocspResponder: try authority.ocspResponder(), agencies: agencies, revokedOfficer: revoked,
            expiredOfficer: expired,
            rootRevocationList: try revocationList([], now).issue(by: authority.root),
            issuingRevocationList: try revocationList(entries, now).issue(by: authority.issuing),
            serviceAddress: options.serviceAddress)
    }

    /// Certifies a key as a signer's for two years: what tests of other kinds of key need.
    /// - Parameters:
    ///   - code: the agency code in the subject, for a key that seals.
    ///   - issuer: nothing keeps it from being one that may not issue.
    package static func signer(
        _ key: PrivateKey, named name: String, code: String? = nil, issuer: Holder, now: Date
    ) throws(PKIError) -> Holder {
        let template = CertificateTemplate(
            subject: DistinguishedName(
                organization: "DEMO", commonName: "DEMO - \(name)", serialNumber: code),
            notBefore: now - day, notAfter: now + 2 * year, keyUsage: [.digitalSignature, .nonRepudiation])
        return Holder(
            key: key, certificate: try template.issue(by: issuer, for: key),
            chain: [issuer.certificate] + issuer.chain)
    }

    /// Certifies an OCSP responder of `issuer`.
    /// - Parameter isUnchecked: whether the issuer vouches for it by `id-pkix-ocsp-nocheck`.
    package static func responder(
        _ key: PrivateKey, issuer: Holder, isUnchecked: Bool, now: Date
    ) throws(PKIError) -> Holder {
        var template = CertificateTemplate(
            subject: DistinguishedName(organization: "DEMO", commonName: "DEMO - OCSP"),
            notBefore: now - day, notAfter: now + 2 * year, keyUsage: .digitalSignature)
        template.extendedKeyUsage = ([.ocspSigning], false)
        template.isUncheckedResponder = isUnchecked
        return Holder(
            key: key, certificate: try template.issue(by: issuer, for: key),
            chain: [issuer.certificate] + issuer.chain)
    }

    /// A list of `issuer` that revokes these certificates as of a day before `now`.
    package static func revocationList(
        revoking certificates: [Certificate], issuer: Holder, now: Date
    ) throws(PKIError) -> CertificateList {
        let entries = certificates.map { certificate in
            RevocationListTemplate.Entry(certificate: certificate, date: now - day, reason: .superseded)
        }
        return try revocationList(entries, now).issue(by: issuer)
    }

    /// The trust that makes this PKI's signatures pass: what ``write(to:)`` puts under `trust/`.
    public var trust: TrustStore {
        TrustStore(
            anchors: [TrustAnchor(root.certificate, label: .demo)],
            intermediates: [issuing.certificate] + agencies.map(\.resultSeal.certificate),
            revocationLists: [rootRevocationList, issuingRevocationList])
    }

    private static func revocationList(_ entries: [RevocationListTemplate.Entry], _ now: Date) -> RevocationListTemplate
    {
        RevocationListTemplate(
            number: 1, thisUpdate: now, nextUpdate: now + revocationListLifetime, entries: entries)
    }
}

let day: TimeInterval = 86_400
let year: TimeInterval = 365 * day
