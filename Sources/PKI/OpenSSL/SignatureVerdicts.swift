import Synchronization

/// Which issuers' keys an object's signature was checked with, and how that ended. Issuer and object never change, and
/// judging one file asks the same question many times.
final class SignatureVerdicts: Sendable {
    private struct Verdict {
        /// The issuer's encoding, not the issuer: authorities that certify each other must not keep each other alive.
        let issuer: [UInt8]
        let holds: Bool
    }

    private let known = Mutex<[Verdict]>([])
    private static let most = 8

    /// Whether the signature holds under the key of `issuer`; `check` finds out the first time.
    func verdict(of issuer: Certificate, _ check: () -> Bool) -> Bool {
        if let known = known.withLock({ $0.first { $0.issuer == issuer.der } }) { return known.holds }
        let holds = check()
        known.withLock {
            if $0.count >= Self.most { $0.removeFirst() }
            $0.append(Verdict(issuer: issuer.der, holds: holds))
        }
        return holds
    }
}
