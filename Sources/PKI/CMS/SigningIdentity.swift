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
    /// The certificate's key: its kind and size.
    public let keyType: KeyType
    /// What every signature of this identity repeats, made once.
    let statement: SignerStatement
    private let signer: @Sendable ([UInt8]) throws -> [UInt8]

    /// - Parameter signer: hashes the message and signs it by `signatureAlgorithm`.
    public init(
        certificate: Certificate, chain: [Certificate], signatureAlgorithm: SignatureAlgorithm,
        signer: @escaping @Sendable (_ message: [UInt8]) throws -> [UInt8]
    ) {
        self.certificate = certificate
        self.chain = chain
        self.signatureAlgorithm = signatureAlgorithm
        keyType = (try? certificate.publicKey)?.type ?? .other
        statement = SignerStatement(certificate: certificate, chain: chain)
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

    /// The same key with other certificates above its own: a chain that was completed.
    public func withChain(_ chain: [Certificate]) -> SigningIdentity {
        SigningIdentity(
            certificate: certificate, chain: chain, signatureAlgorithm: signatureAlgorithm, signer: signer)
    }

    /// Hashes and signs `message`.
    /// - Throws: whatever the key's holder throws.
    public func sign(_ message: [UInt8]) throws -> [UInt8] { try signer(message) }

    /// What the law asks before a signature is made (NĐ 68/2024 Đ29, Đ31): the certificate is in force at `date`, may
    /// sign documents, and neither key nor digest is weak. Path and
    /// revocation are checked by ``SignerReadiness``.
    /// - Throws: `signer-not-yet-valid`, `signer-expired`, `signer-key-usage`, `signer-weak-key`, `signer-weak-digest`.
    public func requireReady(at date: Date) throws(PKIError) {
        try certificate.requireInForce(at: date)
        guard certificate.allowsSigning else { throw .usageForbidsSigning(certificate.displayName) }
        if keyType.isWeak { throw .weakKey(keyType, of: certificate.displayName) }
        if signatureAlgorithm.digestAlgorithm.isWeak { throw .weakDigest(signatureAlgorithm.digestAlgorithm) }
    }
}

extension Fault where Code == PKIErrorCode {
    static func keyMismatch(_ certificate: Certificate) -> PKIError {
        PKIError(
            .keyMismatch, .configuration,
            vi: "Khóa bí mật không phải của chứng thư số \(certificate.displayName).",
            en: "The private key is not that of the certificate \(certificate.displayName).")
    }
}
