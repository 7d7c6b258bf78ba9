import Diagnostics
import FoundationEssentials
import PKI

/// A trusted list (ETSI TS 119 612) whose signature was verified. There is no way to have one that was not.
///
///     let list = try TrustedList.read(xml, signedBy: [operatorCertificate])
///     try list.requireCurrent(at: now)
///     let trust = list.trustStore(at: now)
public struct TrustedList: Sendable {
    /// What the list says of itself.
    public let scheme: SchemeInformation
    /// The services, provider by provider.
    public let services: [TrustService]
    /// Other lists, and who signs them.
    public let pointers: [ListPointer]
    /// Who signed the list: exactly one of the certificates it was read with.
    public let signer: Certificate
    /// When the signer says that it signed; nobody else vouches for it.
    public let claimedSigningTime: Date?
    /// SHA-256 of the file in lower-case hexadecimal.
    public let sha256: String
    /// What a user should know; never a reason to refuse.
    public let remarks: [ListRemark]

    /// The country's code, or `EU`.
    public var schemeTerritory: String { scheme.territory }
    /// Grows by one with every issue.
    public var sequenceNumber: Int { scheme.sequenceNumber }
    /// When the next list comes at the latest; nil for a scheme that has ended.
    public var nextUpdate: Date? { scheme.nextUpdate }

    /// Verifies a list's signature and reads it.
    /// - Parameter signers: the certificates one of which must have signed, compared whole: whom to believe is the
    ///   caller's to know. With none given, the error names who claims to have signed.
    /// - Throws: every code of ``TrustedListErrorCode`` but those about dates and earlier lists.
    public static func read(_ xml: [UInt8], signedBy signers: [Certificate]) throws(TrustedListError) -> TrustedList {
        let signed = try EnvelopedSignature.verify(xml, signedBy: signers)
        return try ListReader(signed).list(sha256: SHA256.hex(xml))
    }

    /// Reads a list that `lists` announces: one of the certificates that it gives for this territory must have signed.
    /// - Throws: as ``read(_:signedBy:)``, and `trusted-list-signer-not-announced`.
    public static func read(_ xml: [UInt8], announcedBy lists: TrustedList) throws(TrustedListError) -> TrustedList {
        // Only a list of lists speaks for others; a country's list merely mentions them.
        let pointers = lists.scheme.kind == .lists ? lists.pointers : []
        let list = try read(xml, signedBy: Array(Set(pointers.flatMap(\.certificates))))
        // Each country signs its own list only.
        let announced = pointers.filter { $0.territory == list.scheme.territory }.flatMap(\.certificates)
        guard announced.contains(list.signer) else { throw .signerNotAnnounced(list) }
        return list
    }
}

extension Fault where Code == TrustedListErrorCode {
    fileprivate static func signerNotAnnounced(_ list: TrustedList) -> TrustedListError {
        TrustedListError(
            .signerNotAnnounced, .input,
            vi: "\(list.signer.subject) không được công bố là người ký danh sách của “\(list.scheme.territory)”.",
            en: "\(list.signer.subject) is not announced as a signer of the list of “\(list.scheme.territory)”.")
    }
}
