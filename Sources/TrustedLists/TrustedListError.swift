import Diagnostics
import PKI

/// Why a trusted list is not believed. Nothing of a list that fails is ever used.
public enum TrustedListErrorCode: String, Sendable, CaseIterable {
    /// The bytes are no well-formed XML in UTF-8.
    case malformedXML = "xml-malformed"
    /// The document has a DOCTYPE, which no trusted list needs and attacks on XML readers do.
    case documentType = "xml-doctype"
    /// The document is larger, deeper or more crowded than any trusted list.
    case beyondLimits = "xml-beyond-limits"
    /// The document is no trusted list, or one whose mandatory parts are missing, doubled or unreadable.
    case malformedList = "trusted-list-malformed"
    /// The list is of a version of the standard whose terms mean something else.
    case unsupportedVersion = "trusted-list-version"
    case unsigned = "trusted-list-unsigned"
    /// Signature and content are not arranged as the standard wants, as after signature wrapping.
    case signatureStructure = "trusted-list-signature-structure"
    case unsupportedAlgorithm = "trusted-list-algorithm"
    case weakAlgorithm = "trusted-list-weak-algorithm"
    /// A digest differs: something was changed after signing.
    case altered = "trusted-list-altered"
    case signatureInvalid = "trusted-list-signature-invalid"
    /// The signature is by none of the certificates that were given.
    case signerUnknown = "trusted-list-signer-unknown"
    /// The list of lists does not announce this signer for this territory.
    case signerNotAnnounced = "trusted-list-signer-not-announced"
    /// The date of its next update has passed.
    case expired = "trusted-list-expired"
    /// The list says that it is issued in the future.
    case notYetIssued = "trusted-list-not-yet-issued"
    /// It is older than the one already imported.
    case rollback = "trusted-list-rollback"
    /// It is not of the scheme of the one that it shall replace.
    case otherScheme = "trusted-list-other-scheme"
}

/// An error of this module.
public typealias TrustedListError = Fault<TrustedListErrorCode>

extension Fault where Code == TrustedListErrorCode {
    static func malformedXML(_ detail: String) -> TrustedListError {
        TrustedListError(
            .malformedXML, .input, vi: "Danh sách tin cậy không phải XML (UTF-8) đúng cú pháp: \(detail).",
            en: "The trusted list is no well-formed XML in UTF-8: \(detail).",
            remedy: Bilingual(vi: "Tải lại tệp từ nơi công bố.", en: "Download the file again from its publisher."))
    }

    static func malformedList(vi: String, en: String) -> TrustedListError {
        TrustedListError(
            .malformedList, .input, vi: "Không phải danh sách tin cậy đúng ETSI TS 119 612: \(vi).",
            en: "Not a trusted list of ETSI TS 119 612: \(en).")
    }

    static func signatureStructure(vi: String, en: String) -> TrustedListError {
        TrustedListError(
            .signatureStructure, .input, vi: "Chữ ký của danh sách tin cậy không bao trùm danh sách: \(vi).",
            en: "The trusted list's signature does not cover the list: \(en).",
            remedy: Bilingual(
                vi: "Không dùng tệp này; tải lại từ nơi công bố.",
                en: "Do not use this file; download it again from its publisher."))
    }

    static func unsupportedAlgorithm(_ name: String) -> TrustedListError {
        TrustedListError(
            .unsupportedAlgorithm, .input, vi: "Chữ ký của danh sách tin cậy dùng thuật toán không hỗ trợ: \(name).",
            en: "The trusted list's signature uses an algorithm that is not supported: \(name).")
    }

    static func weakAlgorithm(_ name: String) -> TrustedListError {
        TrustedListError(
            .weakAlgorithm, .input, vi: "Chữ ký của danh sách tin cậy dùng thuật toán không còn an toàn: \(name).",
            en: "The trusted list's signature uses an algorithm that is no longer safe: \(name).",
            remedy: Bilingual(
                vi: "Đề nghị nơi công bố ký lại bằng SHA-256 trở lên, RSA 2048 hoặc ECDSA 256 trở lên.",
                en: "Ask the publisher to sign with SHA-256 or longer and RSA 2048, ECDSA 256 or longer."))
    }

    static func altered(vi: String, en: String) -> TrustedListError {
        TrustedListError(
            .altered, .input, vi: "Danh sách tin cậy đã bị sửa sau khi ký: giá trị băm của \(vi) không khớp.",
            en: "The trusted list was changed after signing: the digest of \(en) differs.",
            remedy: Bilingual(
                vi: "Không dùng tệp này; tải lại từ nơi công bố.",
                en: "Do not use this file; download it again from its publisher."))
    }

    /// - Parameter claimed: the certificate that the signature itself names, if it does.
    static func signerUnknown(claimed: Certificate?) -> TrustedListError {
        let who = claimed.map { "\($0.subject), SHA-256 \($0.fingerprint)" }
        return TrustedListError(
            .signerUnknown, .input,
            vi: "Danh sách tin cậy không do chứng thư đã chỉ định ký" + (who.map { "; chữ ký ghi: \($0)." } ?? "."),
            en: "The trusted list is not signed by a certificate given" + (who.map { "; it names \($0)." } ?? "."),
            remedy: Bilingual(
                vi: "Đối chiếu giá trị SHA-256 với cơ quan công bố qua kênh khác rồi chỉ định chứng thư đó.",
                en: "Compare the SHA-256 with the publisher by another channel, then name that certificate."))
    }

    static var unsigned: TrustedListError {
        TrustedListError(
            .unsigned, .input, vi: "Danh sách tin cậy không có chữ ký.", en: "The trusted list has no signature.")
    }

    static var signatureInvalid: TrustedListError {
        TrustedListError(
            .signatureInvalid, .input,
            vi: "Chữ ký của danh sách tin cậy không đúng với khóa của chứng thư đã chỉ định.",
            en: "The trusted list's signature does not verify under the key of the certificate given.")
    }

    static func beyondLimits(_ what: String) -> TrustedListError {
        TrustedListError(
            .beyondLimits, .input, vi: "Tệp XML lớn hơn mọi danh sách tin cậy (\(what)); không đọc tiếp.",
            en: "The XML is beyond what any trusted list needs (\(what)); reading stopped.")
    }

    static var documentType: TrustedListError {
        TrustedListError(
            .documentType, .input, vi: "Tệp XML có khai báo DOCTYPE; danh sách tin cậy không được có.",
            en: "The XML has a DOCTYPE, which a trusted list must not have.")
    }
}
