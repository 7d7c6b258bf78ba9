import PKI
import QRCode

/// The key that signs QR seals: a P-256 key of its own, never the key that signs documents.
public struct SealSigner: Sendable {
    /// What the seal says about its key.
    public let keyID: SealKeyID
    private let signature: @Sendable (_ toBeSigned: [UInt8]) throws -> [UInt8]

    /// A key held elsewhere: `sign` gives an ECDSA P-256/SHA-256 signature as r ‖ s, 64 bytes.
    public init(keyID: SealKeyID, sign: @escaping @Sendable (_ toBeSigned: [UInt8]) throws -> [UInt8]) {
        (self.keyID, signature) = (keyID, sign)
    }

    /// A key held elsewhere, by its certificate's public key. Nil when that is not on P-256.
    public init?(_ key: PublicKey, sign: @escaping @Sendable (_ toBeSigned: [UInt8]) throws -> [UInt8]) {
        guard key.type == .ec(group: "prime256v1"), let id = SealKeyID(bytes: ES256.keyIdentifier(of: key)) else {
            return nil
        }
        self.init(keyID: id, sign: sign)
    }

    /// A key in memory. Nil when it is not on P-256.
    public init?(_ key: PrivateKey) {
        self.init(key.publicKey) { try ES256.sign($0, with: key) }
    }

    /// Signs a payload.
    func seal(_ payload: SealPayload) throws -> Seal { try Seal(signing: payload, keyID: keyID, with: signature) }
}
