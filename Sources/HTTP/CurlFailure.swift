import CCurl
import Diagnostics

extension Fault where Code == HTTPErrorCode {
    static func badAddress(_ request: HTTPRequest) -> HTTPError {
        HTTPError(
            .badAddress, .configuration, vi: "“\(request.host)” không phải là địa chỉ http hay https dùng được.",
            en: "“\(request.host)” is no usable http or https address.")
    }

    static func unreachable(_ request: HTTPRequest, detail: String) -> HTTPError {
        HTTPError(
            .unreachable, .dependency, vi: "Không kết nối được tới \(request.host) (\(detail)).",
            en: "Cannot reach \(request.host) (\(detail)).",
            remedy: Bilingual(
                vi: "Kiểm tra mạng, tường lửa và địa chỉ dịch vụ.",
                en: "Check the network, the firewall and the service's address."))
    }

    static func refused(_ request: HTTPRequest, address: String) -> HTTPError {
        HTTPError(
            .addressRefused, .dependency,
            vi:
                "Không hỏi \(request.host): địa chỉ \(address) không thuộc mạng Internet công cộng hoặc mạng được phép.",
            en:
                "\(request.host) was not asked: \(address) is neither of the public internet nor of an allowed network.",
            remedy: Bilingual(
                vi: "Nếu đó là dịch vụ trong mạng của cơ quan, hãy cho phép mạng ấy.",
                en: "If it is a service in the agency's own network, allow that network."))
    }

    static func tooLarge(_ request: HTTPRequest) -> HTTPError {
        HTTPError(
            .tooLarge, .dependency,
            vi: "\(request.host) gửi nhiều hơn mức cho phép \(request.maximumResponseBytes) byte.",
            en: "\(request.host) sent more than the accepted \(request.maximumResponseBytes) bytes.")
    }

    /// The fault for a failed transfer.
    static func transfer(_ code: CURLcode, _ request: HTTPRequest) -> HTTPError {
        let host = request.host
        let detail = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_URL_MALFORMAT: return .badAddress(request)
        case CURLE_OPERATION_TIMEDOUT:
            return HTTPError(
                .timedOut, .dependency, vi: "\(host) không trả lời trong \(request.timeout) giây.",
                en: "\(host) did not answer within \(request.timeout) seconds.",
                remedy: Bilingual(vi: "Thử lại sau.", en: "Try again later."))
        // The request's own scheme was checked before, so an unsupported one comes from a redirect.
        case CURLE_TOO_MANY_REDIRECTS, CURLE_UNSUPPORTED_PROTOCOL:
            return HTTPError(
                .badRedirect, .dependency,
                vi: "\(host) chuyển hướng quá nhiều lần hoặc sang địa chỉ không an toàn.",
                en: "\(host) redirects too often, or to an address that is not safe.")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            return HTTPError(
                .untrustedServer, .dependency, vi: "Không thiết lập được kết nối an toàn với \(host) (\(detail)).",
                en: "No safe connection to \(host) could be made (\(detail)).")
        case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
            return HTTPError(
                .interrupted, .dependency, vi: "\(host) ngắt kết nối giữa chừng (\(detail)).",
                en: "\(host) broke the connection off (\(detail)).")
        default: return .unreachable(request, detail: detail)
        }
    }
}
