import Diagnostics
import FoundationEssentials

/// A certificate and a way to sign with its key. Keys in memory, tokens and remote services differ only in the closure.
public struct SigningIdentity: Sendable {
    /// The signer's certificate.
    public let certificate: Certificate
    /// The certificates above it as far as known, the issuer first.
    public let chain: [Certificate]
    /// What the closure makes.
    public let signatureAlgorithm: SignatureAlgorithm
    private let signer: @Sendable ([UInt8]) throws -> [UInt8]

    /// - Parameter signer: hashes the message and signs it by `signatureAlgorithm`.
    public init(
        certificate: Certificate, chain: [Certificate], signatureAlgorithm: SignatureAlgorithm,
        signer: @escaping @Sendable (_ message: [UInt8]) throws -> [UInt8]
    ) {
        self.certificate = certificate
        self.chain = chain
        self.signatureAlgorithm = signatureAlgorithm
        self.signer = signer
    }

    /// An identity whose key is in memory.
    /// - Parameter algorithm: nil for the usual one of the key.
    /// - Throws: `algorithm-unsupported` when the key cannot sign so, `signer-key-mismatch`.
    public init(
        key: PrivateKey, certificate: Certificate, chain: [Certificate], algorithm: SignatureAlgorithm? = nil
    ) throws(PKIError) {
        let chosen = if let algorithm { algorithm } else { try SignatureAlgorithm.standard(for: key.type) }
        guard chosen.fits(key.type) else { throw .unsupported("\(chosen) (\(key.type))") }
        guard key.matches(certificate) else { throw .keyMismatch(certificate) }
        self.init(certificate: certificate, chain: chain, signatureAlgorithm: chosen) { message in
            try key.sign(message, algorithm: chosen)
        }
    }

    /// The identity of a PKCS#12 file.
    /// - Throws: as ``init(key:certificate:chain:algorithm:)``.
    public init(_ contents: PKCS12, algorithm: SignatureAlgorithm? = nil) throws(PKIError) {
        try self.init(
            key: contents.key, certificate: contents.certificate, chain: contents.chain, algorithm: algorithm)
    }

    /// Hashes and signs `message`.
    /// - Throws: whatever the key's holder throws.
    public func sign(_ message: [UInt8]) throws -> [UInt8] { try signer(message) }

    /// What the law asks before a signature is made (NĐ 68/2024 Đ29, Đ31): the certificate is in force at `date`, may
    /// sign documents, and neither key nor digest is weak. Its path is checked by ``PathValidator``.
    /// - Throws: `signer-not-yet-valid`, `signer-expired`, `signer-key-usage`, `signer-weak-key`, `signer-weak-digest`.
    public func requireReady(at date: Date) throws(PKIError) {
        let name = certificate.displayName
        if date < certificate.notBefore {
            throw PKIError(
                .certificateNotYetValid, .dependency, vi: "Chứng thư số của \(name) chưa có hiệu lực.",
                en: "The certificate of \(name) is not valid yet.")
        }
        if date > certificate.notAfter {
            throw PKIError(
                .certificateExpired, .dependency, vi: "Chứng thư số của \(name) đã hết hạn.",
                en: "The certificate of \(name) has expired.",
                remedy: Bilingual(
                    vi: "Gia hạn hoặc xin cấp lại chứng thư số rồi ký lại.",
                    en: "Have the certificate renewed and sign again."))
        }
        if !certificate.allowsSigning {
            throw PKIError(
                .keyUsageForbidsSigning, .dependency, vi: "Chứng thư số của \(name) không dùng để ký tài liệu.",
                en: "The certificate of \(name) may not be used to sign documents.")
        }
        let key = (try? certificate.publicKey)?.type ?? .other
        if key.isWeak {
            throw PKIError(
                .weakKey, .dependency, vi: "Khóa \(key) của \(name) quá yếu để ký (tối thiểu RSA 2048, ECDSA 256).",
                en: "The key \(key) of \(name) is too weak to sign with (at least RSA 2048, ECDSA 256).")
        }
        if signatureAlgorithm.digestAlgorithm.isWeak {
            throw PKIError(
                .weakDigest, .configuration, vi: "Không được ký bằng \(signatureAlgorithm.digestAlgorithm.name).",
                en: "Signing with \(signatureAlgorithm.digestAlgorithm.name) is not allowed.")
        }
    }
}

extension Certificate {
    /// True when the key usage, if stated, includes signatures on documents.
    var allowsSigning: Bool { keyUsage.map { !$0.isDisjoint(with: [.digitalSignature, .nonRepudiation]) } ?? true }
}

extension Fault where Code == PKIErrorCode {
    static func keyMismatch(_ certificate: Certificate) -> PKIError {
        PKIError(
            .keyMismatch, .configuration,
            vi: "Khóa bí mật không phải của chứng thư số \(certificate.displayName).",
            en: "The private key is not that of the certificate \(certificate.displayName).")
    }
}
