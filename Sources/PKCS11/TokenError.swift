import Diagnostics

/// What can keep a token (a smart card, a USB token, an HSM) from signing.
public enum TokenErrorCode: String, Sendable, CaseIterable {
    case uriMalformed = "token-uri-malformed"
    case uriCarriesPIN = "token-uri-carries-pin"
    case moduleUnloadable = "token-module-unloadable"
    case tokenNotFound = "token-not-found"
    case tokenAmbiguous = "token-ambiguous"
    /// The token was there and is not any more: pulled out, or its server gone. A batch stops; after the token is back
    /// it is resumed.
    case tokenGone = "token-gone"
    case tokenBusy = "token-busy"
    case pinRequired = "token-pin-required"
    case pinFileUnreadable = "token-pin-file-unreadable"
    case pinIncorrect = "token-pin-incorrect"
    case pinUnusable = "token-pin-unusable"
    case pinFinalTry = "token-pin-final-try"
    case pinLocked = "token-pin-locked"
    case pinExpired = "token-pin-expired"
    case pinNotSet = "token-pin-not-set"
    case keyNotFound = "token-key-not-found"
    case keyAmbiguous = "token-key-ambiguous"
    case certificateMissing = "token-certificate-missing"
    case mechanismUnsupported = "token-mechanism-unsupported"
    case signingRefused = "token-signing-refused"
    case deviceFailure = "token-failure"
}

/// An error of this module.
public typealias TokenError = Fault<TokenErrorCode>

extension Fault where Code == TokenErrorCode {
    /// The address itself is never repeated: it may carry a PIN.
    static func malformedURI(vi: String, en: String) -> TokenError {
        TokenError(
            .uriMalformed, .configuration, vi: "Địa chỉ thiết bị ký “pkcs11:…” không hợp lệ: \(vi).",
            en: "The token's address “pkcs11:…” is not valid: \(en).",
            remedy: Bilingual(
                vi: "Dùng dạng pkcs11:token=TÊN;object=KHÓA?module-path=THƯ-VIỆN (RFC 7512).",
                en: "Use the form pkcs11:token=LABEL;object=KEY?module-path=LIBRARY (RFC 7512)."))
    }

    static var uriCarriesPIN: TokenError {
        TokenError(
            .uriCarriesPIN, .configuration,
            vi: "Địa chỉ thiết bị ký chứa mã PIN (pin-value), điều này không được phép.",
            en: "The token's address carries a PIN (pin-value), which is not allowed.",
            remedy: Bilingual(
                vi:
                    "Bỏ pin-value, đổi mã PIN vì nó đã lộ; dùng pin-source=file:ĐƯỜNG-DẪN, --pin-file hoặc nhập khi được hỏi.",
                en: "Remove pin-value and change the exposed PIN; use pin-source=file:PATH, --pin-file or the prompt."))
    }

    static func moduleUnloadable(_ name: String, detail: String) -> TokenError {
        TokenError(
            .moduleUnloadable, .dependency, vi: "Không nạp được thư viện PKCS#11 “\(name)”: \(detail).",
            en: "The PKCS#11 library “\(name)” cannot be loaded: \(detail).",
            remedy: Bilingual(
                vi: "Cài phần mềm của thiết bị ký và kiểm tra đường dẫn thư viện.",
                en: "Install the token's software and check the library's path."))
    }

    static func tokenNotFound(present: [TokenDescription]) -> TokenError {
        let names = present.map { "“\($0.label)”" }.joined(separator: ", ")
        return TokenError(
            .tokenNotFound, .dependency,
            vi: "Không tìm thấy thiết bị ký đã nêu. "
                + (names.isEmpty ? "Không có thiết bị nào." : "Đang có: \(names)."),
            en: "The named token is not present. " + (names.isEmpty ? "There is none at all." : "Present: \(names)."),
            remedy: Bilingual(
                vi: "Cắm thiết bị ký, hoặc sửa token=, serial=, module-path= trong địa chỉ.",
                en: "Insert the token, or correct token=, serial=, module-path= in the address."))
    }

