import COpenSSL
import Diagnostics

/// A private key held in memory.
public struct PrivateKey: Sendable {
    let object: KeyObject

    init(object: KeyObject) { self.object = object }

    /// Reads a PEM private key (PKCS#8, encrypted or not, or one of the older forms).
    /// - Throws: `passphrase-required` for an encrypted key without passphrase, `passphrase-wrong`, `key-malformed`.
    public init(pem: [UInt8], passphrase: [UInt8]? = nil) throws(PKIError) {
        var request = PassphraseRequest(passphrase)
        let pointer = withMemoryBIO(pem) { bio in
            withUnsafeMutablePointer(to: &request) { request in
                PEM_read_bio_PrivateKey(bio, nil, answerPassphraseRequest, request)
            }
        }
        guard let pointer else {
            let detail = drainOpenSSLErrors()
            if request.wasAsked { throw passphrase == nil ? .passphraseRequired : .wrongPassphrase }
            throw .malformed(.malformedKey, vi: "khóa bí mật", en: "private key", detail: detail)
        }
        object = KeyObject(adopting: pointer)
    }

    /// Reads an unencrypted DER key: PKCS#8, or the older form of its algorithm.
    /// - Throws: `key-malformed`.
    public init(der: [UInt8]) throws(PKIError) {
        guard let pointer = decodedByOpenSSL(der, { d2i_AutoPrivateKey(nil, $0, $1) }) else {
            throw .malformed(.malformedKey, vi: "khóa bí mật", en: "private key", detail: drainOpenSSLErrors())
        }
        object = KeyObject(adopting: pointer)
    }

    /// The key's kind and size.
    public var type: KeyType { KeyType(object.pointer) }

    /// The public half.
    public var publicKey: PublicKey {
        let key = object.pointer
        return PublicKey(object: object, der: encodedByOpenSSL { i2d_PUBKEY(key, $0) } ?? [])
    }

    /// True when the certificate certifies this key.
    public func matches(_ certificate: Certificate) -> Bool {
        defer { ERR_clear_error() }
        guard let certified = X509_get0_pubkey(certificate.object.pointer) else { return false }
        return EVP_PKEY_eq(certified, object.pointer) == 1
    }

    /// Hashes and signs `message`.
    /// - Throws: `algorithm-unsupported` when the key cannot sign so, `signing-failed` when OpenSSL refuses.
    public func sign(_ message: [UInt8], algorithm: SignatureAlgorithm) throws(PKIError) -> [UInt8] {
        guard algorithm.fits(type) else { throw .unsupported("\(algorithm) (\(type))") }
        guard let signature = signed(message, algorithm) else {
            let detail = drainOpenSSLErrors()
            throw PKIError(
                .signingFailed, .dependency, vi: "Không ký được: \(detail).", en: "Signing failed: \(detail).")
        }
        return signature
    }

    private func signed(_ message: [UInt8], _ algorithm: SignatureAlgorithm) -> [UInt8]? {
        guard let context = EVP_MD_CTX_new() else { return nil }
        defer { EVP_MD_CTX_free(context) }
        var keyContext: OpaquePointer?
        var count = 0
        let digest = algorithm == .ed25519 ? nil : algorithm.digestAlgorithm.evp
        guard EVP_DigestSignInit(context, &keyContext, digest, nil, object.pointer) == 1,
            configurePadding(keyContext, algorithm),
            EVP_DigestSign(context, nil, &count, message, message.count) == 1
        else { return nil }
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else { return nil }
        return Array(signature.prefix(count))
    }

    /// The key as PEM PKCS#8, encrypted with AES-256 under PBKDF2 when there is a passphrase.
    /// - Throws: `openssl-failure`.
    package func pem(passphrase: [UInt8]?) throws(PKIError) -> [UInt8] {
        let cipher = passphrase == nil ? nil : EVP_aes_256_cbc()
        let secret = (passphrase ?? []).map { CChar(bitPattern: $0) }
        let key = object.pointer
        let text = writtenByOpenSSL { bio in
            secret.withUnsafeBufferPointer { secret in
                PEM_write_bio_PKCS8PrivateKey(bio, key, cipher, secret.baseAddress, Int32(secret.count), nil, nil)
            }
        }
        guard let text else { throw .library("PEM_write_bio_PKCS8PrivateKey") }
        return text
    }
}

extension Fault where Code == PKIErrorCode {
    static var passphraseRequired: PKIError {
        PKIError(
            .passphraseRequired, .input, vi: "Khóa bí mật được mã hóa mà không có mật khẩu.",
            en: "The private key is encrypted and no passphrase was given.",
            remedy: Bilingual(
                vi: "Đưa mật khẩu qua tệp PIN hoặc nhập khi được hỏi.",
                en: "Give the passphrase in a PIN file or when asked."))
    }

    static var wrongPassphrase: PKIError {
        PKIError(
            .wrongPassphrase, .configuration, vi: "Mật khẩu của khóa bí mật không đúng.",
            en: "The passphrase of the private key is wrong.")
    }
}

/// What OpenSSL asks for while it reads a key. Without such a callback it would prompt on the terminal.
private struct PassphraseRequest {
    private let passphrase: [UInt8]?
    private(set) var wasAsked = false

    init(_ passphrase: [UInt8]?) { self.passphrase = passphrase }

    /// Copies the passphrase to OpenSSL's buffer; -1 when there is none or it does not fit.
    mutating func answer(_ buffer: UnsafeMutablePointer<CChar>, capacity: Int) -> Int32 {
        wasAsked = true
        guard let passphrase, passphrase.count <= capacity else { return -1 }
        for (index, byte) in passphrase.enumerated() { buffer[index] = CChar(bitPattern: byte) }
        return Int32(passphrase.count)
    }
}

private func answerPassphraseRequest(
    buffer: UnsafeMutablePointer<CChar>?, size: Int32, isWriting: Int32, context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let buffer, let request = context?.assumingMemoryBound(to: PassphraseRequest.self) else { return -1 }
    return request.pointee.answer(buffer, capacity: Int(size))
}
