import Diagnostics

/// What the mathematics say of one signature. Trust, time and revocation play no part in it.
public struct SignatureCheck: Sendable, Hashable {
    /// True when the signed digest is the content's; nil when the algorithm does not let the two questions be asked
    /// apart (no signed attributes and no RSA PKCS#1 v1.5): then ``signatureValid`` answers both.
    public let digestMatches: Bool?
    /// True when the signature value verifies under the signer's key.
    public let signatureValid: Bool
    /// What is worth telling beside it.
    public let notes: [SignatureNote]

    /// A check that ended so.
    public init(digestMatches: Bool?, signatureValid: Bool, notes: [SignatureNote]) {
        self.digestMatches = digestMatches
        self.signatureValid = signatureValid
        self.notes = notes
    }

    /// True when the signature holds for this content.
    public var isIntact: Bool { signatureValid && digestMatches != false }
}

/// An oddity of a signature: a reason why it failed, or a flaw that does not break it.
public enum SignatureNote: String, Sendable, Hashable, CaseIterable {
    /// DigestInfo without NULL parameters; accepted after a full comparison.
    case legacyDigestInfo = "LEGACY_DIGEST_INFO"
    /// Parameters that do not belong to the algorithm identifier were ignored.
    case strayParameters = "STRAY_ALGORITHM_PARAMETERS"
    /// The signature was made over signed attributes that are not in distinguished encoding: not valid by RFC 5652,
    /// though accepted unless the caller is strict.
    case signedAttributesNotDER = "SIGNED_ATTRIBUTES_NOT_DER"
    /// The signature algorithm's digest is not the content's.
    case digestAlgorithmsDiffer = "DIGEST_ALGORITHMS_DIFFER"
    /// A digest or signature algorithm we do not know: no verdict is possible, so the signature is not valid.
    case unsupportedAlgorithm = "UNSUPPORTED_ALGORITHM"
    /// The key is of another kind than the signature algorithm needs.
    case keyDoesNotFit = "KEY_DOES_NOT_FIT"
    /// No signed attributes: the signature is over the content itself.
    case noSignedAttributes = "NO_SIGNED_ATTRIBUTES"
    /// Signed attributes without exactly one message digest.
    case messageDigestMissing = "MESSAGE_DIGEST_MISSING"

    /// The sentence for a reader.
    public var message: Bilingual {
        switch self {
        case .legacyDigestInfo:
            Bilingual(
                vi: "Chữ ký dùng kiểu mã hóa cũ (DigestInfo không có NULL); đã so khớp toàn bộ và hợp lệ.",
                en: "The signature uses a legacy encoding (DigestInfo without NULL); it was compared in full and holds."
            )
        case .strayParameters:
            Bilingual(
                vi: "Thuật toán ký kèm tham số không thuộc về nó; đã bỏ qua.",
                en: "The signature algorithm carries parameters that do not belong to it; they were ignored.")
        case .signedAttributesNotDER:
            Bilingual(
                vi: "Các thuộc tính được ký không ở dạng mã hóa DER như RFC 5652 yêu cầu.",
                en: "The signed attributes are not in the distinguished encoding that RFC 5652 requires.")
        case .digestAlgorithmsDiffer:
            Bilingual(
                vi: "Hàm băm của thuật toán ký khác hàm băm của nội dung.",
                en: "The digest of the signature algorithm is not the digest of the content.")
        case .unsupportedAlgorithm:
            Bilingual(
                vi: "Thuật toán băm hoặc ký không được hỗ trợ.",
                en: "The digest or signature algorithm is not supported.")
        case .keyDoesNotFit:
            Bilingual(
                vi: "Khóa trong chứng thư số không dùng được với thuật toán ký.",
                en: "The certificate's key cannot be used with the signature algorithm.")
        case .noSignedAttributes:
            Bilingual(
                vi: "Chữ ký không có thuộc tính được ký: không phải chữ ký PAdES.",
                en: "The signature has no signed attributes: it is no PAdES signature.")
        case .messageDigestMissing:
            Bilingual(
                vi: "Thiếu giá trị băm của nội dung trong các thuộc tính được ký.",
                en: "The content's digest is missing from the signed attributes.")
        }
    }
}
