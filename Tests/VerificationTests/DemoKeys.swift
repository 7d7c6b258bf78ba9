import PKI
import QRCode
import SignedDocuments

/// A seal key that no trust store knows.
enum DemoKeys {
    /// A well-formed seal over `base`, signed by it.
    static func sealURL(over base: [UInt8]) throws -> String {
        let key = try PrivateKey.generate(.p256)
        guard let id = SealKeyID(bytes: ES256.keyIdentifier(of: key.publicKey)) else { throw CancellationError() }
        let seal = try Seal(signing: SigningDesk.payload(for: base), keyID: id) { try ES256.sign($0, with: key) }
        return try SealURL(host: "xacthuc.mau.vn", sealBytes: seal.bytes).text
    }
}
