import CP11Kit
import Diagnostics

/// A call of the standard's interface that did not return `CKR_OK`, before anyone knows which token it concerns.
struct CryptokiFailure: Error, Hashable {
    let value: CK_RV

    init(_ value: CK_RV) { self.value = value }

    /// Throws unless `value` is `CKR_OK`; nil stands for a function the module does not have.
    static func check(_ value: CK_RV?) throws(CryptokiFailure) {
        let value = value ?? CKR_FUNCTION_NOT_SUPPORTED
        if value != CKR_OK { throw CryptokiFailure(value) }
    }

    /// Whether this says that the token, or the way to it, is not there any more.
    var meansGone: Bool {
        [
            CKR_DEVICE_REMOVED, CKR_DEVICE_ERROR, CKR_TOKEN_NOT_PRESENT, CKR_TOKEN_NOT_RECOGNIZED,
            CKR_SESSION_HANDLE_INVALID, CKR_SESSION_CLOSED, CKR_SLOT_ID_INVALID, CKR_USER_NOT_LOGGED_IN,
            CKR_KEY_HANDLE_INVALID, CKR_OBJECT_HANDLE_INVALID, CKR_CRYPTOKI_NOT_INITIALIZED,
        ].contains(value)
    }

    /// Whether this may hide that the token is gone, so that asking the token for itself decides.
    var mayMeanGone: Bool { [CKR_GENERAL_ERROR, CKR_FUNCTION_FAILED, CKR_HOST_MEMORY].contains(value) }

    /// The error a person sees.
    /// - Parameters:
    ///   - token: the token's label.
    ///   - algorithm: what was to be made, where that matters.
    func error(token label: String, algorithm: String = "") -> TokenError {
        if meansGone { return .tokenGone(label) }
        switch value {
        case CKR_PIN_INCORRECT: return .pinIncorrect(label, warning: nil)
        case CKR_PIN_INVALID, CKR_PIN_LEN_RANGE: return .pinUnusable(label)
        case CKR_PIN_EXPIRED: return .pinExpired(label)
        case CKR_PIN_LOCKED: return .pinLocked(label)
        case CKR_USER_PIN_NOT_INITIALIZED: return .pinNotSet(label)
        case CKR_MECHANISM_INVALID, CKR_MECHANISM_PARAM_INVALID, CKR_KEY_TYPE_INCONSISTENT, CKR_KEY_SIZE_RANGE,
            CKR_FUNCTION_NOT_SUPPORTED:
            return .mechanismUnsupported(label, algorithm)
        case CKR_KEY_FUNCTION_NOT_PERMITTED, CKR_FUNCTION_REJECTED, CKR_FUNCTION_CANCELED:
            return .signingRefused(label, name)
        case CKR_SESSION_COUNT, CKR_DEVICE_MEMORY, CKR_USER_ANOTHER_ALREADY_LOGGED_IN, CKR_USER_TOO_MANY_TYPES,
            CKR_SESSION_EXISTS, CKR_SESSION_READ_WRITE_SO_EXISTS, CKR_OPERATION_ACTIVE:
            return .tokenBusy(label, name)
        default: return .deviceFailure(label, name)
        }
    }

    /// The standard's name of the value, or its number.
    var name: String { Self.names[value] ?? "CKR 0x" + String(value, radix: 16) }

    private static let names: [CK_RV: String] = [
        CKR_CANCEL: "CKR_CANCEL", CKR_HOST_MEMORY: "CKR_HOST_MEMORY", CKR_GENERAL_ERROR: "CKR_GENERAL_ERROR",
        CKR_FUNCTION_FAILED: "CKR_FUNCTION_FAILED", CKR_ARGUMENTS_BAD: "CKR_ARGUMENTS_BAD",
        CKR_ATTRIBUTE_SENSITIVE: "CKR_ATTRIBUTE_SENSITIVE", CKR_DATA_INVALID: "CKR_DATA_INVALID",
        CKR_DATA_LEN_RANGE: "CKR_DATA_LEN_RANGE", CKR_DEVICE_MEMORY: "CKR_DEVICE_MEMORY",
        CKR_FUNCTION_CANCELED: "CKR_FUNCTION_CANCELED", CKR_FUNCTION_REJECTED: "CKR_FUNCTION_REJECTED",
        CKR_KEY_FUNCTION_NOT_PERMITTED: "CKR_KEY_FUNCTION_NOT_PERMITTED",
        CKR_OPERATION_ACTIVE: "CKR_OPERATION_ACTIVE", CKR_SESSION_COUNT: "CKR_SESSION_COUNT",
        CKR_SESSION_EXISTS: "CKR_SESSION_EXISTS", CKR_NEED_TO_CREATE_THREADS: "CKR_NEED_TO_CREATE_THREADS",
        CKR_CANT_LOCK: "CKR_CANT_LOCK", CKR_USER_ANOTHER_ALREADY_LOGGED_IN: "CKR_USER_ANOTHER_ALREADY_LOGGED_IN",
        CKR_USER_TOO_MANY_TYPES: "CKR_USER_TOO_MANY_TYPES",
        CKR_SESSION_READ_WRITE_SO_EXISTS: "CKR_SESSION_READ_WRITE_SO_EXISTS",
        CKR_MUTEX_BAD: "CKR_MUTEX_BAD",
    ]
}

