import COpenSSL
import Diagnostics

/// A PKCS#12 file (RFC 7292), opened: a private key, its certificate and the certificates beside it.
public struct PKCS12: Sendable {
    /// The private key.
    public let key: PrivateKey
    /// The certificate of the key.
    public let certificate: Certificate
    /// The other certificates of the file, ordered from the certificate's issuer upwards, strangers last.
    public let chain: [Certificate]

    /// Opens a file. Files that old tools encrypted with RC2 are read through OpenSSL's legacy provider, loaded into
    /// a library context of its own, so that nothing else in the process gains weak ciphers.
    /// - Throws: `pkcs12-malformed`, `pkcs12-wrong-passphrase`, or `pkcs12-incomplete` when the file holds no private
    ///   key with its certificate.
    public static func open(_ bytes: [UInt8], passphrase: [UInt8]) throws(PKIError) -> PKCS12 {
        let secret = passphrase.map { CChar(bitPattern: $0) } + [0]
        switch read(bytes, secret, library: nil) {
        case .success(let contents): return contents
        case .failure(let error) where error.code == .unsupportedAlgorithm:
            guard let legacy = LegacyLibrary() else { throw error }
            return try read(bytes, secret, library: legacy.context).get()
        case .failure(let error): throw error
        }
    }

    private static func read(
        _ bytes: [UInt8], _ secret: [CChar], library: OpaquePointer?
    ) -> Result<PKCS12, PKIError> {
        guard let pointer = parsed(bytes, library) else {
            let detail = drainOpenSSLErrors()
            return .failure(.malformed(.malformedPKCS12, vi: "tệp PKCS#12", en: "PKCS#12 file", detail: detail))
        }
        defer { PKCS12_free(pointer) }
        // Without a passphrase, tools disagree on whether it is the empty string or none at all.
        let isEmpty = secret.count == 1
        if PKCS12_mac_present(pointer) == 1, PKCS12_verify_mac(pointer, secret, -1) != 1,
            !(isEmpty && PKCS12_verify_mac(pointer, nil, 0) == 1)
        {
            ERR_clear_error()
            return .failure(.wrongPKCS12Passphrase)
        }
        var key: OpaquePointer?
        var certificate: OpaquePointer?
        var others: OpaquePointer?
        guard PKCS12_parse(pointer, secret, &key, &certificate, &others) == 1 else {
            let detail = drainOpenSSLErrors()
            // A key bag with a wrong passphrase and no MAC to say so shows as a failed decryption; a missing cipher as
            // "unsupported".
            return .failure(detail.contains("unsupported") ? .unsupported(detail) : .wrongPKCS12Passphrase)
        }
        let keyObject = key.map(KeyObject.init(adopting:))
        let certificateObject = certificate.map(X509Object.init(adopting:))
        defer { copenssl_x509_stack_release(others) }
        return contents(keyObject, certificateObject, others)
    }

    /// Copies what OpenSSL read into values of the default library context.
    private static func contents(
        _ key: KeyObject?, _ certificate: X509Object?, _ others: OpaquePointer?
    ) -> Result<PKCS12, PKIError> {
        guard let key, let certificate,
            let keyDER = encodedByOpenSSL({ i2d_PrivateKey(key.pointer, $0) }),
            let certificateDER = encodedByOpenSSL({ i2d_X509(certificate.pointer, $0) })
        else {
            ERR_clear_error()
            return .failure(.incompletePKCS12)
        }
        let encodings = (0..<copenssl_x509_count(others)).compactMap { index in
            copenssl_x509_at(others, index).flatMap { other in encodedByOpenSSL { i2d_X509(other, $0) } }
        }
        do {
            let leaf = try Certificate(der: certificateDER)
            let rest = encodings.compactMap { try? Certificate(der: $0) }
            let chain = leaf.chain(from: rest)
            return .success(
                PKCS12(
                    key: try PrivateKey(der: keyDER), certificate: leaf,
                    chain: chain + rest.filter { $0 != leaf && !chain.contains($0) }))
        } catch {
            return .failure(error)
        }
    }

    private static func parsed(_ bytes: [UInt8], _ library: OpaquePointer?) -> OpaquePointer? {
        withMemoryBIO(bytes) { bio in
            guard library != nil else { return d2i_PKCS12_bio(bio, nil) }
            var pointer = PKCS12_init_ex(NID_pkcs7_data, library, nil)
            return d2i_PKCS12_bio(bio, &pointer)
        }
    }

    /// Writes a file with today's protection: AES-256 under PBKDF2, and an HMAC of SHA-256.
    /// - Throws: `openssl-failure`.
    package func encoded(passphrase: [UInt8], friendlyName: String) throws(PKIError) -> [UInt8] {
        let secret = passphrase.map { CChar(bitPattern: $0) } + [0]
        let others = X509Stack(chain.map(\.object))
        let pointer = PKCS12_create(
            secret, friendlyName, key.object.pointer, certificate.object.pointer, others.pointer, 0, 0, 0, 0, 0)
        guard let pointer else { throw .library("PKCS12_create") }
        defer { PKCS12_free(pointer) }
        guard let bytes = encodedByOpenSSL({ i2d_PKCS12(pointer, $0) }) else { throw .library("i2d_PKCS12") }
        return bytes
    }

    package init(key: PrivateKey, certificate: Certificate, chain: [Certificate]) {
        self.key = key
        self.certificate = certificate
        self.chain = chain
    }
}

/// A library context with OpenSSL's default and legacy providers.
private struct LegacyLibrary: ~Copyable {
    let context: OpaquePointer
    private let providers: [OpaquePointer]

    init?() {
        guard let context = OSSL_LIB_CTX_new() else { return nil }
        let providers = ["default", "legacy"].compactMap { (name: String) in OSSL_PROVIDER_load(context, name) }
        guard providers.count == 2 else {
            for provider in providers { OSSL_PROVIDER_unload(provider) }
            OSSL_LIB_CTX_free(context)
            ERR_clear_error()
            return nil
        }
        self.context = context
        self.providers = providers
    }

    deinit {
        for provider in providers { OSSL_PROVIDER_unload(provider) }
        OSSL_LIB_CTX_free(context)
    }
}

extension Fault where Code == PKIErrorCode {
    static var wrongPKCS12Passphrase: PKIError {
        PKIError(
            .wrongPKCS12Passphrase, .configuration, vi: "Mật khẩu của tệp PKCS#12 không đúng.",
            en: "The passphrase of the PKCS#12 file is wrong.",
            remedy: Bilingual(
                vi: "Kiểm tra mật khẩu; tệp PIN không được có dấu cách thừa.",
                en: "Check the passphrase; a PIN file must hold no extra spaces."))
    }

    static var incompletePKCS12: PKIError {
        PKIError(
            .incompletePKCS12, .input, vi: "Tệp PKCS#12 không có khóa bí mật kèm chứng thư số của nó.",
            en: "The PKCS#12 file holds no private key with its certificate.")
    }
}
