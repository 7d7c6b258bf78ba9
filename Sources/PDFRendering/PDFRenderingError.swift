import Diagnostics

/// What can go wrong when poppler reads or draws a PDF. The raw values are stable names for machines.
public enum PDFRenderingErrorCode: String, Sendable, CaseIterable {
    /// Not a PDF, or damaged beyond repair.
    case unreadable = "pdf-unreadable"
    /// A password is needed.
    case encrypted = "pdf-encrypted"
    /// There is no such page.
    case pageMissing = "pdf-page-missing"
    /// A page, or the number of pages, is larger than `RasterLimits` allow.
    case tooLarge = "pdf-too-large"
    /// Drawing or reading a page failed.
    case pageFailed = "pdf-page-failed"
}

/// The error of module PDFRendering.
public typealias PDFRenderingError = Fault<PDFRenderingErrorCode>

extension PDFRenderingError {
    /// `detail`: poppler's own words.
    static func unreadable(_ detail: String) -> PDFRenderingError {
        PDFRenderingError(
            .unreadable, .input, vi: "Không mở được tệp PDF: \(detail).", en: "The PDF cannot be opened: \(detail).",
            remedy: Bilingual(vi: "Sao chép lại tệp gốc.", en: "Copy the original again."))
    }

    static let encrypted = PDFRenderingError(
        .encrypted, .input, vi: "Tệp PDF có mật khẩu.", en: "The PDF is protected by a password.",
        remedy: Bilingual(vi: "Xin tệp không đặt mật khẩu.", en: "Ask for a copy without a password."))

    static func pageMissing(_ page: Int, of count: Int) -> PDFRenderingError {
        PDFRenderingError(
            .pageMissing, .input, vi: "Tệp PDF có \(count) trang, không có trang \(page + 1).",
            en: "The PDF has \(count) pages; there is no page \(page + 1).")
    }

    static func tooLarge(_ what: String) -> PDFRenderingError {
        PDFRenderingError(
            .tooLarge, .input, vi: "Tệp PDF quá lớn (\(what)).", en: "The PDF is too large (\(what)).")
    }

    static func pageFailed(_ page: Int, _ detail: String) -> PDFRenderingError {
        PDFRenderingError(
            .pageFailed, .input, vi: "Không xử lý được trang \(page + 1) của tệp PDF: \(detail).",
            en: "Page \(page + 1) of the PDF cannot be processed: \(detail).")
    }
}
