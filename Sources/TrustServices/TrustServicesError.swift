import Diagnostics
import PKI

/// Why a trust service gave nothing that can be used.
public enum TrustServicesErrorCode: String, Sendable, CaseIterable {
    // the sum of all attempts
    case timeStampUnavailable = "timestamp-unavailable"
    case revocationUnavailable = "revocation-unavailable"
    case issuerUnavailable = "issuer-unavailable"
    case noTimeStampAuthority = "timestamp-not-configured"
    case noServiceAddress = "service-address-missing"
    // one answer that came and does not help
    case ocspNonceDiffers = "ocsp-nonce-differs"
    case ocspUnknown = "ocsp-certificate-unknown"
    case unauthorizedSigner = "revocation-unauthorized"
    case revokedSigner = "revocation-responder-revoked"
    case notCurrent = "revocation-not-current"
    case anotherCertificate = "revocation-other-certificate"
    case notTheIssuer = "issuer-does-not-match"
    // nothing was asked
    case notAllowed = "address-not-allowed"
    case budgetSpent = "requests-used-up"
}

/// An error of this module about one service.
public typealias TrustServicesError = Fault<TrustServicesErrorCode>

/// One service that was asked, and what came of it.
public struct ServiceAttempt: Sendable {
    /// The service's host and port.
    public let host: String
    /// Why it did not help: an `HTTPError`, a `PKIError` or a ``TrustServicesError``.
    public let error: any Error

    /// The sentence for a reader; it names the host in any case.
    public var message: Bilingual {
        let sentence = Bilingual(explaining: error)
        if sentence.en.contains(host) { return sentence }
        return Bilingual(vi: "\(host): \(sentence.vi)", en: "\(host): \(sentence.en)")
    }
}

extension Bilingual {
    /// What an error says of itself.
    init(explaining error: any Error) {
        self = (error as? any UserFacingError)?.what ?? Bilingual(vi: "\(error)", en: "\(error)")
    }
}

/// No service helped. The caller decides whether to wait, to stop, or to go on at a lower level and say so.
public struct ServicesUnavailable: UserFacingError {
    /// What is missing.
    public let code: TrustServicesErrorCode
    /// What each service answered, in the order they were asked; empty when there was none to ask.
    public let attempts: [ServiceAttempt]
    private let subject: Bilingual

    init(_ code: TrustServicesErrorCode, _ attempts: [ServiceAttempt], _ subject: Bilingual) {
        self.code = code
        self.attempts = attempts
        self.subject = subject
    }

    /// False when something was not asked at all: another time it may be.
    var isAnswer: Bool {
        attempts.allSatisfy { attempt in
            let code = (attempt.error as? TrustServicesError)?.code
            return code != .notAllowed && code != .budgetSpent
        }
    }

    /// The code's raw value.
    public var codeName: String { code.rawValue }
    /// A missing service is a setting to be made; a silent one is a dependency.
    public var kind: FaultKind { code == .noTimeStampAuthority ? .configuration : .dependency }

    /// What is missing, then what each service answered.
    public var what: Bilingual {
        func sentence(_ subject: String, _ details: [String]) -> String {
            details.isEmpty ? subject + "." : subject + ": " + details.joined(separator: " ")
        }
        let messages = attempts.map(\.message)
        return Bilingual(
            vi: sentence(subject.vi, messages.map(\.vi)), en: sentence(subject.en, messages.map(\.en)))
    }

    /// The first service's own advice, if it has any.
    public var remedy: Bilingual? {
        if let first = attempts.lazy.compactMap({ ($0.error as? any UserFacingError)?.remedy }).first { return first }
        return switch code {
        case .noTimeStampAuthority:
            Bilingual(
                vi: "Khai báo ít nhất một máy chủ cấp dấu thời gian trong hồ sơ cấu hình.",
                en: "Name at least one time-stamping authority in the profile.")
        case .noServiceAddress:
            Bilingual(
                vi: "Đặt danh sách thu hồi (CRL) của tổ chức cấp vào thư mục chứng thư số tin cậy.",
                en: "Put the issuer's revocation list (CRL) into the folder of trusted certificates.")
        default:
            Bilingual(
                vi: "Kiểm tra kết nối mạng và máy chủ đã nêu, hoặc khai báo thêm máy chủ khác.",
                en: "Check the network and the server named, or name another server as well.")
        }
    }
}

extension Fault where Code == TrustServicesErrorCode {
    /// No rule lets a certificate send us to `host`.
    static func notAllowed(_ host: String) -> TrustServicesError {
        TrustServicesError(
            .notAllowed, .dependency,
            vi: "Không hỏi \(host): địa chỉ này chỉ do tệp nêu ra, chính sách kiểm tra không cho phép.",
            en: "\(host) was not asked: only the file names it, and no rule of the policy allows that.")
    }

    /// Revocation data came from `host` and does not settle the question.
    static func unusable(_ doubt: RevocationDoubt, from host: String) -> TrustServicesError {
        let code: TrustServicesErrorCode =
            switch doubt {
            case .noEvidence, .anotherCertificate: .anotherCertificate
            case .unauthorizedSigner: .unauthorizedSigner
            case .revokedSigner: .revokedSigner
            case .notCurrent: .notCurrent
            case .unknownToResponder: .ocspUnknown
            }
        return TrustServicesError(
            code, .dependency, vi: "Dữ liệu thu hồi từ \(host) không dùng được: \(doubt.message.vi).",
            en: "The revocation data from \(host) cannot be used: \(doubt.message.en).")
    }
}
