import COpenSSL
import FoundationEssentials

/// Builds and validates certification paths (RFC 5280 §6, EN 319 102-1 §5.2.6).
///
/// OpenSSL builds the path and checks names, signatures, constraints and validity; every finding is collected instead of
/// stopping at the first, so that an expired certificate still shows whose it was. Revocation is judged here, because
/// OpenSSL cannot use a list that was issued after the time in question. SHA-1 under a pinned anchor is a warning.
public enum PathValidator {
    /// Validates the path from `leaf` to an anchor of `trust`.
    /// - Parameters:
    ///   - extra: certificates that came with the signature; they help to build and are not trusted.
    ///   - extraRevocationLists: lists that came with the signature.
    ///   - extraOCSPResponses: responses that came with the signature.
    ///   - date: the time for which the path must hold.
    ///   - policies: the certificate policies that are asked for; the default lets any policy through, and still holds
    ///     authorities to what their certificates require (RFC 5280 §6.1).
    public static func validate(
        _ leaf: Certificate, extra: [Certificate] = [], extraRevocationLists: [CertificateList] = [],
        extraOCSPResponses: [OCSPResponse] = [], trust: TrustStore, at date: Date, revocation: RevocationPolicy,
        purpose: CertificatePurpose = .signing, policies: CertificatePolicyRules = .any
    ) -> PathOutcome {
        let built = BuiltPath.build(
            leaf, helpers: extra + trust.intermediates, trust: trust, at: date, policies: policies)
        let anchor = built.chain.last.flatMap(trust.anchor(for:))
        var warnings = built.chain.dropLast(anchor == nil ? 0 : 1).flatMap(weaknesses)
        let checker = RevocationChecker(
            lists: trust.revocationLists + extraRevocationLists,
            responses: trust.ocspResponses + extraOCSPResponses, helpers: extra + trust.intermediates, trust: trust,
            anchor: anchor, date: date)
        let revocations = revocation == .ignored ? [] : checker.statuses(built.chain)
        let status =
            built.failure(isAnchored: anchor != nil)
            ?? constraintFailure(built.chain, purpose: purpose)
            ?? revocations.lazy.compactMap(\.failure).first
            ?? built.validityFailure(at: date)
        var unknown: PathStatus?
        if status == nil {
            // Looked at last: an expired certificate is better reported as expired than as unknown.
            let undecided = revocations.filter(\.isUnknown).map(\.certificate)
            if revocation == .required {
                unknown = undecided.first.map { .revocationUnknown($0) }
            } else {
                warnings += undecided.map { .revocationUnknown($0) }
            }
        }
        return PathOutcome(
            chain: built.chain, anchor: anchor, status: status ?? unknown ?? .passed, warnings: warnings, date: date,
            evidence: evidence(revocations))
    }

    private static func evidence(_ judged: [RevocationChecker.Judged]) -> [Certificate: RevocationEvidence] {
        judged.reduce(into: [:]) { evidence, one in evidence[one.certificate] = one.evidence }
    }

    private static func constraintFailure(_ chain: [Certificate], purpose: CertificatePurpose) -> PathStatus? {
        guard let leaf = chain.first else { return nil }
        switch purpose {
        case .signing where !leaf.allowsSigning: return .constraintFailure(leaf, .leafKeyUsage)
        case .timeStamping where !leaf.isTimeStampingOnly: return .constraintFailure(leaf, .timeStampingUsage)
        case .signing, .timeStamping, .any: break
        }
        // SHA-1 under a pinned anchor is weighed as a warning; MD5 certificates have been forged.
        for certificate in chain.dropLast() where certificate.signatureDigest == .md5 {
            return .constraintFailure(certificate, .weakAlgorithm)
        }
        // OpenSSL lets an authority without basic constraints through when its key usage says keyCertSign; RFC 5280
        // §6.1.4 k does not. The anchor is trusted as it is: §6.1 takes only its name and key.
        for authority in chain.dropFirst().dropLast() where !authority.isCA {
            return .constraintFailure(authority, .notAnAuthority)
        }
        return nil
    }

    private static func weaknesses(_ certificate: Certificate) -> [PathWarning] {
        var found: [PathWarning] = []
        if let digest = certificate.signatureDigest, digest.isWeak { found.append(.weakDigest(certificate, digest)) }
        if let key = (try? certificate.publicKey)?.type, key.isWeak { found.append(.weakKey(certificate, key)) }
        return found
    }
}

/// The path that OpenSSL built, with all it found wrong.
private struct BuiltPath: Sendable {
    let chain: [Certificate]
    private let findings: [Finding]

    struct Finding: Sendable {
        let code: Int32
        let depth: Int
    }

    /// What the verify callback writes to.
    private final class Findings {
        var list: [Finding] = []
    }

    private static let known = KnownPaths<BuiltPath>(mostCertificates: 2048)

    /// The path from `leaf`. Judging one file asks for the same paths many times, and the files of an agency ask for the
    /// same as those before.
    static func build(
        _ leaf: Certificate, helpers: [Certificate], trust: TrustStore, at date: Date, policies: CertificatePolicyRules
    ) -> BuiltPath {
        let question = PathQuestion(
            leaf, helpers: helpers, anchors: trust.anchors.map(\.certificate), at: seconds(date), policies: policies)
        if let known = known.answer(to: question) { return known }
        let path = BuiltPath(leaf, helpers: helpers, trust: trust, at: date, policies: policies)
        known.keep(path, for: question)
        return path
    }

