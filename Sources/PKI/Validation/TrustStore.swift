/// Whose trust an anchor stands for. Vietnamese verifiers need more than one store (NĐ 68/2024): certificates for
/// official duty and certificates of public authorities are different things, and neither is a demonstration.
public enum TrustLabel: String, Sendable, Hashable, Codable, CaseIterable {
    case official
    case `public`
    case demo
}

/// A certificate trusted for itself, by its SHA-256 and never by its name.
public struct TrustAnchor: Sendable, Hashable {
    /// The trusted certificate.
    public let certificate: Certificate
    /// The store it came from.
    public let label: TrustLabel

    /// An anchor in the store `label`.
    public init(_ certificate: Certificate, label: TrustLabel) {
        self.certificate = certificate
        self.label = label
    }
}

/// What a validation may rely on: anchors, intermediates that only help to build paths, and revocation data.
public struct TrustStore: Sendable, Hashable {
    /// The anchors.
    public private(set) var anchors: [TrustAnchor]
    /// Certificates that are not trusted for themselves.
    public private(set) var intermediates: [Certificate]
    /// Revocation lists, to be believed only under their issuer's signature.
    public private(set) var revocationLists: [CertificateList]
    /// OCSP responses, to be believed only under the signature of a responder that the issuer authorized.
    public private(set) var ocspResponses: [OCSPResponse]

    /// A store of these parts; the empty one trusts nothing.
    public init(
        anchors: [TrustAnchor] = [], intermediates: [Certificate] = [], revocationLists: [CertificateList] = [],
        ocspResponses: [OCSPResponse] = []
    ) {
        self.anchors = []
        self.intermediates = []
        self.revocationLists = []
        self.ocspResponses = []
        add(
            anchors: anchors, intermediates: intermediates, revocationLists: revocationLists,
            ocspResponses: ocspResponses)
    }

    /// Adds everything of `other`. A certificate that is an anchor already keeps its first label.
    public mutating func add(_ other: TrustStore) {
        add(
            anchors: other.anchors, intermediates: other.intermediates, revocationLists: other.revocationLists,
            ocspResponses: other.ocspResponses)
    }

    /// The anchor that is exactly this certificate.
    public func anchor(for certificate: Certificate) -> TrustAnchor? {
        anchors.first { $0.certificate == certificate }
    }

    private mutating func add(
        anchors newAnchors: [TrustAnchor], intermediates newIntermediates: [Certificate],
        revocationLists newLists: [CertificateList], ocspResponses newResponses: [OCSPResponse]
    ) {
        var known = Set(anchors.map(\.certificate))
        for anchor in newAnchors where known.insert(anchor.certificate).inserted { anchors.append(anchor) }
        var knownIntermediates = Set(intermediates)
        for certificate in newIntermediates where knownIntermediates.insert(certificate).inserted {
            intermediates.append(certificate)
        }
        var knownLists = Set(revocationLists)
        for list in newLists where knownLists.insert(list).inserted { revocationLists.append(list) }
        var knownResponses = Set(ocspResponses)
        for response in newResponses where knownResponses.insert(response).inserted { ocspResponses.append(response) }
    }
}
