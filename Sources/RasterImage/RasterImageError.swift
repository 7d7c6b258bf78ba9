import Diagnostics

/// What can go wrong with an image file. The raw values are stable names for machines.
public enum RasterImageErrorCode: String, Sendable, CaseIterable {
    /// Neither JPEG, PNG nor TIFF.
    case formatUnknown = "image-format-unknown"
    /// The data end early.
    case truncated = "image-truncated"
    /// The data break the rules of their format.
    case corrupt = "image-corrupt"
    /// A kind of JPEG, PNG or TIFF that the decoder does not read.
    case unsupported = "image-unsupported"
    /// More pixels, bytes or pages than `RasterLimits` allow.
    case tooLarge = "image-too-large"
    /// There is no such page.
    case pageMissing = "image-page-missing"
    /// The encoder gave up.
    case encodingFailed = "image-encoding-failed"
}

/// The error of module RasterImage.
public typealias RasterImageError = Fault<RasterImageErrorCode>

extension RasterImageError {
    static let formatUnknown = RasterImageError(
        .formatUnknown, .input, vi: "Tệp không phải ảnh JPEG, PNG hay TIFF.",
        en: "The file is not a JPEG, PNG or TIFF image.")

    /// `detail`: the decoder's own words.
    static func truncated(_ format: ImageFormat, _ detail: String) -> RasterImageError {
        RasterImageError(
            .truncated, .input, vi: "Ảnh \(format.name) bị cắt cụt: \(detail).",
            en: "The \(format.name) image is cut short: \(detail).",
            remedy: Bilingual(vi: "Quét hoặc sao chép lại tệp gốc.", en: "Scan or copy the original again."))
    }

    static func corrupt(_ format: ImageFormat, _ detail: String) -> RasterImageError {
        RasterImageError(
            .corrupt, .input, vi: "Ảnh \(format.name) bị hỏng: \(detail).",
            en: "The \(format.name) image is damaged: \(detail).",
            remedy: Bilingual(vi: "Quét hoặc sao chép lại tệp gốc.", en: "Scan or copy the original again."))
    }

    static func unsupported(_ format: ImageFormat, _ detail: String) -> RasterImageError {
        RasterImageError(
            .unsupported, .input, vi: "Không đọc được kiểu ảnh \(format.name) này: \(detail).",
            en: "This kind of \(format.name) image cannot be read: \(detail).",
            remedy: Bilingual(
                vi: "Lưu lại dưới dạng TIFF hoặc PNG thông thường.", en: "Save it again as ordinary TIFF or PNG."))
    }

    static func tooLarge(_ format: ImageFormat, _ what: String) -> RasterImageError {
        RasterImageError(
            .tooLarge, .input, vi: "Ảnh \(format.name) quá lớn (\(what)).",
            en: "The \(format.name) image is too large (\(what)).")
    }

    static func pageMissing(_ page: Int, of count: Int) -> RasterImageError {
        RasterImageError(
            .pageMissing, .input, vi: "Tệp ảnh chỉ có \(count) trang, không có trang \(page + 1).",
            en: "The image file has \(count) pages; there is no page \(page + 1).")
    }
}
