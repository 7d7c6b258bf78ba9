import Diagnostics
import FoundationEssentials

/// What was found when a signer's certificate was checked before signing, in the order of NĐ 68/2024 Đ29: in force (Đ31),
/// then the path to a trusted authority (Đ32), then what the certificate is for, whether it was revoked, and whether key
/// and digest are strong. Having one of these means that nothing forbids the signature; what could not be checked is said.
public struct SignerReadiness: Sendable {
    /// One check, in the law's order.
    public enum Step: String, Sendable, Hashable, CaseIterable, Codable {
        case validity, path, usage, revocation, algorithm
    }

    /// How a check ended, when it did not forbid the signature.
    public enum Outcome: String, Sendable, Hashable, Codable {
        /// The check was made and is met.
        case met
        /// The check could not be made.
        case notChecked
        /// The check is not met, and the rules let that pass.
        case unmet
    }

    /// One check and how it ended.
    public struct Finding: Sendable, Hashable {
        /// Which check.
        public let step: Step
        /// How it ended.
        public let outcome: Outcome
        /// The sentence for a person.
        public let message: Bilingual
    }

    /// What the check relies on and insists on.
    public struct Rules: Sendable {
        /// Anchors, and intermediates that complete the chain.
        public var trust: TrustStore
        /// Whether a certificate without a path to an anchor is refused.
        public var requiresPath: Bool
        /// Asks whether certificates were revoked; nil to look at the trust store's lists alone.
        public var revocation: RevocationSource?
        /// Whether a certificate is refused when nobody says that it was not revoked.
        public var requiresRevocation: Bool
        /// Gives candidates for the issuer of a certificate, such as those at its `caIssuers` address. What it gives is
        /// believed only under the certificate's signature.
        public var issuers: (@Sendable (Certificate) throws -> [Certificate])?

        /// By default a path is needed and revocation is looked at as far as possible.
        public init(
            trust: TrustStore, requiresPath: Bool = true, revocation: RevocationSource? = nil,
            requiresRevocation: Bool = false, issuers: (@Sendable (Certificate) throws -> [Certificate])? = nil
        ) {
            (self.trust, self.requiresPath, self.revocation) = (trust, requiresPath, revocation)
            (self.requiresRevocation, self.issuers) = (requiresRevocation, issuers)
        }
    }

    /// One for each step, in order.
    public let findings: [Finding]
    /// The certificates above the signer's, the issuer first, up to the anchor where there is one: what a signature
    /// embeds.
    public let chain: [Certificate]
    /// The anchor the path ends at.
    public let anchor: TrustAnchor?
    /// What was learnt about revocation on the way.
    public let evidence: [RevocationEvidence]

    /// Checks a signer.
    /// - Parameter date: when it is about to sign.
    /// - Throws: the reason why it must not sign: `signer-not-yet-valid`, `signer-expired`, `signer-untrusted`,
    ///   `signer-key-usage`, `signer-revoked`, `signer-revocation-unknown`, `signer-weak-key`, `signer-weak-digest`,
    ///   `algorithm-unsupported`.
    public static func check(
        _ identity: SigningIdentity, at date: Date, rules: Rules
    ) throws(PKIError) -> SignerReadiness {
        var check = ReadinessCheck(identity: identity, date: date, rules: rules)
        try check.validity()
        try check.path()
        try check.usage()
        try check.revocation()
        try check.algorithm()
        return SignerReadiness(
            findings: check.findings, chain: check.chain, anchor: check.anchor, evidence: check.evidence)
    }
}

/// The check under way: each step adds a finding or throws.
private struct ReadinessCheck {
    let identity: SigningIdentity
    let date: Date
    let rules: SignerReadiness.Rules
    private(set) var findings: [SignerReadiness.Finding] = []
    private(set) var chain: [Certificate] = []
    private(set) var anchor: TrustAnchor?
    private(set) var evidence: [RevocationEvidence] = []
    private var name: String { identity.certificate.displayName }

    init(identity: SigningIdentity, date: Date, rules: SignerReadiness.Rules) {
        (self.identity, self.date, self.rules) = (identity, date, rules)
    }