    /// What OpenSSL is told of the time.
    private static func seconds(_ date: Date) -> Date {
        Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
    }

    private init(
        _ leaf: Certificate, helpers: [Certificate], trust: TrustStore, at date: Date, policies: CertificatePolicyRules
    ) {
        let anchors = X509Stack(trust.anchors.map(\.certificate.object))
        let untrusted = X509Stack(helpers.map(\.object))
        let collected = Findings()
        defer { ERR_clear_error() }
        guard let context = X509_STORE_CTX_new() else {
            (chain, findings) = ([leaf], [Finding(code: X509_V_ERR_OUT_OF_MEM, depth: 0)])
            return
        }
        defer { X509_STORE_CTX_free(context) }
        guard X509_STORE_CTX_init(context, nil, leaf.object.pointer, untrusted.pointer) == 1,
            let parameters = X509_STORE_CTX_get0_param(context)
        else {
            (chain, findings) = ([leaf], [Finding(code: X509_V_ERR_UNSPECIFIED, depth: 0)])
            return
        }
        X509_STORE_CTX_set0_trusted_stack(context, anchors.pointer)
        X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY)
        X509_VERIFY_PARAM_set_time(parameters, time_t(Self.seconds(date).timeIntervalSince1970))
        policies.apply(to: parameters)
        // The level would refuse SHA-1 and short keys outright; they are weighed by the caller.
        X509_VERIFY_PARAM_set_auth_level(parameters, 0)
        X509_STORE_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(collected).toOpaque())
        X509_STORE_CTX_set_verify_cb(context) { ok, context in
            if ok == 0, let raw = X509_STORE_CTX_get_ex_data(context, 0) {
                let findings = Unmanaged<Findings>.fromOpaque(raw).takeUnretainedValue()
                findings.list.append(
                    Finding(
                        code: X509_STORE_CTX_get_error(context), depth: Int(X509_STORE_CTX_get_error_depth(context))))
            }
            return 1
        }
        let result = withExtendedLifetime(collected) { X509_verify_cert(context) }
        let known = [leaf] + helpers + trust.anchors.map(\.certificate)
        let stack = X509_STORE_CTX_get0_chain(context)
        let path = (0..<copenssl_x509_count(stack)).compactMap { index in
            let pointer = copenssl_x509_at(stack, index)
            return known.first { $0.object.pointer == pointer }
        }
        chain = path.isEmpty ? [leaf] : path
        findings = collected.list + (result == 1 ? [] : [Finding(code: X509_V_ERR_UNSPECIFIED, depth: 0)])
    }

    private func certificate(_ depth: Int) -> Certificate? {
        chain.indices.contains(depth) ? chain[depth] : chain.last
    }

    /// Anything but the validity period, the most telling first.
    func failure(isAnchored: Bool) -> PathStatus? {
        guard let last = chain.last else { return nil }
        if !isAnchored { return .noChain(last) }
        if let finding = findings.first(where: { Self.signatureCodes.contains($0.code) }) {
            return .invalidSignature(certificate(finding.depth) ?? last)
        }
        let ignorable = Self.validityCodes.union(Self.chainCodes)
        guard let finding = findings.first(where: { !ignorable.contains($0.code) }) else { return nil }
        return .constraintFailure(certificate(finding.depth) ?? last, Self.constraints[finding.code] ?? .other)
    }

    func validityFailure(at date: Date) -> PathStatus? {
        // The anchor's own period counts as well: RFC 5280 leaves it to policy, and the public roots have ended.
        guard let wrong = chain.first(where: { !$0.isValid(at: date) }) else { return nil }
        return date < wrong.notBefore ? .notYetValid(wrong) : .expired(wrong)
    }

    private static let signatureCodes: Set<Int32> = [
        X509_V_ERR_CERT_SIGNATURE_FAILURE, X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE,
        X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY,
    ]
    private static let validityCodes: Set<Int32> = [
        X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_ERROR_IN_CERT_NOT_BEFORE_FIELD,
        X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD,
    ]
    /// Said of paths without anchor, which the caller has found out already.
    private static let chainCodes: Set<Int32> = [
        X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY,
        X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,
        X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
    ]
    private static let constraints: [Int32: PathConstraint] = [
        X509_V_ERR_INVALID_CA: .notAnAuthority,
        X509_V_ERR_KEYUSAGE_NO_CERTSIGN: .authorityKeyUsage,
        X509_V_ERR_PATH_LENGTH_EXCEEDED: .pathLength,
        X509_V_ERR_PERMITTED_VIOLATION: .nameConstraints,
        X509_V_ERR_EXCLUDED_VIOLATION: .nameConstraints,
        X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION: .criticalExtension,
        X509_V_ERR_INVALID_POLICY_EXTENSION: .certificatePolicy,
        X509_V_ERR_NO_EXPLICIT_POLICY: .certificatePolicy,
        X509_V_ERR_CA_MD_TOO_WEAK: .weakAlgorithm,
        X509_V_ERR_CA_KEY_TOO_SMALL: .weakAlgorithm,
        X509_V_ERR_EE_KEY_TOO_SMALL: .weakAlgorithm,
    ]
}
