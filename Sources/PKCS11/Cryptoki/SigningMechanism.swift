import CP11Kit
import PKI

/// How a token is asked for one kind of signature, and what becomes of the answer.
struct SigningMechanism: Sendable {
    let type: CK_MECHANISM_TYPE
    /// MGF and salt of PSS; nil for mechanisms without parameters.
    let pss: PSSParameters?
    /// What goes to the token for a message: the message itself, its digest, or its DigestInfo.
    let input: Input
    /// Whether the token answers r ‖ s, which CMS wants in DER.
    let isPlainECDSA: Bool

    enum Input: Sendable {
        case message
        case digest(DigestAlgorithm)
        case digestInfo(DigestAlgorithm)
    }

    struct PSSParameters: Sendable {
        let hash: CK_MECHANISM_TYPE
        let mask: CK_ULONG
        let saltByteCount: CK_ULONG
    }

    /// The mechanism for an algorithm: hashing here and only the private operation on the token where it can, because
    /// tokens are slow; hashing there where it insists.
    /// - Returns: nil when the token can do neither.
    init?(_ algorithm: SignatureAlgorithm, supported: Set<CK_MECHANISM_TYPE>) {
        guard let choice = Self.choices(algorithm).first(where: { supported.contains($0.type) }) else { return nil }
        self = choice
    }

    private init(_ type: CK_MECHANISM_TYPE, _ input: Input, pss: PSSParameters? = nil, isPlainECDSA: Bool = false) {
        (self.type, self.input, self.pss, self.isPlainECDSA) = (type, input, pss, isPlainECDSA)
    }

    private static func choices(_ algorithm: SignatureAlgorithm) -> [SigningMechanism] {
        switch algorithm {
        case .rsaPKCS1(let digest):
            guard let numbers = numbers[digest] else { return [] }
            return [.init(CKM_RSA_PKCS, .digestInfo(digest)), .init(numbers.rsa, .message)]
        case .rsaPSS(let digest):
            guard let numbers = numbers[digest] else { return [] }
            let pss = PSSParameters(
                hash: numbers.hash, mask: numbers.mask, saltByteCount: CK_ULONG(digest.byteCount))
            return [
                .init(CKM_RSA_PKCS_PSS, .digest(digest), pss: pss), .init(numbers.rsaPSS, .message, pss: pss),
            ]
        case .ecdsa(let digest):
            guard let numbers = numbers[digest] else { return [] }
            return [
                .init(CKM_ECDSA, .digest(digest), isPlainECDSA: true),
                .init(numbers.ecdsa, .message, isPlainECDSA: true),
            ]
        case .ed25519: return [.init(CKM_EDDSA, .message)]
        }
    }

    private struct Numbers {
        let hash: CK_MECHANISM_TYPE
        let mask: CK_ULONG
        let rsa: CK_MECHANISM_TYPE
        let rsaPSS: CK_MECHANISM_TYPE
        let ecdsa: CK_MECHANISM_TYPE
    }

    private static let numbers: [DigestAlgorithm: Numbers] = [
        .sha256: Numbers(
            hash: CKM_SHA256, mask: CKG_MGF1_SHA256, rsa: CKM_SHA256_RSA_PKCS, rsaPSS: CKM_SHA256_RSA_PKCS_PSS,
            ecdsa: CKM_ECDSA_SHA256),
        .sha384: Numbers(
            hash: CKM_SHA384, mask: CKG_MGF1_SHA384, rsa: CKM_SHA384_RSA_PKCS, rsaPSS: CKM_SHA384_RSA_PKCS_PSS,
            ecdsa: CKM_ECDSA_SHA384),
        .sha512: Numbers(
            hash: CKM_SHA512, mask: CKG_MGF1_SHA512, rsa: CKM_SHA512_RSA_PKCS, rsaPSS: CKM_SHA512_RSA_PKCS_PSS,
            ecdsa: CKM_ECDSA_SHA512),
    ]

    /// What the token gets for `message`.
    func data(for message: [UInt8]) -> [UInt8] {
        switch input {
        case .message: message
        case .digest(let algorithm): Digest(algorithm, of: message).bytes
        case .digestInfo(let algorithm): Digest(algorithm, of: message).digestInfoDER
        }
    }

    /// Gives the C form to a call.
    func withMechanism<Result>(_ body: (UnsafeMutablePointer<CK_MECHANISM>) -> Result) -> Result {
        guard let pss else {
            var mechanism = CK_MECHANISM(mechanism: type, pParameter: nil, ulParameterLen: 0)
            return body(&mechanism)
        }
        var parameters = CK_RSA_PKCS_PSS_PARAMS(hashAlg: pss.hash, mgf: pss.mask, sLen: pss.saltByteCount)
        return withUnsafeMutableBytes(of: &parameters) { bytes in
            var mechanism = CK_MECHANISM(
                mechanism: type, pParameter: bytes.baseAddress, ulParameterLen: CK_ULONG(bytes.count))
            return body(&mechanism)
        }
    }
}