extension Fault where Code == TokenErrorCode {
    /// - Parameter warning: what the token says of the tries that are left.
    static func pinIncorrect(_ label: String, warning: Bilingual?) -> TokenError {
        TokenError(
            .pinIncorrect, .configuration, vi: "Mã PIN của thiết bị ký “\(label)” không đúng.",
            en: "The PIN of the token “\(label)” is wrong.",
            remedy: warning
                ?? Bilingual(
                    vi: "Kiểm tra mã PIN trước khi thử lại: sai nhiều lần thì thiết bị tự khóa.",
                    en: "Check the PIN before another try: the token locks itself after several wrong ones."))
    }

    static func pinUnusable(_ label: String) -> TokenError {
        TokenError(
            .pinUnusable, .configuration,
            vi: "Mã PIN đã nhập không hợp lệ với thiết bị ký “\(label)” (độ dài hoặc ký tự).",
            en: "The token “\(label)” does not take such a PIN (its length or a character).",
            remedy: Bilingual(
                vi: "Tệp PIN không được có dấu cách hay dòng thừa.",
                en: "A PIN file must hold no extra spaces or lines."))
    }

    static func pinLocked(_ label: String) -> TokenError {
        TokenError(
            .pinLocked, .dependency, vi: "Thiết bị ký “\(label)” đã bị khóa vì nhập sai mã PIN nhiều lần.",
            en: "The token “\(label)” is locked after several wrong PINs.",
            remedy: Bilingual(
                vi: "Liên hệ nơi cấp thiết bị để mở khóa bằng mã PUK/SO.",
                en: "Have its issuer unlock it with the PUK or SO PIN."))
    }

    static func pinExpired(_ label: String) -> TokenError {
        TokenError(
            .pinExpired, .dependency, vi: "Mã PIN của thiết bị ký “\(label)” đã hết hạn.",
            en: "The PIN of the token “\(label)” has expired.",
            remedy: Bilingual(
                vi: "Đổi mã PIN bằng phần mềm của thiết bị ký rồi chạy lại.",
                en: "Change the PIN with the token's own software, then run again."))
    }

    static func pinNotSet(_ label: String) -> TokenError {
        TokenError(
            .pinNotSet, .dependency, vi: "Thiết bị ký “\(label)” chưa được đặt mã PIN.",
            en: "The token “\(label)” has no PIN yet.",
            remedy: Bilingual(
                vi: "Đặt mã PIN bằng phần mềm của thiết bị ký rồi chạy lại.",
                en: "Set the PIN with the token's own software, then run again."))
    }

    static func signingRefused(_ label: String, _ detail: String) -> TokenError {
        TokenError(
            .signingRefused, .dependency, vi: "Thiết bị ký “\(label)” từ chối ký (\(detail)).",
            en: "The token “\(label)” refused to sign (\(detail)).",
            remedy: Bilingual(
                vi: "Xác nhận trên thiết bị nếu được hỏi; kiểm tra khóa có được phép ký không.",
                en: "Confirm on the device if it asks; check that the key may sign."))
    }

    static func tokenBusy(_ label: String, _ detail: String) -> TokenError {
        TokenError(
            .tokenBusy, .dependency, vi: "Thiết bị ký “\(label)” đang bận (\(detail)).",
            en: "The token “\(label)” is busy (\(detail)).",
            remedy: Bilingual(
                vi: "Đóng các phần mềm khác đang dùng thiết bị ký rồi chạy lại.",
                en: "Close other programs that use the token, then run again."))
    }

    static func deviceFailure(_ label: String, _ detail: String) -> TokenError {
        TokenError(
            .deviceFailure, .dependency, vi: "Thiết bị ký “\(label)” báo lỗi \(detail).",
            en: "The token “\(label)” reports \(detail).",
            remedy: Bilingual(
                vi: "Rút ra cắm lại thiết bị ký; nếu vẫn lỗi, kiểm tra bằng phần mềm của thiết bị.",
                en: "Reinsert the token; if it fails again, check it with its own software."))
    }
}
