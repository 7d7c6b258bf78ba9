import Diagnostics
import FoundationEssentials
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
    /// - Parameter pin: gives the PIN of a signer whose profile names no PIN file; nil when it needs none.
    /// - Throws: errors of `Signing` and `PKI`: a wrong PIN, an expired certificate, a key of the wrong kind.
    public static func open(
        _ agency: AgencyProfile, now: Date, pin: (AgencyProfile.Signer) throws -> [UInt8]?
    ) throws -> BatchSigners {
        let digitizer = try SignerKey.open(agency.digitizer.uri, pin: pin(agency.digitizer)).identity()
        let seal = try SignerKey.open(agency.agencySeal.uri, pin: pin(agency.agencySeal)).identity()
        // Better said now than after the first hundred captures.
        try digitizer.requireReady(at: now)
        try seal.requireReady(at: now)
        let sealKey = try SignerKey.open(agency.sealKey.uri, pin: pin(agency.sealKey))
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
