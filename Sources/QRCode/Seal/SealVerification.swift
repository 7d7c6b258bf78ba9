import Diagnostics

/// The answer to "is this seal what a trusted agency signed?". It says nothing of revocation, of expiry, or of the
/// paper that the code is printed on.
public enum SealVerification<Key: Sendable>: Sendable {
    /// Not a seal, or one that was damaged or edited into something no agency writes.
    case malformed(QRError)
    /// No trusted key has this id.
    case unknownKey(SealKeyID)
    /// No trusted key with this id made the signature: the content was changed, or the signer is not trusted.
    case badSignature(SealKeyID)
    /// Signed by `key`.
    case valid(Seal, key: Key)

    /// Verifies the bytes of a seal.
    ///
    /// - Parameters:
    ///   - candidates: every trusted key with an id; ids are short, so there may be several.
    ///   - isValid: whether an ECDSA P-256/SHA-256 signature (r ‖ s) over a message verifies under a key.
    public init(
        sealBytes: [UInt8], candidates: (SealKeyID) -> [Key],
        isValid: (_ message: [UInt8], _ signature: [UInt8], _ key: Key) -> Bool
    ) {
        do throws(QRError) {
            let seal = try Seal(bytes: sealBytes)
            let keys = candidates(seal.keyID)
            let message = seal.toBeSigned
            if let key = keys.first(where: { isValid(message, seal.signature, $0) }) {
                self = .valid(seal, key: key)
            } else {
                self = keys.isEmpty ? .unknownKey(seal.keyID) : .badSignature(seal.keyID)
            }
        } catch {
            self = .malformed(error)
        }
    }

    /// Verifies the text of a seal's QR code, whatever host it names.
    public init(
        text: String, candidates: (SealKeyID) -> [Key],
        isValid: (_ message: [UInt8], _ signature: [UInt8], _ key: Key) -> Bool
    ) {
        do throws(QRError) {
            let url = try SealURL(parsing: text)
            self.init(sealBytes: url.sealBytes, candidates: candidates, isValid: isValid)
        } catch {
            self = .malformed(error)
        }
    }
}
