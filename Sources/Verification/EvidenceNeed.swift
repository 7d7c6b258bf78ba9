import FoundationEssentials
import PKI

/// Something that is missing for a conclusion, and that may be had elsewhere: what to fetch before looking again.
public enum EvidenceNeed: Sendable, Hashable {
    /// The certificate of the authority that issued this one.
    case issuer(of: Certificate)
    /// Revocation data about a certificate that hold at a time: the best time known for what it signed.
    case revocation(of: Certificate, issuer: Certificate, at: Date)
}
