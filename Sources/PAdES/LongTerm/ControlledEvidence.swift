import FoundationEssentials
import PKI

/// Revocation data with the control time of whoever made them (ETSI EN 319 102-1, 5.6.2.2, validation time sliding).
///
/// The clause slides from the present down the path: where a certificate has ended or was revoked, the control time becomes
/// that moment, and below it only data count that are proven to be older. After it whoever got hold of the key could have
/// made them. That moment depends on the maker alone, so it is found once for a file and not once for each path.
struct ControlledEvidence {
    private let certificates: [Certificate]
    private let lists: [(item: ValidationMaterial.Item<CertificateList>, controlTime: Date?)]
    private let responses: [(item: ValidationMaterial.Item<OCSPResponse>, controlTime: Date?)]

    init(_ material: ValidationMaterial, trust: TrustStore, now: Date) {
        let certificates = material.certificates.map(\.value)
        let authorities = certificates + trust.intermediates + trust.anchors.map(\.certificate)
        var makers = Makers(trust: trust, helpers: certificates, lists: material.revocationLists.map(\.value), now: now)
        lists = material.revocationLists.map { item in
            // Only who really signed it: a certificate of that name is easily made.
            (item, makers.controlTime(authorities.filter { item.value.isSigned(by: $0) }))
        }
        responses = material.ocspResponses.map { item in
            (item, makers.controlTime((item.value.certificates + authorities).filter { item.value.isMade(by: $0) }))
        }
        self.certificates = certificates
    }

    /// Whether proofs of existence make a difference: whether some maker's word has ended.
    var dependsOnProofs: Bool {
        lists.contains { $0.controlTime != nil } || responses.contains { $0.controlTime != nil }
    }

    /// What may be used when each revision is proven to have existed at a time.
    func usable(_ proof: (_ revision: Int) -> Date) -> PathEvidence {
        func isOldEnough(_ revision: Int, _ controlTime: Date?) -> Bool {
            controlTime.map { proof(revision) <= $0 } ?? true
        }
        return PathEvidence(
            certificates: certificates,
            revocationLists: lists.filter { isOldEnough($0.item.revision, $0.controlTime) }.map(\.item.value),
            ocspResponses: responses.filter { isOldEnough($0.item.revision, $0.controlTime) }.map(\.item.value))
    }
}

/// When the word of an authority or a responder ended.
private struct Makers {
    let trust: TrustStore
    let helpers: [Certificate]
    let lists: [CertificateList]
    let now: Date
    private var ends: [Certificate: Date?] = [:]

    init(trust: TrustStore, helpers: [Certificate], lists: [CertificateList], now: Date) {
        (self.trust, self.helpers, self.lists, self.now) = (trust, helpers, lists, now)
    }

    /// The last end among those with the same key; nil when one is still in force, or nobody is known.
    mutating func controlTime(_ makers: [Certificate]) -> Date? {
        var latest: Date?
        for maker in Set(makers) {
            guard let end = end(of: maker) else { return nil }
            latest = max(latest ?? end, end)
        }
        return latest
    }

    private mutating func end(of maker: Certificate) -> Date? {
        if let known = ends[maker] { return known }
        var end = maker.notAfter < now ? maker.notAfter : nil
        // A revoked authority has no say after its revocation. Its own validity does not matter here.
        let path = PathValidator.validate(
            maker, extra: helpers, extraRevocationLists: lists, trust: trust, at: min(now, maker.notAfter),
            revocation: .ifAvailable, purpose: .any)
        if case .revoked(_, let revocation) = path.status, revocation.reason != .certificateHold {
            end = min(end ?? revocation.date, revocation.date)
        }
        ends[maker] = end
        return end
    }
}

extension OCSPResponse {
    /// Whether `certificate`, an authority's or a responder's, has signed it.
    fileprivate func isMade(by certificate: Certificate) -> Bool {
        (certificate.isOCSPResponder || certificate.isCA) && isSigned(by: certificate)
    }
}
