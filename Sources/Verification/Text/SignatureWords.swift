import Diagnostics
import PKI

/// What a report says of one signature, for people: what was checked, what could not be, and what came after it.
public struct SignatureWords: Sendable {
    let signature: SignatureReport

    /// The words for `signature`.
    public init(_ signature: SignatureReport) { self.signature = signature }

    /// One line for the result, beside the standard's words.
    public var result: Bilingual {
        switch (signature.indication, signature.subIndication) {
        case (.passed, _): Bilingual(vi: "Hợp lệ", en: "Valid")
        case (.failed, .hashFailure?): Bilingual(vi: "Nội dung đã bị thay đổi", en: "Content was changed")
        case (.failed, .sigCryptoFailure?): Bilingual(vi: "Giá trị chữ ký sai", en: "Wrong signature value")
        case (.failed, _) where signature.reasons.contains { $0.code == "ORPHAN_SIGNATURE" }:
            Bilingual(vi: "Chữ ký mồ côi, tệp đã bị ghi lại", en: "Orphan: the file was rewritten")
        case (.failed, .formatFailure?) where signature.changesAfter == .suspicious:
            Bilingual(vi: "Tệp bị sửa sau khi ký", en: "Changed after signing")
        case (.failed, .formatFailure?): Bilingual(vi: "Cấu trúc chữ ký sai", en: "Malformed")
        case (.failed, _): Bilingual(vi: "Không hợp lệ", en: "Not valid")
        case (.indeterminate, .tryLater?):
            signature.reasons.contains { $0.code == "CERTIFICATE_SUSPENDED" }
                ? Bilingual(vi: "Toàn vẹn; chứng thư số đang bị tạm dừng", en: "Intact; certificate suspended")
                : Bilingual(vi: "Toàn vẹn; chưa kiểm tra được thu hồi", en: "Intact; revocation not checked")
        case (.indeterminate, .cryptoConstraintsFailureNoPOE?), (.indeterminate, .cryptoConstraintsFailure?):
            Bilingual(vi: "Toàn vẹn; thuật toán cũ", en: "Intact; old algorithm")
        case (.indeterminate, .noCertificateChainFound?):
            Bilingual(vi: "Toàn vẹn; chưa biết gốc tin cậy", en: "Intact; no trust anchor")
        case (.indeterminate, .revokedNoPOE?), (.indeterminate, .revokedCANoPOE?):
            Bilingual(vi: "Toàn vẹn; chứng thư số đã bị thu hồi", en: "Intact; certificate revoked")
        case (.indeterminate, .outOfBoundsNoPOE?), (.indeterminate, .outOfBoundsNotRevoked?):
            Bilingual(vi: "Toàn vẹn; chứng thư số ngoài thời hạn", en: "Intact; certificate out of validity")
        case (.indeterminate, .noSigningCertificateFound?):
            Bilingual(vi: "Chưa biết ai ký", en: "Signer unknown")
        case (.indeterminate, _): Bilingual(vi: "Chưa đủ căn cứ", en: "Undetermined")
        }
    }

    /// Whether it passed, failed, or is open.
    public var weight: FileOutcome.Weight {
        switch signature.indication {
        case .passed: .good
        case .failed: .bad
        case .indeterminate: .open
        }
    }

    private func has(_ code: String) -> Bool { signature.reasons.contains { $0.code == code } }
    private var revocationIsOpen: Bool { signature.subIndication == .tryLater || has("REVOCATION_UNKNOWN") }

    /// Whether the time rests on a time-stamp that is trusted; one whose authority's revocation could not be checked counts
    /// provisionally.
    public var timeIsProven: Bool {
        guard signature.time.timestamp != nil else { return false }
        return signature.type == .documentTimestamp
            ? signature.indication == .passed : signature.timestamps.contains(where: \.trusted)
    }

