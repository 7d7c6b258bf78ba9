import FoundationEssentials
import PKI

/// The certificates and revocation data of a file that may be used to judge paths.
struct PathEvidence {
    var certificates: [Certificate] = []
    var revocationLists: [CertificateList] = []
    var ocspResponses: [OCSPResponse] = []

    /// - Parameter signedData: the signature's own, whose certificates and lists count as well.
    func path(
        of certificate: Certificate, with signedData: SignedData?, trust: TrustStore, at date: Date,
        revocation: RevocationPolicy, purpose: CertificatePurpose
    ) -> PathOutcome {
        PathValidator.validate(
            certificate, extra: (signedData?.certificates ?? []) + certificates,
            extraRevocationLists: (signedData?.revocationLists ?? []) + revocationLists,
            extraOCSPResponses: ocspResponses, trust: trust, at: date, revocation: revocation, purpose: purpose)
    }
}
