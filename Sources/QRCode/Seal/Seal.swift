import Diagnostics

/// A signed statement about a result, small enough for a QR code: an ES256 COSE_Sign1 over a `SealPayload`.
///
/// Holding a `Seal` proves its form, not its signature: that is what `SealVerification` answers.
public struct Seal: Sendable, Hashable {
    /// What the seal says.
    public let payload: SealPayload
    private let envelope: COSESign1

    /// Signs `payload` with the key `keyID`.
    ///
    /// - Parameter sign: takes the bytes to be signed, returns an ECDSA P-256/SHA-256 signature as r ‖ s, 64 bytes.
    /// - Throws: `QRErrorCode.payloadMalformed`, `.signatureUnusable`; what `sign` throws.
    public init(
        signing payload: SealPayload, keyID: SealKeyID, with sign: (_ toBeSigned: [UInt8]) throws -> [UInt8]
    ) throws {
        let encoded = try payload.encoded()
        envelope = try COSESign1(signing: encoded, keyID: keyID, with: sign)
        // As a reader will see it: text composed to NFC.
        self.payload = try SealPayload(bytes: encoded)
    }

    /// Reads the bytes of a seal, in the one form that signing gives.
    ///
    /// - Throws: `QRErrorCode.cborMalformed`, `.coseMalformed`, `.payloadMalformed`, `.versionUnknown`.
    public init(bytes: [UInt8]) throws(QRError) {
        envelope = try COSESign1(bytes: bytes)
        payload = try SealPayload(bytes: envelope.payload)
    }

    /// The COSE_Sign1; its SHA-256 gives the `HumanCode`.
    public var bytes: [UInt8] { envelope.bytes }

    /// The key the seal says it was signed with.
    public var keyID: SealKeyID { envelope.keyID }

    /// What the signature is over (RFC 9052 `Sig_structure`).
    public var toBeSigned: [UInt8] { envelope.toBeSigned }

    /// r ‖ s, 64 bytes.
    public var signature: [UInt8] { envelope.signature }
}