    /// What was checked, and held.
    public var checked: [Bilingual] {
        var found: [Bilingual] = []
        if signature.intact == true {
            found.append(
                Bilingual(vi: "nội dung đúng như lúc ký", en: "the content is what was signed"))
        }
        if signature.signatureValid {
            found.append(
                Bilingual(
                    vi: "giá trị chữ ký khớp với chứng thư số", en: "the signature value fits the certificate"))
        }
        if signature.trust.anchor != nil {
            found.append(
                Bilingual(vi: "chuỗi chứng thư đến gốc tin cậy", en: "the chain leads to a trust anchor"))
            if !revocationIsOpen, signature.indication == .passed {
                found.append(
                    Bilingual(vi: "không chứng thư nào bị thu hồi", en: "no certificate was revoked"))
            }
        }
        if timeIsProven { found.append(Bilingual(vi: "dấu thời gian", en: "the time-stamp")) }
        switch signature.changesAfter {
        case .none:
            if signature.coverage == .file {
                found.append(Bilingual(vi: "không có gì thêm vào sau khi ký", en: "nothing was added afterwards"))
            }
        case .permitted:
            found.append(Bilingual(vi: "những thay đổi sau khi ký", en: "what came afterwards"))
        case .suspicious: break
        }
        return found
    }

    /// What could not be checked.
    public var unchecked: [Bilingual] {
        var found: [Bilingual] = []
        if signature.intact == nil {
            found.append(
                Bilingual(
                    vi: "nội dung tách riêng với giá trị chữ ký", en: "the content apart from the signature value"))
        }
        if signature.signer == nil {
            found.append(
                Bilingual(vi: "chứng thư số của người ký (không có)", en: "the signer's certificate (missing)"))
        } else if signature.trust.anchor == nil {
            found.append(
                Bilingual(
                    vi: "người ký có đáng tin không (thiếu gốc tin cậy)",
                    en: "whether the signer can be trusted (no anchor)"))
        }
        if signature.trust.anchor != nil, revocationIsOpen, !has("CERTIFICATE_SUSPENDED") {
            found.append(Bilingual(vi: "chứng thư số đã bị thu hồi hay chưa", en: "whether a certificate was revoked"))
        }
        if signature.time.timestamp != nil, !timeIsProven {
            found.append(
                Bilingual(
                    vi: "nơi cấp dấu thời gian đã bị thu hồi hay chưa",
                    en: "whether the time-stamping authority was revoked"))
        } else if signature.type == .signature, signature.time.timestamp == nil {
            found.append(
                Bilingual(
                    vi: "thời điểm ký (không có dấu thời gian tin cậy)",
                    en: "when it was signed (no trusted time-stamp)"))
        }
        return found
    }

    /// The store that vouches for the chain.
    public var store: Bilingual? {
        switch signature.trust.store {
        case "official": Bilingual(vi: "chuyên dùng công vụ", en: "official duty")
        case "public": Bilingual(vi: "công cộng", en: "public")
        case "demo": Bilingual(vi: "thử nghiệm, không có giá trị pháp lý", en: "demonstration, without legal force")
        default: nil
        }
    }

    /// What the signature covers.
    public var coverage: Bilingual {
        switch signature.coverage {
        case .file: Bilingual(vi: "toàn bộ tệp", en: "the whole file")
        case .revision: Bilingual(vi: "một phiên bản trước của tệp", en: "an earlier revision of the file")
        case .partial: Bilingual(vi: "chỉ một phần tệp", en: "only a part of the file")
        }
    }

    /// What came after it, in a few words.
    public var afterwards: Bilingual {
        switch signature.changesAfter {
        case .none where signature.coverage == .partial:
            Bilingual(vi: "không so sánh được", en: "cannot be compared")
        case .none: Bilingual(vi: "không thay đổi", en: "no changes")
        case .permitted: Bilingual(vi: "chỉ có thay đổi được phép", en: "permitted changes only")
        case .suspicious: Bilingual(vi: "có thay đổi ĐÁNG NGỜ", en: "SUSPICIOUS changes")
        }
    }

    /// Reasons other than changes: those have lines of their own.
    var reasons: [SignatureReport.Reason] {
        let told = Set(signature.changes.map { ($0.permitted ? "" : "SUSPICIOUS_") + $0.kind })
        return signature.reasons.filter { !told.contains($0.code) }
    }
}
