import Diagnostics

/// What can go wrong between a request and its response.
public enum HTTPErrorCode: String, Sendable, CaseIterable {
    case badAddress = "http-bad-address"
    case credentialsUnreadable = "http-credentials-unreadable"
    case unreachable = "http-unreachable"
    case timedOut = "http-timed-out"
    case untrustedServer = "http-untrusted-server"
    case badRedirect = "http-bad-redirect"
    case addressRefused = "http-address-refused"
    case tooLarge = "http-response-too-large"
    case interrupted = "http-interrupted"
    case badStatus = "http-status"
    case wrongMediaType = "http-wrong-media-type"
}

/// An error of this module; its text names the host and never the path, the user or the password.
public typealias HTTPError = Fault<HTTPErrorCode>

extension HTTPResponse {
    /// The content of a successful response.
    /// - Parameters:
    ///   - request: what was asked; its host stands in the message.
    ///   - mediaType: what the content must be; nil for anything.
    /// - Throws: `http-status` for any status but 200, `http-wrong-media-type`.
    public func content(of request: HTTPRequest, mediaType expected: String? = nil) throws(HTTPError) -> [UInt8] {
        let host = request.host
        guard status == 200 else {
            throw HTTPError(
                .badStatus, .dependency, vi: "Dịch vụ \(host) trả lời mã \(status).",
                en: "The service \(host) answered with status \(status).", remedy: Self.remedy(status))
        }
        if let expected, mediaType != expected {
            throw HTTPError(
                .wrongMediaType, .dependency,
                vi: "Dịch vụ \(host) trả về “\(mediaType ?? "")”, không phải “\(expected)”.",
                en: "The service \(host) returned “\(mediaType ?? "")” and not “\(expected)”.",
                remedy: Bilingual(
                    vi: "Kiểm tra địa chỉ dịch vụ, và trang đăng nhập mạng nếu có.",
                    en: "Check the service's address, and whether the network shows a log-in page."))
        }
        return body
    }

    private static func remedy(_ status: Int) -> Bilingual? {
        switch status {
        case 401, 403:
            Bilingual(
                vi: "Kiểm tra tài khoản và tệp mật khẩu của dịch vụ.",
                en: "Check the account and the password file of the service.")
        case 404: Bilingual(vi: "Kiểm tra địa chỉ dịch vụ.", en: "Check the service's address.")
        case 429, 500...: Bilingual(vi: "Thử lại sau.", en: "Try again later.")
        default: nil
        }
    }
}
