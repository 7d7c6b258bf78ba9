import Diagnostics
import Records

/// The findings of Capture: their codes, what follows from them, and the words a person reads.
enum CaptureFindings {
    static func fileEmpty() -> Finding {
        Finding(
            "FILE_EMPTY", .reject,
            Bilingual(vi: "Tệp rỗng (0 byte); hãy quét lại.", en: "The file is empty (0 bytes); scan it again."),
            measured: 0, limit: 1)
    }

    static func fileTooLarge(bytes: Int, limit: Int) -> Finding {
        Finding(
            "FILE_TOO_LARGE", .reject,
            Bilingual(
                vi: "Tệp có \(bytes) byte, vượt giới hạn \(limit) byte của hồ sơ cấu hình.",
                en: "The file has \(bytes) bytes; the profile's limit is \(limit)."),
            measured: Double(bytes), limit: Double(limit))
    }

    static func formatUnsupported(_ what: Bilingual, page: Int? = nil) -> Finding {
        Finding("FORMAT_UNSUPPORTED", .reject, what, page: page)
    }

    static func imageTruncated(_ what: Bilingual, page: Int?) -> Finding {
        Finding("IMAGE_TRUNCATED", .reject, what, page: page)
    }

    static func imageUnreadable(_ what: Bilingual, page: Int?) -> Finding {
        Finding("IMAGE_UNREADABLE", .reject, what, page: page)
    }

    static func imageDoubtful(_ what: Bilingual, page: Int?) -> Finding {
        Finding("IMAGE_DOUBTFUL", .review, what, page: page)
    }

    static func pdfUnreadable(_ what: Bilingual) -> Finding { Finding("PDF_UNREADABLE", .reject, what) }

    static func pdfEncrypted() -> Finding {
        Finding(
            "PDF_ENCRYPTED", .reject,
            Bilingual(
                vi: "Tệp PDF bị mã hóa; bản lưu trữ không được mã hóa. Hãy xuất lại không đặt mật khẩu.",
                en: "The PDF is encrypted; an archived file must not be. Export it again without a password."))
    }

    static func resolutionTooLow(_ dpi: Double, limit: Double, basis: String, page: Int) -> Finding {
        Finding(
            "RESOLUTION_TOO_LOW", .reject,
            Bilingual(
                vi:
                    "Trang \(page): độ phân giải \(text(dpi)) dpi, tối thiểu \(text(limit)) dpi (\(basis)); hãy quét lại.",
                en: "Page \(page): resolution \(text(dpi)) dpi, at least \(text(limit)) dpi (\(basis)); scan it again."),
            page: page, measured: dpi, limit: limit)
    }

    static func resolutionUnknown(assumed dpi: Double, limit: Double, page: Int) -> Finding {
        Finding(
            "RESOLUTION_UNKNOWN", .review,
            Bilingual(
                vi:
                    "Trang \(page): tệp không ghi độ phân giải; nếu là khổ A4 thì khoảng \(text(dpi)) dpi. Cần người kiểm tra.",
                en: "Page \(page): the file gives no resolution; about \(text(dpi)) dpi if it is A4. Needs a person."),
            page: page, measured: dpi, limit: limit)
    }

    static func pageSizeImplausible(widthMM: Double, heightMM: Double, page: Int) -> Finding {
        let size = "\(text(widthMM)) × \(text(heightMM)) mm"
        return Finding(
            "PAGE_SIZE_IMPLAUSIBLE", .reject,
            Bilingual(
                vi: "Trang \(page): theo độ phân giải ghi trong tệp, trang có khổ \(size), không thể có.",
                en: "Page \(page): by the resolution in the file the page measures \(size), which cannot be."),
            page: page, measured: max(widthMM, heightMM))
    }

    static func tooManyPages(_ count: Int, limit: Int) -> Finding {
        Finding(
            "TOO_MANY_PAGES", .review,
            Bilingual(
                vi: "Tài liệu có \(count) trang, nhiều hơn \(limit); cần người kiểm tra có phải nhiều văn bản gộp lại.",
                en:
                    "The document has \(count) pages, more than \(limit); a person must see whether it is several papers."
            ),
            measured: Double(count), limit: Double(limit))
    }

    static func pagesCounted(source: Int, written: Int) -> Finding {
        Finding(
            "PAGES_COUNTED", .note,
            Bilingual(
                vi: "Số trang: tệp gốc \(source), bản số hóa \(written) (TT 01/2023 Đ8.2).",
                en: "Pages: source \(source), digitized \(written) (TT 01/2023 Art. 8.2)."),
            measured: Double(written), limit: Double(source))
    }

    static func pageCountDiffers(container: Int, decoder: Int) -> Finding {
        Finding(
            "PAGE_COUNT_DIFFERS", .review,
            Bilingual(
                vi: "Tệp khai \(container) trang nhưng bộ giải mã đọc được \(decoder); cần người kiểm tra.",
                en: "The file declares \(container) pages but the decoder read \(decoder); needs a person."),
            measured: Double(decoder), limit: Double(container))
    }

    static func colourAssumed(page: Int) -> Finding {
        Finding(
            "CMYK_PROFILE_ASSUMED", .note,
            Bilingual(
                vi:
                    "Trang \(page): ảnh CMYK không kèm hồ sơ màu; dùng hồ sơ giả định để hiển thị, dữ liệu ảnh giữ nguyên.",
                en: "Page \(page): CMYK image without a profile; shown by an assumed one, image data unaltered."),
            page: page)
    }

    static func transparencyFlattened(page: Int) -> Finding {
        Finding(
            "TRANSPARENCY_ON_WHITE", .note,
            Bilingual(
                vi: "Trang \(page): các màu trong suốt của bảng màu được đặt trên nền trắng.",
                en: "Page \(page): transparent palette colours are shown on white."),
            page: page)
    }

    static func notPDFA() -> Finding {
        Finding(
            "NOT_PDFA", .note,
            Bilingual(
                vi: "Tệp PDF nhận vào không phải PDF/A; giữ nguyên từng byte, không chuyển đổi.",
                en: "The PDF received is not PDF/A; every byte is kept, nothing is converted."))
    }

    static func sealSidecar(_ why: Bilingual) -> Finding {
        Finding(
            "SEAL_SIDECAR", .note,
            Bilingual(
                vi: "Không thêm vùng ký vào tệp: \(why.vi). Dấu xác thực được lưu bên cạnh tệp.",
                en: "No signature field is added to the file: \(why.en). The seal is kept beside it."))
    }

    static func croppedAreaShown() -> Finding {
        Finding(
            "CROPPED_AREA_SHOWN", .review,
            Bilingual(
                vi: "Trang 1 bị cắt ở mép trên; dải tiêu đề có thể để lộ phần bị cắt. Cần người kiểm tra.",
                en: "Page 1 is cropped at the top; the header band may show what was cropped. Needs a person."),
            page: 1)
    }

    /// A measurement as people write it: no more than one decimal.
    static func text(_ value: Double) -> String {
        let tenths = (value * 10).rounded()
        guard tenths.isFinite, abs(tenths) < 1e15 else { return "?" }
        let number = Int(tenths)
        return number % 10 == 0 ? String(number / 10) : "\(number / 10).\(abs(number % 10))"
    }
}
