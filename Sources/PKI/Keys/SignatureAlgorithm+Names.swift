import Diagnostics

extension SignatureAlgorithm: CustomStringConvertible {
    /// The algorithms that signatures are made with here: what NĐ 68/2024 and TT 15/2025 ask for and CMS has identifiers
    /// for.
    public static let all: [SignatureAlgorithm] =
        [.sha256, .sha384, .sha512].flatMap { [.rsaPKCS1($0), .rsaPSS($0), .ecdsa($0)] } + [.ed25519]

    /// The name that profiles, options and reports use: `rsa-sha256`, `rsa-pss-sha384`, `ecdsa-sha512`, `ed25519`.
    public var name: String {
        switch self {
        case .rsaPKCS1(let digest): "rsa-\(digest.name)"
        case .rsaPSS(let digest): "rsa-pss-\(digest.name)"
        case .ecdsa(let digest): "ecdsa-\(digest.name)"
        case .ed25519: "ed25519"
        }
    }

    /// The ``name``.
    public var description: String { name }

    /// The algorithm of that name, if signatures are made with it here.
    public init?(name: String) {
        guard let match = Self.all.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    /// The algorithm of that name, as a person wrote it.
    /// - Throws: `signer-weak-digest` for one with MD5, SHA-1 or SHA-224, `algorithm-unsupported` for any other that is
    ///   not among ``all``.
    public static func named(_ name: String) throws(PKIError) -> SignatureAlgorithm {
        if let match = SignatureAlgorithm(name: name.lowercased()) { return match }
        let parts = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        let joined = parts.joined()
        if let weak = DigestAlgorithm.allCases.first(where: { $0.isWeak && joined.contains($0.name) }) {
            throw .weakDigest(weak)
        }
        throw .unknownAlgorithm(name)
    }

    /// Makes sure that a key of this type signs so, and that neither key nor digest is too weak for new signatures
    /// (TT 15/2025: SHA-256, RSA 2048, ECDSA 256 at the least).
    /// - Throws: `algorithm-unsupported`, `signer-weak-key`, `signer-weak-digest`.
    public func requireFit(_ key: KeyType) throws(PKIError) {
        guard fits(key) else { throw .unsupported("\(name) (\(key))") }
        guard !digestAlgorithm.isWeak else { throw .weakDigest(digestAlgorithm) }
        guard !key.isWeak else { throw .weakKey(key) }
    }
}

extension Fault where Code == PKIErrorCode {
    static func weakDigest(_ digest: DigestAlgorithm) -> PKIError {
        PKIError(
            .weakDigest, .configuration, vi: "Không được ký bằng \(digest.name).",
            en: "Signing with \(digest.name) is not allowed.",
            remedy: Bilingual(vi: "Dùng SHA-256 trở lên.", en: "Use SHA-256 or a longer digest."))
    }

    static func weakKey(_ key: KeyType, of name: String? = nil) -> PKIError {
        let (vi, en) = name.map { (" của \($0)", " of \($0)") } ?? ("", "")
        return PKIError(
            .weakKey, .dependency, vi: "Khóa \(key)\(vi) quá yếu để ký (tối thiểu RSA 2048, ECDSA 256).",
            en: "The key \(key)\(en) is too weak to sign with (at least RSA 2048, ECDSA 256).",
            remedy: Bilingual(
                vi: "Xin cấp chứng thư số mới với khóa đủ dài.",
                en: "Have a certificate issued for a new, longer key."))
    }

    fileprivate static func unknownAlgorithm(_ name: String) -> PKIError {
        let names = SignatureAlgorithm.all.map(\.name).joined(separator: ", ")
        return PKIError(
            .unsupportedAlgorithm, .configuration, vi: "Không có thuật toán ký “\(name)”.",
            en: "There is no signature algorithm “\(name)”.",
            remedy: Bilingual(vi: "Chọn một trong: \(names).", en: "Choose one of: \(names)."))
    }
}
