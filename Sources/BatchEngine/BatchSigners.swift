import Diagnostics
import PKI
import Profiles
import Signing

/// The opened keys of a batch: one PIN entry for all documents.
public struct BatchSigners: Sendable {
    /// Signs captures: the officer's personal key.
    public var digitizer: SigningIdentity
    /// Signs results: the agency's key.
    public var agency: SigningIdentity
    /// Signs QR seals: a P-256 key and its certificate.
    public var seal: SignerKey

    /// Opens the three keys a profile names.
    /// - Parameters:
    ///   - identity: opens a signer's key and checks that its certificate may sign now: better said at the start than after
    ///     the first hundred captures.
    ///   - key: opens the key of the seal.
    /// - Throws: what these throw, and `batch-seal-key-unsuitable`.
    public static func open(
        _ agency: AgencyProfile, identity: (AgencyProfile.Signer) throws -> SigningIdentity,
        key: (AgencyProfile.Signer) throws -> SignerKey
    ) throws -> BatchSigners {
        let digitizer = try identity(agency.digitizer)
        let seal = try identity(agency.agencySeal)
        let sealKey = try key(agency.sealKey)
        // A verifier binds the code in the seal to the certificate of its key; without it no printed seal would verify.
        guard sealKey.certificate.subjectSerialNumbers.contains(agency.code.rawValue) else {
            throw BatchError(
                .sealKeyUnsuitable, .configuration,
                vi: "Chứng thư số của khóa mã QR không mang mã cơ quan \(agency.code.rawValue).",
                en: "The certificate of the QR seal's key does not carry the agency code \(agency.code.rawValue).",
                remedy: Bilingual(
                    vi: "Xin chứng thư số có serialNumber trong chủ thể là mã cơ quan.",
                    en: "Have a certificate issued whose subject serialNumber is the agency code."))
        }
        return BatchSigners(digitizer: digitizer, agency: seal, seal: sealKey)
    }
}
