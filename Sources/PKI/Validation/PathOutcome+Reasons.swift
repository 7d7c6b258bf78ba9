import Diagnostics
import FoundationEssentials

/// One sentence of an outcome, with a stable code.
public struct PathReason: Sendable, Hashable {
    /// The machine's name, such as `CERTIFICATE_EXPIRED`.
    public let code: String
    /// The sentence.
    public let message: Bilingual
}

extension PathOutcome {
    /// Why the path did not pass, then what was let through.
    public var reasons: [PathReason] { (statusReason.map { [$0] } ?? []) + warnings.map(Self.reason) }

    private var statusReason: PathReason? {
        switch status {
        case .passed: nil
        case .noChain(let last):
            PathReason(
                code: "NO_CERTIFICATE_CHAIN_FOUND",
                message: Bilingual(
                    vi: "Không tìm được đường dẫn từ chứng thư số của \(last.displayName) đến một gốc tin cậy.",
                    en: "No path leads from the certificate of \(last.displayName) to a trust anchor."))
        case .invalidSignature(let certificate):
            PathReason(
                code: "CERTIFICATE_SIGNATURE_INVALID",
                message: Bilingual(
                    vi: "Chữ ký của cơ quan cấp trên chứng thư số của \(certificate.displayName) không đúng.",
                    en: "The issuer's signature on the certificate of \(certificate.displayName) is wrong."))
        case .constraintFailure(let certificate, let constraint):
            PathReason(code: constraint.rawValue, message: constraint.message(certificate.displayName))
        case .revoked(let certificate, let revocation):
            PathReason(
                code: revocation.reason == .certificateHold ? "CERTIFICATE_SUSPENDED" : "CERTIFICATE_REVOKED",
                message: revocation.message(certificate.displayName))
        case .notYetValid(let certificate):
            PathReason(
                code: "CERTIFICATE_NOT_YET_VALID",
                message: Bilingual(
                    vi: "Chứng thư số của \(certificate.displayName) chưa có hiệu lực vào lúc đó.",
                    en: "The certificate of \(certificate.displayName) was not valid yet at that time."))
        case .expired(let certificate):
            PathReason(
                code: "CERTIFICATE_EXPIRED",
                message: Bilingual(
                    vi: "Chứng thư số của \(certificate.displayName) đã hết hạn vào lúc đó.",
                    en: "The certificate of \(certificate.displayName) had expired at that time."))
        case .revocationUnknown(let certificate):
            PathReason(code: "REVOCATION_UNKNOWN", message: Self.unknownRevocation(certificate))
        }
    }

    private static func unknownRevocation(_ certificate: Certificate) -> Bilingual {
        Bilingual(
            vi: "Chưa kiểm tra được chứng thư số của \(certificate.displayName) đã bị thu hồi hay chưa.",
            en: "Whether the certificate of \(certificate.displayName) was revoked could not be checked.")
    }

    private static func reason(_ warning: PathWarning) -> PathReason {
        switch warning {
        case .weakDigest(let certificate, let digest):
            PathReason(
                code: "WEAK_DIGEST_IN_CHAIN",
                message: Bilingual(
                    vi: "Chứng thư số của \(certificate.displayName) được cấp bằng hàm băm cũ \(digest.name).",
                    en: "The certificate of \(certificate.displayName) was issued with the old digest \(digest.name)."))
        case .weakKey(let certificate, let key):
            PathReason(
                code: "WEAK_KEY_IN_CHAIN",
                message: Bilingual(
                    vi: "Khóa \(key) của \(certificate.displayName) dưới mức tối thiểu hiện nay.",
                    en: "The key \(key) of \(certificate.displayName) is below today's minimum."))
        case .revocationUnknown(let certificate):
            PathReason(code: "REVOCATION_UNKNOWN", message: unknownRevocation(certificate))
        }
    }
}

extension Revocation {
    fileprivate func message(_ name: String) -> Bilingual {
        let day = date.formatted(.iso8601.year().month().day())
        return reason == .certificateHold
            ? Bilingual(
                vi: "Chứng thư số của \(name) bị tạm dừng từ \(day).",
                en: "The certificate of \(name) is suspended since \(day).")
            : Bilingual(
                vi: "Chứng thư số của \(name) đã bị thu hồi từ \(day) (lý do: \(reason)).",
                en: "The certificate of \(name) was revoked on \(day) (reason: \(reason)).")
    }
}

extension PathConstraint {
    fileprivate func message(_ name: String) -> Bilingual {
        switch self {
        case .leafKeyUsage:
            Bilingual(
                vi: "Chứng thư số của \(name) không dùng để ký tài liệu.",
                en: "The certificate of \(name) may not be used to sign documents.")
        case .timeStampingUsage:
            Bilingual(
                vi: "Chứng thư số của \(name) không phải chứng thư cấp dấu thời gian.",
                en: "The certificate of \(name) is not one for time stamping.")
        case .notAnAuthority:
            Bilingual(
                vi: "\(name) không phải tổ chức chứng thực nhưng đã cấp chứng thư số.",
                en: "\(name) is no certification authority and yet issued a certificate.")
        case .authorityKeyUsage:
            Bilingual(
                vi: "Khóa của \(name) không được phép ký chứng thư số.",
                en: "The key of \(name) may not sign certificates.")
        case .pathLength:
            Bilingual(
                vi: "Đường dẫn chứng thực dài hơn mức \(name) cho phép.",
                en: "The path is longer than \(name) allows.")
        case .nameConstraints:
            Bilingual(
                vi: "Tên trong chứng thư số của \(name) nằm ngoài phạm vi được cấp.",
                en: "The names in the certificate of \(name) are outside what its issuer may certify.")
        case .certificatePolicy:
            Bilingual(
                vi: "Đường dẫn của \(name) không có chính sách chứng thư nào mà các cấp chứng thực đều chấp nhận.",
                en: "No certificate policy is accepted by all authorities on the path of \(name).")
        case .criticalExtension:
            Bilingual(
                vi: "Chứng thư số của \(name) có phần mở rộng bắt buộc mà phần mềm không hiểu.",
                en: "The certificate of \(name) has a critical extension that is not understood.")
        case .weakAlgorithm:
            Bilingual(
                vi: "Chứng thư số của \(name) dùng thuật toán không còn an toàn.",
                en: "The certificate of \(name) uses an algorithm that is no longer safe.")
        case .other:
            Bilingual(
                vi: "Chứng thư số của \(name) vi phạm quy tắc kiểm tra đường dẫn RFC 5280.",
                en: "The certificate of \(name) breaks a path validation rule of RFC 5280.")
        }
    }
}
