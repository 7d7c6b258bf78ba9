import CP11Kit
import PKI

/// A private key that never leaves its token, with the certificates that speak for it.
public struct TokenKey: Sendable {
    private let token: Token
    private let handle: CK_OBJECT_HANDLE
    private let authenticatesEach: Bool
    /// The key's label.
    public let label: String
    /// The key's identifier.
    public let id: [UInt8]
    /// The key's kind and size, by its certificate.
    public let keyType: KeyType
    /// The key's certificate.
    public let certificate: Certificate
    /// The certificates above it, the issuer first, as far as the token holds them.
    public let chain: [Certificate]

    init(
        token: Token, handle: CK_OBJECT_HANDLE, authenticatesEach: Bool, label: String, id: [UInt8], keyType: KeyType,
        certificate: Certificate, chain: [Certificate]
    ) {
        (self.token, self.handle, self.authenticatesEach) = (token, handle, authenticatesEach)
        (self.label, self.id, self.keyType) = (label, id, keyType)
        (self.certificate, self.chain) = (certificate, chain)
    }

    /// The token it is on.
    public var tokenDescription: TokenDescription { token.description }

    /// Hashes and signs `message`: here or on the token, as the token can.
    /// - Throws: `token-mechanism-unsupported`, `token-gone`, `token-busy`, `token-signing-refused`, `token-failure`.
    public func sign(_ message: [UInt8], algorithm: SignatureAlgorithm) throws(TokenError) -> [UInt8] {
        guard algorithm.fits(keyType) else { throw .mechanismUnsupported(label, algorithm.name) }
        return try sign(message, algorithm, token.mechanism(algorithm))
    }

    /// The identity that signs documents with this key.
    /// - Parameter algorithm: nil for the usual one of the key.
    /// - Throws: `algorithm-unsupported` of `PKI`, `token-mechanism-unsupported`, `token-gone`.
    public func identity(algorithm: SignatureAlgorithm? = nil) throws -> SigningIdentity {
        let chosen = if let algorithm { algorithm } else { try SignatureAlgorithm.standard(for: keyType) }
        try chosen.requireFit(keyType)
        // Better said now than at the first document.
        let mechanism = try token.mechanism(chosen)
        return SigningIdentity(certificate: certificate, chain: chain, signatureAlgorithm: chosen) { message in
            try sign(message, chosen, mechanism)
        }
    }

    private func sign(
        _ message: [UInt8], _ algorithm: SignatureAlgorithm, _ mechanism: SigningMechanism
    ) throws(TokenError) -> [UInt8] {
        let answer = try token.sign(
            message, mechanism, key: handle, authenticatesEach: authenticatesEach, algorithm: algorithm)
        guard mechanism.isPlainECDSA else { return answer }
        guard let der = ECDSASignature(plain: answer)?.der else {
            throw .deviceFailure(token.description.label, "C_Sign")
        }
        return der
    }
}
