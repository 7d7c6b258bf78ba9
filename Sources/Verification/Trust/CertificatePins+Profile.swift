import PKI
import Profiles

extension CertificatePins {
    /// The pins that files of `Profiles/trust` name.
    public init(_ rules: [TrustPinRule]) { self.init(rules.map(Pin.init)) }
}

extension CertificatePins.Pin {
    init(_ rule: TrustPinRule) {
        let label: TrustLabel =
            switch rule.store {
            case .official: .official
            case .public: .public
            case .demo: .demo
            }
        let role: CertificatePins.Role =
            switch rule.role {
            case .root: .root
            case .intermediate: .intermediate
            case .timeStamping: .timeStamping
            case .ocsp: .ocsp
            }
        self.init(
            sha256: rule.sha256, name: rule.name, organization: rule.organization, label: label, role: role,
            lists: rule.lists)
    }
}
