import FoundationEssentials

/// Where revocation data comes from: responders and lists on the network, a cache of them, or the authority of a test.
public struct RevocationSource: Sendable {
    private let source: @Sendable (Certificate, Certificate, Date) throws -> [RevocationEvidence]

    /// - Parameter evidence: gives fresh, verified evidence for a certificate, given its issuer and the time that
    ///   matters, or throws why there is none. It may block, and several threads may call it at once.
    public init(
        evidence:
            @escaping @Sendable (
                _ certificate: Certificate, _ issuer: Certificate, _ at: Date
            ) throws -> [RevocationEvidence]
    ) { source = evidence }

    /// Evidence whose ``RevocationEvidence/status(of:issuer:trust:helpers:at:)`` is good or revoked: that a certificate
    /// was revoked is an answer, not an error. Never empty.
    /// - Throws: what the source throws when there is no evidence.
    public func evidence(
        for certificate: Certificate, issuer: Certificate, at date: Date
    ) throws -> [RevocationEvidence] {
        try source(certificate, issuer, date)
    }
}