    private mutating func add(_ step: SignerReadiness.Step, _ outcome: SignerReadiness.Outcome, vi: String, en: String)
    {
        findings.append(.init(step: step, outcome: outcome, message: Bilingual(vi: vi, en: en)))
    }

    mutating func validity() throws(PKIError) {
        try identity.certificate.requireInForce(at: date)
        add(
            .validity, .met, vi: "Chứng thư số của \(name) đang có hiệu lực.",
            en: "The certificate of \(name) is in force.")
    }

    mutating func path() throws(PKIError) {
        let known = completed(identity.chain + rules.trust.intermediates)
        let outcome = PathValidator.validate(
            identity.certificate, extra: known, trust: rules.trust, at: date, revocation: .ignored, purpose: .any)
        anchor = outcome.anchor
        chain =
            outcome.anchor == nil
            ? identity.certificate.chain(from: known) : outcome.chain.filter { $0 != identity.certificate }
        guard outcome.status != .passed else {
            let authority = anchor?.certificate.displayName ?? name
            add(
                .path, .met, vi: "Đường dẫn chứng thực dẫn đến gốc tin cậy \(authority).",
                en: "The path leads to the trusted root \(authority).")
            return
        }
        let reason = outcome.reasons.first?.message ?? Bilingual(vi: "Không rõ lý do.", en: "No reason was given.")
        if rules.requiresPath { throw .untrustedSigner(reason) }
        add(.path, .unmet, vi: reason.vi, en: reason.en)
    }

    /// `known` with the issuers that are fetched one above the other until a root or an anchor is met. A chain longer
    /// than eight is none of ours.
    private func completed(_ known: [Certificate]) -> [Certificate] {
        guard let issuers = rules.issuers else { return known }
        var known = known
        let anchors = rules.trust.anchors.map(\.certificate)
        for _ in 0..<8 {
            let last = identity.certificate.chain(from: known + anchors).last ?? identity.certificate
            guard !last.isSelfSigned, !anchors.contains(last) else { break }
            let found = ((try? issuers(last)) ?? []).filter { last.isSigned(by: $0) && !known.contains($0) }
            guard !found.isEmpty else { break }
            known += found
        }
        return known
    }

    mutating func usage() throws(PKIError) {
        guard identity.certificate.allowsSigning, identity.certificate.extendedUsageAllowsDocuments else {
            throw .usageForbidsSigning(name)
        }
        add(
            .usage, .met, vi: "Chứng thư số được dùng để ký tài liệu.",
            en: "The certificate may be used to sign documents.")
    }

    mutating func revocation() throws(PKIError) {
        let path = [identity.certificate] + chain
        var unreachable: Bilingual?
        for (certificate, issuer) in zip(path, path.dropFirst()) where rules.trust.anchor(for: certificate) == nil {
            guard let source = rules.revocation else { break }
            do {
                evidence += try source.evidence(for: certificate, issuer: issuer, at: date)
            } catch {
                unreachable =
                    unreachable ?? (error as? any UserFacingError)?.what ?? Bilingual(vi: "\(error)", en: "\(error)")
            }
        }
        let outcome = PathValidator.validate(
            identity.certificate, extra: chain,
            extraRevocationLists: evidence.compactMap(\.list),
            extraOCSPResponses: evidence.compactMap(\.response),
            trust: rules.trust, at: date, revocation: .ifAvailable, purpose: .any)
        if case .revoked = outcome.status, let reason = outcome.reasons.first?.message {
            throw .revokedSigner(reason)
        }
        let unknown = outcome.warnings.contains {
            if case .revocationUnknown = $0 { true } else { false }
        }
        // Without an anchor nobody is entitled to say that a certificate was not revoked.
        guard unknown || outcome.status != .passed else {
            add(.revocation, .met, vi: "Chứng thư số không bị thu hồi.", en: "The certificate is not revoked.")
            return
        }
        if rules.requiresRevocation { throw .unknownRevocation(name, unreachable) }
        add(
            .revocation, .notChecked,
            vi: "Chưa kiểm tra được chứng thư số đã bị thu hồi hay chưa." + (unreachable.map { " " + $0.vi } ?? ""),
            en: "Whether the certificate was revoked could not be checked." + (unreachable.map { " " + $0.en } ?? ""))
    }

