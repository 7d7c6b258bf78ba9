/// Certificates known by their SHA-256. Names are no trust: software development kits and lessons that anyone can
/// download hold certificates with the names of Vietnamese authorities and keys of their own.
public struct CertificatePins: Sendable, Hashable {
    /// What a pinned certificate is for.
    public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
        /// An anchor.
        case root
        /// An authority that only helps to build paths.
        case intermediate
        /// A time-stamping authority's.
        case timeStamping = "tsa"
        /// An OCSP responder's.
        case ocsp
    }

    /// One certificate.
    public struct Pin: Sendable, Hashable {
        /// SHA-256 of the certificate, lower-case hexadecimal.
        public let sha256: String
        /// The subject's common name.
        public let name: String
        /// The subject's organization, if it has one.
        public let organization: String?
        /// The store it belongs to, whatever folder its file lies in.
        public let label: TrustLabel
        /// What it is for.
        public let role: Role
        /// Where this authority publishes its revocation lists.
        public let lists: [String]
        /// True when a person accepted it here; false when it comes with the software.
        public let isAccepted: Bool

        /// The pin of the certificate with this digest.
        public init(
            sha256: String, name: String, organization: String? = nil, label: TrustLabel, role: Role,
            lists: [String] = [], isAccepted: Bool = false
        ) {
            self.sha256 = sha256.lowercased()
            self.name = name
            self.organization = organization
            self.label = label
            self.role = role
            self.lists = lists
            self.isAccepted = isAccepted
        }
    }

    /// All of them.
    public let pins: [Pin]
    private let known: [String: Pin]
    private let authorities: [String: Pin]
    private let rootOrganizations: [String: Pin]

    /// Two pins of one digest: the first counts.
    public init(_ pins: [Pin]) {
        self.pins = pins
        known = Dictionary(pins.map { ($0.sha256, $0) }) { first, _ in first }
        let shipped = pins.filter { !$0.isAccepted }
        // Names of time-stamping authorities and responders are descriptions that others use with right.
        authorities = Dictionary(
            shipped.filter { $0.role == .root || $0.role == .intermediate }
                .map { (FoldedName.fold($0.name), $0) }
        ) { first, _ in first }
        rootOrganizations = Dictionary(
            shipped.filter { $0.role == .root }.compactMap { pin in
                pin.organization.map { (FoldedName.fold($0), pin) }
            }
        ) { first, _ in first }
    }

    /// No pins: nothing is recognized and nothing refused.
    public static let none = CertificatePins([])

    /// These pins with others behind them.
    public func adding(_ others: [Pin]) -> CertificatePins {
        others.isEmpty ? self : CertificatePins(pins + others)
    }

    /// The pin of exactly this certificate.
    public func pin(for certificate: Certificate) -> Pin? {
        known.isEmpty ? nil : known[certificate.fingerprint]
    }

    /// The pinned authority whose name `certificate` bears without being it: an authority or self-signed certificate
    /// whose subject has a common name that looks like a pinned authority's, or a self-signed one whose organization
    /// looks like a pinned root's. A claim may be honest, after a renewal: see ``TrustDirectory``.
    public func claimedPin(of certificate: Certificate) -> Pin? {
        guard !authorities.isEmpty, pin(for: certificate) == nil else { return nil }
        let isSelfSigned = certificate.isSelfSigned
        guard isSelfSigned || certificate.isCA else { return nil }
        for name in certificate.subjectValues(named: "cn") {
            if let pin = authorities[FoldedName.fold(name)] { return pin }
        }
        guard isSelfSigned else { return nil }
        for attribute in ["o", "cn"] {
            for name in certificate.subjectValues(named: attribute) {
                if let pin = rootOrganizations[FoldedName.fold(name)] { return pin }
            }
        }
        return nil
    }
}
