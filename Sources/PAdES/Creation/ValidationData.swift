import PKI

/// Data that let signatures be validated later, without network and without us: what B-LT adds to a file (ETSI EN 319
/// 142-1, 5.4.2). Every item is an encoding in DER; an item that is added twice stands here once.
public struct ValidationData: Sendable, Hashable {
    /// Certificates: signers, authorities, time-stamping authorities, OCSP responders, and the anchors as far as they
    /// are certificates (EN 319 142-1, 6.3, requirement e).
    public private(set) var certificates: [[UInt8]] = []
    /// OCSPResponse structures (RFC 6960).
    public private(set) var ocspResponses: [[UInt8]] = []
    /// CertificateList structures (RFC 5280).
    public private(set) var revocationLists: [[UInt8]] = []
    private var known: Set<Encoding> = []

    /// Data with these items.
    public init(certificates: [[UInt8]] = [], ocspResponses: [[UInt8]] = [], revocationLists: [[UInt8]] = []) {
        certificates.forEach { add(certificate: $0) }
        ocspResponses.forEach { add(ocspResponse: $0) }
        revocationLists.forEach { add(revocationList: $0) }
    }

    /// Whether there is nothing.
    public var isEmpty: Bool { known.isEmpty }

    /// Adds a certificate.
    public mutating func add(certificate: [UInt8]) {
        if known.insert(Encoding(certificate)).inserted { certificates.append(certificate) }
    }

    /// Adds an OCSP response.
    public mutating func add(ocspResponse: [UInt8]) {
        if known.insert(Encoding(ocspResponse)).inserted { ocspResponses.append(ocspResponse) }
    }

    /// Adds a revocation list.
    public mutating func add(revocationList: [UInt8]) {
        if known.insert(Encoding(revocationList)).inserted { revocationLists.append(revocationList) }
    }

    /// Adds everything of `other`.
    public mutating func add(_ other: ValidationData) {
        other.certificates.forEach { add(certificate: $0) }
        other.ocspResponses.forEach { add(ocspResponse: $0) }
        other.revocationLists.forEach { add(revocationList: $0) }
    }
}

/// What belongs to one signature: an entry of `/VRI` (EN 319 142-1, 5.4.2.3).
public struct SignatureRelatedInformation: Sendable {
    /// `/Contents` of the signature or document time-stamp, with its padding: the entry's key is made of it.
    public let contents: [UInt8]
    /// The data used to validate it; what is not in the store yet is added there too.
    public let data: ValidationData

    /// An entry for the signature with this value.
    public init(contents: [UInt8], data: ValidationData) {
        self.contents = contents
        self.data = data
    }
}
