import FoundationEssentials
import PAdES
import PKI

/// X.509 certificate validation (ETSI EN 319 102-1, 5.2.6): what a path at one time says of a signature.
struct X509Validation {
    let path: PathOutcome
    let policy: ValidationPolicy
    /// The proof of existence that the path's time rests on; nil at the present time.
    let proof: ProofOfExistence?
    /// A time before which the signature cannot have been made; see ``ProofsOfExistence/notBefore(ofSignature:)``.
    let notBefore: Date?

    /// Nil when the path holds. Missing revocation data are said last: see ``revocation``.
    var failure: Conclusion? {
        let remarks = path.reasons.prefix(1).map { ValidationRemark($0) }
        switch path.status {
        case .passed, .revocationUnknown: return chainConstraints
        case .noChain, .invalidSignature:
            return path.subIndication.map { .indeterminate($0, remarks) }
        case .constraintFailure: return path.subIndication.map { .indeterminate($0, remarks) }
        case .revoked(let certificate, let revocation):
            return revoked(certificate, revocation, remarks)
        case .expired(let certificate): return expired(certificate, remarks)
        case .notYetValid(let certificate): return notYetValid(certificate, remarks)
        }
    }

    /// The conclusion when all else holds: whether revocation is known, from fresh data (5.2.5).
    var revocation: Conclusion? {
        if case .revocationUnknown = path.status {
            return .indeterminate(.tryLater, path.reasons.prefix(1).map { ValidationRemark($0) })
        }
        guard let stale = RevocationFreshness.stale(in: path, policy) else { return nil }
        return .indeterminate(
            .tryLater,
            [
                ValidationRemark(
                    "REVOCATION_NOT_FRESH",
                    vi: "Dữ liệu thu hồi về chứng thư số của \(stale.displayName) quá cũ theo chính sách kiểm tra.",
                    en: "The revocation data about the certificate of \(stale.displayName) are older than the policy "
                        + "allows.")
            ])
    }

    /// Revoked before the best known time. That the signature was made after it is only certain when it is over a
    /// time-stamp that is younger (5.3.4, step 5).
    private func revoked(
        _ certificate: Certificate, _ revocation: Revocation, _ remarks: [ValidationRemark]
    ) -> Conclusion? {
        let sub = path.subIndication
        if sub == .revokedNoPOE, wasMadeAfter(revocation.date) { return .failed(.revoked, remarks) }
        return sub.map { .indeterminate($0, remarks) }
    }

    /// Whether the signature was made after `date` for certain, whatever clocks are off.
    private func wasMadeAfter(_ date: Date) -> Bool {
        notBefore.map { $0 - policy.clockTolerance > date } ?? false
    }

    private func expired(_ certificate: Certificate, _ remarks: [ValidationRemark]) -> Conclusion {
        guard certificate == path.chain.first else { return .indeterminate(.outOfBoundsNoPOE, remarks) }
        if wasMadeAfter(certificate.notAfter) { return .failed(.expired, remarks) }
        return .indeterminate(isKnownGoodAtItsEnd(certificate) ? .outOfBoundsNotRevoked : .outOfBoundsNoPOE, remarks)
    }

    /// A time-stamp that is older than the certificate cannot be right about this signature. Clocks of authorities are off
    /// by minutes, and within the policy's tolerance the path was asked for when the certificate began.
    private func notYetValid(_ certificate: Certificate, _ remarks: [ValidationRemark]) -> Conclusion {
        guard certificate == path.chain.first, let proof, !proof.isProvisional else {
            return .indeterminate(.outOfBoundsNoPOE, remarks)
        }
        return .failed(.notYetValid, remarks)
    }

    /// Whether data that were current when the certificate ended say that it had not been revoked.
    private func isKnownGoodAtItsEnd(_ leaf: Certificate) -> Bool {
        guard path.chain.count > 1, let evidence = path.evidence[leaf] else { return false }
        let issuer = path.chain[1]
        return evidence.thisUpdate(about: leaf, issuer: issuer) <= leaf.notAfter
            && evidence.nextUpdate(about: leaf, issuer: issuer).map { $0 >= leaf.notAfter } ?? false
    }

    /// Cryptographic constraints on the certificates below the anchor, at the path's time.
    private var chainConstraints: Conclusion? {
        guard let weak = policy.algorithms.weakCertificate(in: path) else { return nil }
        return .indeterminate(
            .cryptoConstraintsFailureNoPOE,
            [
                ValidationRemark(
                    "WEAK_ALGORITHM_IN_CHAIN",
                    vi: "Chứng thư số của \(weak.displayName) dùng thuật toán không được tính vào thời điểm xét.",
                    en: "The certificate of \(weak.displayName) uses an algorithm that did not count at the time.")
            ])
    }
}
