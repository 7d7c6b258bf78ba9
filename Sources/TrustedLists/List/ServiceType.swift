/// What a trust service does (TS 119 612 §5.5.1), by its address.
public struct ServiceType: Sendable, Hashable, CustomStringConvertible {
    /// What its certificates may be trusted for here.
    public enum Role: String, Sendable, Hashable, CaseIterable {
        /// Issues certificates of signers.
        case authority
        /// Issues time-stamps.
        case timeStamping
        /// Answers for other certificates' status (OCSP, CRL).
        case status
    }

    /// The address, such as `http://uri.etsi.org/TrstSvc/Svctype/CA/QC`.
    public let address: String

    private static let prefix = "http://uri.etsi.org/TrstSvc/Svctype/"
    private static let roles: [String: Role] = [
        "CA/QC": .authority, "CA/PKC": .authority, "NationalRootCA-QC": .authority, "TSA": .timeStamping,
        "TSA/QTST": .timeStamping, "TSA/TSS-QC": .timeStamping, "TSA/TSS-AdESQCandQES": .timeStamping,
        "Certstatus/OCSP": .status, "Certstatus/OCSP/QC": .status, "Certstatus/CRL": .status,
        "Certstatus/CRL/QC": .status,
    ]

    /// The role; nil for services that signatures do not need, such as registered delivery, and for unknown ones.
    public var role: Role? { Self.roles[description] }

    /// The address without what all have in common: `CA/QC`.
    public var description: String {
        address.hasPrefix(Self.prefix) ? String(address.dropFirst(Self.prefix.count)) : address
    }
}
