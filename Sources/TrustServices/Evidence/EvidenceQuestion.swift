import FoundationEssentials
import PKI

/// Something that a validation lacks and that a service or an archive may have.
public enum EvidenceQuestion: Sendable, Hashable {
    /// The certificate of the authority that issued this one.
    case issuer(of: Certificate)
    /// Revocation data about a certificate that hold at a time.
    case revocation(of: Certificate, issuer: Certificate, at: Date)
}

/// What was found for some questions.
public struct GatheredEvidence: Sendable {
    /// Intermediates, lists and responses to be added to the trust store of the next validation. It has no anchors, and
    /// nothing in it is believed without its signature.
    public internal(set) var store = TrustStore()
    /// Questions that nothing was found for.
    public internal(set) var unanswered: [EvidenceQuestion] = []

    /// True when another validation may end otherwise.
    public var isEmpty: Bool {
        store.intermediates.isEmpty && store.revocationLists.isEmpty && store.ocspResponses.isEmpty
    }
}
