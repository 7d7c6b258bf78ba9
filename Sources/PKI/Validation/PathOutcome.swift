import Diagnostics
import FoundationEssentials

/// What the leaf of a path is to be used for.
public enum CertificatePurpose: Sendable, Hashable {
    /// Signing documents: the key usage, if stated, has digitalSignature or nonRepudiation.
    case signing
    /// Time stamping: the extended key usage is critical and has timeStamping alone (RFC 3161 §2.3).
    case timeStamping
    /// Anything: only the path itself matters.
    case any
}

/// How much a validation insists on knowing whether certificates were revoked.
public enum RevocationPolicy: Sendable, Hashable {
    /// Every certificate of the path below the anchor needs revocation data that holds at the time.
    case required
    /// Revocation data is used where there is some; a certificate without is let through with a warning.
    case ifAvailable
    /// Revocation is not looked at.
    case ignored
}

/// Why a path breaks a rule of RFC 5280 or of our policy.
public enum PathConstraint: String, Sendable, Hashable, CaseIterable {
    case leafKeyUsage = "LEAF_KEY_USAGE"
    case timeStampingUsage = "TIME_STAMPING_USAGE"
    case notAnAuthority = "NOT_AN_AUTHORITY"
    case authorityKeyUsage = "AUTHORITY_KEY_USAGE"
    case pathLength = "PATH_LENGTH"
    case nameConstraints = "NAME_CONSTRAINTS"
    case certificatePolicy = "CERTIFICATE_POLICY"
    case criticalExtension = "UNKNOWN_CRITICAL_EXTENSION"
    case weakAlgorithm = "WEAK_ALGORITHM"
    case other = "OTHER"
}

/// How the validation of a path ended; every case but ``passed`` names the certificate at fault.
public enum PathStatus: Sendable, Hashable {
    case passed
    /// No path leads to an anchor. The certificate is the last one found.
    case noChain(Certificate)
    /// The issuer's key does not verify the certificate's signature.
    case invalidSignature(Certificate)
    case constraintFailure(Certificate, PathConstraint)
    case revoked(Certificate, Revocation)
    case notYetValid(Certificate)
    case expired(Certificate)
    /// No revocation data that holds at the time; trying later may help.
    case revocationUnknown(Certificate)
}

/// A flaw that does not stop a path from passing.
public enum PathWarning: Sendable, Hashable {
    /// An authority signed this certificate with SHA-1, inside the chain of a pinned anchor.
    case weakDigest(Certificate, DigestAlgorithm)
    /// The key is below today's minimum.
    case weakKey(Certificate, KeyType)
    /// Nothing is known about revocation, and the policy did not insist.
    case revocationUnknown(Certificate)
}

/// What a path validation found.
public struct PathOutcome: Sendable, Hashable {
    /// The path from the leaf towards the anchor, as far as it could be built; the anchor is its last element when
    /// ``anchor`` is not nil.
    public let chain: [Certificate]
    /// The anchor it ends at.
    public let anchor: TrustAnchor?
    /// How it ended.
    public let status: PathStatus
    /// Flaws that were let through.
    public let warnings: [PathWarning]
    /// The time it was validated for.
    public let date: Date
    /// For each certificate whose revocation was decided, what it was decided by: what a signature must carry along to be
    /// checked in years. Empty when revocation was not looked at.
    public let evidence: [Certificate: RevocationEvidence]

    /// True when the certificate at fault is the leaf.
    private func isLeaf(_ certificate: Certificate) -> Bool { chain.first == certificate }

    /// The standard's indication.
    public var indication: Indication { status == .passed ? .passed : .indeterminate }

    /// The standard's sub-indication for a signature without other proof of existence (EN 319 102-1 §5.2.6).
    public var subIndication: SubIndication? {
        switch status {
        case .passed: nil
        case .noChain: .noCertificateChainFound
        case .invalidSignature: .certificateChainGeneralFailure
        case .constraintFailure(_, .weakAlgorithm): .cryptoConstraintsFailureNoPOE
        case .constraintFailure: .chainConstraintsFailure
        case .revoked(_, let revocation) where revocation.reason == .certificateHold: .tryLater
        case .revoked(let certificate, _): isLeaf(certificate) ? .revokedNoPOE : .revokedCANoPOE
        case .notYetValid, .expired: .outOfBoundsNoPOE
        case .revocationUnknown: .tryLater
        }
    }
}
