import Diagnostics
import FoundationEssentials

extension TimeStampToken {
    /// Checks that this token answers `request` and may be relied upon (RFC 3161 §2.2): the same imprint, nonce and
    /// policy, a signature by the certificate that the signed attributes name, and a path for time stamping that holds.
    ///
    /// The asserted time is not compared with a clock of ours: real authorities, and our own machines, are minutes off,
    /// and the token's time is what counts by law. ``deviation(from:)`` lets the caller report it.
    /// - Parameters:
    ///   - extraCertificates: help to build the path and are not trusted.
    ///   - date: now. The certificate must be valid then and at the asserted time.
    /// - Throws: `timestamp-imprint-differs`, `timestamp-nonce-differs`, `timestamp-policy-differs`,
    ///   `timestamp-signature-invalid`, `timestamp-signer-unnamed`, `timestamp-authority-untrusted`.
    public func require(
        _ request: TimeStampRequest, trust: TrustStore, extraCertificates: [Certificate] = [], at date: Date
    ) throws(PKIError) {
        guard covers(request.digest) else {
            throw .timeStamp(
                .timeStampImprintDiffers, vi: "không đóng dấu lên dữ liệu đã gửi",
                en: "stamps something else than what was sent")
        }
        let magnitude = nonce.map { Array($0.drop { $0 == 0 }) }
        guard magnitude ?? [] == request.nonce else {
            throw .timeStamp(
                .timeStampNonceDiffers, vi: "không trả lời yêu cầu này (số ngẫu nhiên khác)",
                en: "answers another request (the nonce differs)")
        }
        if let asked = request.policy, asked != policy {
            throw .timeStamp(
                .timeStampPolicyDiffers, vi: "theo chính sách \(policy), không phải \(asked) đã yêu cầu",
                en: "is made under the policy \(policy) and not \(asked) as asked")
        }
        try requireTrusted(trust: trust, extraCertificates: extraCertificates, at: date)
    }

    private func requireTrusted(
        trust: TrustStore, extraCertificates: [Certificate], at date: Date
    ) throws(PKIError) {
        let known = extraCertificates + trust.intermediates + trust.anchors.map(\.certificate)
        guard let certificate = certificate(among: known) else {
            throw .timeStamp(
                .timeStampSignerUnnamed, vi: "không kèm chứng thư số của máy chủ cấp dấu",
                en: "comes without the certificate of its authority")
        }
        guard signer.namesSigningCertificate(certificate) == true else {
            throw .timeStamp(
                .timeStampSignerUnnamed, vi: "không nêu đúng chứng thư số của máy chủ cấp dấu (ESSCertID)",
                en: "does not name the certificate of its authority (ESSCertID)")
        }
        guard signer.contentType == signedData.contentType, check(signer: certificate).isIntact else {
            throw .timeStamp(
                .timeStampSignatureInvalid, vi: "có chữ ký không đúng", en: "has a signature that does not verify")
        }
        let outcome = validate(
            trust: trust, extraCertificates: extraCertificates, at: date, revocation: .ifAvailable)
        guard let path = outcome.path, path.status == .passed else {
            let reason = outcome.path?.reasons.first?.message
            throw .timeStamp(
                .timeStampAuthorityUntrusted,
                vi: "của máy chủ không đáng tin cậy: \(reason?.vi ?? "không có chứng thư số")",
                en: "is from an authority that is not trusted: \(reason?.en ?? "no certificate")")
        }
        // A clock that is minutes off must not cost a signature; one that is off by the certificate's life does.
        guard certificate.isValid(at: time) else {
            throw .timeStamp(
                .timeStampAuthorityUntrusted,
                vi: "ghi thời điểm nằm ngoài thời hạn chứng thư số của máy chủ",
                en: "asserts a time outside the validity of its authority's certificate")
        }
    }

    /// How many seconds the asserted time is after `date`, beyond the accuracy the authority claims; 0 within it.
    public func deviation(from date: Date) -> TimeInterval {
        let difference = time.timeIntervalSince(date)
        let beyond = max(0, abs(difference) - (accuracy ?? 0))
        return difference < 0 ? -beyond : beyond
    }
}

extension Fault where Code == PKIErrorCode {
    /// The token came, and is not what was asked for.
    fileprivate static func timeStamp(_ code: PKIErrorCode, vi: String, en: String) -> PKIError {
        PKIError(code, .dependency, vi: "Dấu thời gian nhận được \(vi).", en: "The time stamp received \(en).")
    }
}