    mutating func algorithm() throws(PKIError) {
        try identity.signatureAlgorithm.requireFit(identity.keyType)
        add(
            .algorithm, .met, vi: "Ký bằng \(identity.signatureAlgorithm) với khóa \(identity.keyType).",
            en: "Signing by \(identity.signatureAlgorithm) with the key \(identity.keyType).")
    }
}

extension RevocationEvidence {
    fileprivate var list: CertificateList? { if case .crl(let list) = self { list } else { nil } }
    fileprivate var response: OCSPResponse? { if case .ocsp(let response) = self { response } else { nil } }
}

extension Certificate {
    /// Makes sure that `date` lies in the validity period (NĐ 68/2024 Đ31).
    /// - Throws: `signer-not-yet-valid`, `signer-expired`.
    func requireInForce(at date: Date) throws(PKIError) {
        if date < notBefore {
            throw PKIError(
                .certificateNotYetValid, .dependency, vi: "Chứng thư số của \(displayName) chưa có hiệu lực.",
                en: "The certificate of \(displayName) is not valid yet.")
        }
        if date > notAfter {
            throw PKIError(
                .certificateExpired, .dependency, vi: "Chứng thư số của \(displayName) đã hết hạn.",
                en: "The certificate of \(displayName) has expired.",
                remedy: Bilingual(
                    vi: "Gia hạn hoặc xin cấp lại chứng thư số rồi ký lại.",
                    en: "Have the certificate renewed and sign again."))
        }
    }

    /// True when the key usage, if stated, includes signatures on documents.
    var allowsSigning: Bool { keyUsage.map { !$0.isDisjoint(with: [.digitalSignature, .nonRepudiation]) } ?? true }

    /// False when the extended key usage names purposes of machines alone: a web server, code, OCSP, time stamps.
    /// Vietnamese authorities give signers client authentication or e-mail protection as often as document signing.
    var extendedUsageAllowsDocuments: Bool {
        let machines: Set<ObjectIdentifier> = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.3", .timeStamping, .ocspSigning]
        let stated = extendedKeyUsageIdentifiers
        return stated.isEmpty || !stated.allSatisfy(machines.contains)
    }
}

extension Fault where Code == PKIErrorCode {
    fileprivate static func untrustedSigner(_ reason: Bilingual) -> PKIError {
        PKIError(
            .signerUntrusted, .dependency, vi: reason.vi, en: reason.en,
            remedy: Bilingual(
                vi: "Nhập chứng thư số của tổ chức cấp vào kho tin cậy (sohoa trust import) rồi ký lại.",
                en:
                    "Import the issuing authority's certificates into the trust store (sohoa trust import), then sign again."
            ))
    }

    static func usageForbidsSigning(_ name: String) -> PKIError {
        PKIError(
            .keyUsageForbidsSigning, .dependency, vi: "Chứng thư số của \(name) không dùng để ký tài liệu.",
            en: "The certificate of \(name) may not be used to sign documents.")
    }

    fileprivate static func revokedSigner(_ reason: Bilingual) -> PKIError {
        PKIError(
            .signerRevoked, .dependency, vi: reason.vi, en: reason.en,
            remedy: Bilingual(
                vi: "Không ký bằng chứng thư số này; xin cấp chứng thư số mới.",
                en: "Do not sign with this certificate; have a new one issued."))
    }

    fileprivate static func unknownRevocation(_ name: String, _ detail: Bilingual?) -> PKIError {
        PKIError(
            .signerRevocationUnknown, .dependency,
            vi: "Chưa kiểm tra được chứng thư số của \(name) đã bị thu hồi hay chưa."
                + (detail.map { " " + $0.vi } ?? ""),
            en: "Whether the certificate of \(name) was revoked could not be checked."
                + (detail.map { " " + $0.en } ?? ""),
            remedy: Bilingual(
                vi: "Kiểm tra kết nối đến máy chủ OCSP/CRL của tổ chức cấp rồi ký lại.",
                en: "Check the way to the authority's OCSP or CRL server, then sign again."))
    }
}
