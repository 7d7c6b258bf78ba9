import Diagnostics
import PKI

/// What came out for a file, in the few cases that a person must be able to tell apart. The standard's words stand in the
/// report beside it.
public enum FileOutcome: String, Sendable, Hashable, CaseIterable {
    case valid
    case notInForce
    case withdrawn
    case sealMismatch
    case unreadable
    case passwordNeeded
    case noSignature

    // The answer is no.
    case orphan
    case contentChanged
    case changedAfterSigning
    case wrongKey
    case malformed
    case certificateInvalidWhenSigned
    case failed

    // No answer yet; nothing says that the file is not genuine.
    case suspended
    case certificateRevoked
    case unknownSigner
    case chainRefused
    case oldAlgorithm
    case certificateExpired
    case certificateNotYetValid
    case strangerAdded
    case unknownAnchor
    case noProof
    case revocationUnknown
    case undetermined

    /// The outcome of a report.
    public init(_ report: FileReport) {
        switch (report.conclusion, report.verdict) {
        case (.unreadable, _): self = Self.isLocked(report) ? .passwordNeeded : .unreadable
        case (.noSignature, _): self = Self.isLocked(report) ? .passwordNeeded : .noSignature
        case (.totalFailed, _): self = Self.failure(report.signatures)
        case (_, .invalid): self = report.seal.matches == false ? .sealMismatch : .withdrawn
        case (_, .notInForce): self = .notInForce
        case (_, .valid): self = .valid
        case (_, .undetermined):
            let doubt = Self.doubt(report.signatures)
            self = doubt == .undetermined && Self.isLocked(report) ? .passwordNeeded : doubt
        }
    }

    /// Whether a password keeps the file shut, or part of it: its signatures may be in what cannot be read.
    private static func isLocked(_ report: FileReport) -> Bool {
        report.reasons.contains { $0.code == "PASSWORD_NEEDED" || $0.code == "PASSWORD_WRONG" }
    }

    /// The most telling failure: what to do about a rewritten file is another thing than about a forged one.
    private static func failure(_ signatures: [SignatureReport]) -> FileOutcome {
        func has(_ code: String) -> Bool { signatures.contains { $0.reasons.contains { $0.code == code } } }
        let failed = Set(signatures.filter { $0.indication == .failed }.compactMap(\.subIndication))
        if has("ORPHAN_SIGNATURE") { return .orphan }
        if failed.contains(.hashFailure) { return .contentChanged }
        if failed.contains(.sigCryptoFailure) { return .wrongKey }
        if signatures.contains(where: { $0.changesAfter == .suspicious }) { return .changedAfterSigning }
        if failed.contains(.formatFailure) { return .malformed }
        if !failed.isDisjoint(with: [.revoked, .expired, .notYetValid]) { return .certificateInvalidWhenSigned }
        return .failed
    }

    /// The gravest doubt of all signatures.
    private static func doubt(_ signatures: [SignatureReport]) -> FileOutcome {
        let open = signatures.filter { $0.indication == .indeterminate }
        let subs = Set(open.compactMap(\.subIndication))
        func has(_ code: String) -> Bool { open.contains { $0.reasons.contains { $0.code == code } } }
        if has("CERTIFICATE_SUSPENDED") { return .suspended }
        if !subs.isDisjoint(with: [.revokedNoPOE, .revokedCANoPOE, .revoked]) { return .certificateRevoked }
        if !subs.isDisjoint(with: [.noSigningCertificateFound, .signedDataNotFound]) { return .unknownSigner }
        let refusals: Set<SubIndication> = [
            .chainConstraintsFailure, .certificateChainGeneralFailure, .sigConstraintsFailure, .policyProcessingError,
        ]
        if !subs.isDisjoint(with: refusals) { return .chainRefused }
        if !subs.isDisjoint(with: [.cryptoConstraintsFailure, .cryptoConstraintsFailureNoPOE]) { return .oldAlgorithm }
        if !subs.isDisjoint(with: [.outOfBoundsNoPOE, .outOfBoundsNotRevoked, .expired, .notYetValid]) {
            return has("CERTIFICATE_NOT_YET_VALID") ? .certificateNotYetValid : .certificateExpired
        }
        if subs.contains(.noCertificateChainFound) {
            return signatures.contains { $0.indication == .passed && $0.type == .signature }
                ? .strangerAdded : .unknownAnchor
        }
        if !subs.isDisjoint(with: [.noPOE, .timestampOrderFailure]) { return .noProof }
        return subs == [.tryLater] ? .revocationUnknown : .undetermined
    }

    /// How the outcome weighs.
    public enum Weight: String, Sendable {
        case good
        case open
        case bad
    }

    /// Good, bad, or open.
    public var weight: Weight {
        switch self {
        case .valid: .good
        case .withdrawn, .sealMismatch, .unreadable, .orphan, .contentChanged, .changedAfterSigning, .wrongKey,
            .malformed, .certificateInvalidWhenSigned, .failed:
            .bad
        default: .open
        }
    }
}
