import Diagnostics

/// Why a signature is not well-formed, or what is odd about it.
public struct SignatureReason: Sendable, Hashable {
    /// Stable names for machines.
    public enum Code: String, Sendable {
        /// No field of the form leads to the signature dictionary, or the file was rewritten after signing.
        case orphanSignature = "ORPHAN_SIGNATURE"
        /// `/ByteRange` is missing or no array of integers.
        case byteRangeMissing = "BYTE_RANGE_MISSING"
        /// `/ByteRange` is not `[0 a b c]` in rising order.
        case byteRangeMalformed = "BYTE_RANGE_MALFORMED"
        /// `/ByteRange` reaches beyond the end of the file.
        case byteRangeBeyondFile = "BYTE_RANGE_BEYOND_FILE"
        /// The gap of `/ByteRange` is not exactly `/Contents`.
        case byteRangeGap = "BYTE_RANGE_GAP"
        /// `/Contents` is missing, empty or all zeros.
        case contentsMissing = "CONTENTS_MISSING"
        /// `/Contents` cannot be read as what `/SubFilter` announces.
        case contentsUnreadable = "CONTENTS_UNREADABLE"
        /// What pads the CMS in `/Contents` is not zeros: bytes that no signature covers.
        case contentsPadding = "CONTENTS_PADDING"
        /// The file holds more signatures than can be looked at.
        case tooManySignatures = "TOO_MANY_SIGNATURES"
        /// `/SubFilter` is missing or unknown.
        case subFilterUnknown = "SUBFILTER_UNKNOWN"
        /// A later revision replaced the signature dictionary.
        case dictionaryReplaced = "SIGNATURE_DICTIONARY_REPLACED"
        /// A CMS without a signer, or a PAdES signature with several.
        case signerCount = "SIGNER_COUNT"
        /// A CMS of ISO 32000 with several signers: the first one counts.
        case severalSigners = "SEVERAL_SIGNERS"
        /// The signer's certificate is not in the file.
        case signerCertificateMissing = "SIGNER_CERTIFICATE_MISSING"
        /// A digest algorithm that is not supported.
        case digestUnsupported = "DIGEST_UNSUPPORTED"
        /// More than one field shows this signature.
        case severalFields = "SEVERAL_FIELDS"
        /// The ranges end inside a revision.
        case partialCoverage = "PARTIAL_COVERAGE"
        /// Bytes precede the header; offsets count from the header.
        case junkBeforeHeader = "JUNK_BEFORE_HEADER"
        /// The document is encrypted: names and texts in it cannot be read.
        case encrypted = "ENCRYPTED"
        /// The cross-reference of the file is broken and was rebuilt.
        case crossReferenceRebuilt = "CROSS_REFERENCE_REBUILT"
    }

    /// The stable name.
    public let code: Code
    /// The sentence for a reader.
    public let message: Bilingual
    /// Whether the signature fails for it (FORMAT_FAILURE of ETSI EN 319 102-1); otherwise it is a remark.
    public let isFormatFailure: Bool

    init(_ code: Code) {
        self.code = code
        let (vi, en, fails) = SignatureReason.text(code)
        message = Bilingual(vi: vi, en: en)
        isFormatFailure = fails
    }

    private static func text(_ code: Code) -> (String, String, Bool) {
        switch code {
        case .orphanSignature:
            (
                "Chữ ký mồ côi: tệp đã bị ghi lại sau khi ký; hãy xin bản gốc.",
                "Orphan signature: the file was rewritten after signing; ask for the original.",
                true
            )
        case .byteRangeMissing:
            ("Chữ ký thiếu ByteRange.", "The signature has no ByteRange.", true)
        case .byteRangeMalformed:
            ("ByteRange của chữ ký sai dạng.", "The ByteRange of the signature is malformed.", true)
        case .byteRangeBeyondFile:
            ("ByteRange vượt quá cuối tệp.", "The ByteRange reaches beyond the end of the file.", true)
        case .byteRangeGap:
            (
                "Phần ByteRange bỏ trống không trùng khít với giá trị chữ ký.",
                "What the ByteRange leaves out is not exactly the signature value.", true
            )
        case .contentsMissing: ("Chữ ký không có giá trị.", "The signature has no value.", true)
        case .contentsUnreadable:
            ("Không đọc được giá trị chữ ký.", "The signature value cannot be read.", true)
        case .contentsPadding:
            (
                "Phần đệm sau giá trị chữ ký chứa dữ liệu lạ không được ký.",
                "The padding after the signature value holds foreign, unsigned data.", true
            )
        case .tooManySignatures:
            (
                "Tệp chứa quá nhiều chữ ký để kiểm tra hết; không chữ ký nào được chấp nhận.",
                "The file holds too many signatures to check them all; none is accepted.", true
            )
        case .subFilterUnknown:
            ("Loại chữ ký (SubFilter) không được hỗ trợ.", "The kind of signature (SubFilter) is not supported.", true)
        case .dictionaryReplaced:
            (
                "Từ điển chữ ký đã bị thay sau khi ký; chỉ hiển thị giá trị của bản được ký.",
                "The signature dictionary was replaced after signing; only the signed values are shown.", true
            )
        case .signerCount:
            ("Chữ ký CMS không có đúng một người ký.", "The CMS signature does not have exactly one signer.", true)
        case .severalSigners:
            (
                "Chữ ký CMS có nhiều người ký; chỉ người đầu tiên được xét.",
                "The CMS signature has several signers; only the first one is judged.", false
            )
        case .signerCertificateMissing:
            (
                "Tệp không chứa chứng thư số của người ký.", "The file does not contain the signer's certificate.",
                false
            )
        case .digestUnsupported:
            ("Hàm băm của chữ ký không được hỗ trợ.", "The digest algorithm is not supported.", false)
        case .severalFields:
            ("Nhiều trường cùng dùng chữ ký này.", "Several fields show this same signature.", false)
        case .partialCoverage:
            (
                "Chữ ký không bao phủ trọn một phiên bản của tệp.",
                "The signature does not cover a whole revision of the file.", false
            )
        case .junkBeforeHeader:
            (
                "Có byte lạ trước phần đầu %PDF; vị trí được tính từ %PDF.",
                "Foreign bytes precede the %PDF header; offsets count from the header.", false
            )
        case .encrypted:
            (
                "Tệp được mã hóa nên không đọc được tên và lời ghi trong chữ ký.",
                "The file is encrypted, so names and texts of the signature cannot be read.", false
            )
        case .crossReferenceRebuilt:
            (
                "Bảng tham chiếu chéo của tệp bị hỏng và đã được dựng lại.",
                "The cross-reference of the file is broken and was rebuilt.", false
            )
        }
    }
}