    static func tokenAmbiguous(_ tokens: [TokenDescription]) -> TokenError {
        let names = tokens.map { "“\($0.label)” (serial \($0.serial))" }.joined(separator: ", ")
        return TokenError(
            .tokenAmbiguous, .configuration, vi: "Địa chỉ khớp với nhiều thiết bị ký: \(names).",
            en: "The address fits several tokens: \(names).",
            remedy: Bilingual(
                vi: "Thêm token= hoặc serial= vào địa chỉ.", en: "Add token= or serial= to the address."))
    }

    static func tokenGone(_ label: String) -> TokenError {
        TokenError(
            .tokenGone, .dependency, vi: "Thiết bị ký “\(label)” không còn kết nối.",
            en: "The token “\(label)” is no longer connected.",
            remedy: Bilingual(
                vi: "Cắm lại thiết bị ký rồi chạy tiếp; những gì đã ký vẫn giữ nguyên.",
                en: "Insert the token again and resume; what has been signed stays signed."))
    }

    static func pinRequired(_ label: String) -> TokenError {
        TokenError(
            .pinRequired, .configuration, vi: "Thiết bị ký “\(label)” cần mã PIN.",
            en: "The token “\(label)” needs a PIN.",
            remedy: Bilingual(
                vi: "Dùng --pin-file, pin-source=file:ĐƯỜNG-DẪN, hoặc nhập khi được hỏi.",
                en: "Use --pin-file, pin-source=file:PATH, or enter it when asked."))
    }

    static func pinFileUnreadable(_ path: String) -> TokenError {
        TokenError(
            .pinFileUnreadable, .configuration, vi: "Không đọc được tệp mã PIN “\(path)”.",
            en: "The PIN file “\(path)” cannot be read.",
            remedy: Bilingual(
                vi: "Kiểm tra pin-source trong địa chỉ và quyền đọc tệp.",
                en: "Check pin-source in the address and the file's permissions."))
    }

    static func pinFinalTry(_ label: String) -> TokenError {
        TokenError(
            .pinFinalTry, .dependency,
            vi: "Thiết bị ký “\(label)” chỉ còn một lần thử mã PIN; sai nữa thì bị khóa, nên chưa thử.",
            en: "The token “\(label)” allows one more PIN try and would then lock, so none was made.",
            remedy: Bilingual(
                vi: "Đăng nhập một lần bằng phần mềm của thiết bị ký để kiểm tra mã PIN, rồi chạy lại.",
                en: "Log in once with the token's own software to make sure of the PIN, then run again."))
    }

    static func keyNotFound(_ label: String) -> TokenError {
        TokenError(
            .keyNotFound, .configuration, vi: "Không có khóa ký đã nêu trong thiết bị ký “\(label)”.",
            en: "The named signing key is not on the token “\(label)”.",
            remedy: Bilingual(
                vi: "Kiểm tra object= và id= trong địa chỉ.", en: "Check object= and id= in the address."))
    }

    static func keyAmbiguous(_ label: String, _ keys: [String]) -> TokenError {
        let names = keys.joined(separator: ", ")
        return TokenError(
            .keyAmbiguous, .configuration, vi: "Thiết bị ký “\(label)” có nhiều khóa ký: \(names).",
            en: "The token “\(label)” holds several signing keys: \(names).",
            remedy: Bilingual(vi: "Thêm object= hoặc id= vào địa chỉ.", en: "Add object= or id= to the address."))
    }

    static func certificateMissing(_ label: String) -> TokenError {
        TokenError(
            .certificateMissing, .configuration, vi: "Không có chứng thư số của khóa ký trong thiết bị ký “\(label)”.",
            en: "The token “\(label)” holds no certificate of the signing key.",
            remedy: Bilingual(
                vi: "Ghi chứng thư số vào thiết bị ký với cùng mã (id) của khóa.",
                en: "Store the certificate on the token under the key's id."))
    }

    static func mechanismUnsupported(_ label: String, _ algorithm: String) -> TokenError {
        TokenError(
            .mechanismUnsupported, .configuration,
            vi: "Thiết bị ký “\(label)” không ký được bằng thuật toán \(algorithm).",
            en: "The token “\(label)” cannot sign by \(algorithm).",
            remedy: Bilingual(vi: "Chọn thuật toán khác.", en: "Choose another algorithm."))
    }
}
