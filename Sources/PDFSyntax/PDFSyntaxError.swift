import Diagnostics

/// What can go wrong with PDF syntax. The raw values are stable names for machines.
public enum PDFSyntaxErrorCode: String, Sendable {
    /// The file could not be opened or mapped.
    case unreadableFile = "pdf-unreadable-file"
    /// No `%PDF-` header in the first 1,024 bytes.
    case notAPDF = "pdf-no-header"
    /// There is a header, but neither a cross-reference nor a scan leads to a catalog.
    case unrecoverable = "pdf-unrecoverable"
    /// Bytes that are not an object of ISO 32000-2, 7.3.
    case malformedObject = "pdf-malformed-object"
    /// A cross-reference section that breaks ISO 32000-2, 7.5.4 or 7.5.8.
    case malformedCrossReference = "pdf-malformed-cross-reference"
    /// Arrays and dictionaries nested deeper than the reader allows.
    case nestedTooDeeply = "pdf-nested-too-deeply"
    /// A stream whose encoded bytes break the rules of its filter.
    case corruptStream = "pdf-corrupt-stream"
    /// A stream that grows beyond the limit given by the caller.
    case streamTooLarge = "pdf-stream-too-large"
    /// A filter that only an image decoder can undo, or an unknown one.
    case unsupportedFilter = "pdf-unsupported-filter"
    /// An incremental update was asked for on a file whose cross-reference had to be rebuilt.
    case notUpdatable = "pdf-not-updatable"
    /// Our own compression failed.
    case compressionFailed = "pdf-compression-failed"
}

/// The error of this module.
public typealias PDFSyntaxError = Fault<PDFSyntaxErrorCode>

extension PDFSyntaxError {
    static func malformed(_ what: String, at offset: Int) -> PDFSyntaxError {
        PDFSyntaxError(
            .malformedObject, .input,
            vi: "Cú pháp PDF sai tại vị trí \(offset): \(what).",
            en: "Bad PDF syntax at offset \(offset): \(what).")
    }

    static func crossReference(_ what: String, at offset: Int) -> PDFSyntaxError {
        PDFSyntaxError(
            .malformedCrossReference, .input,
            vi: "Bảng tham chiếu chéo của PDF sai tại vị trí \(offset): \(what).",
            en: "Bad PDF cross-reference at offset \(offset): \(what).")
    }

    static func corrupt(_ filter: String, _ what: String) -> PDFSyntaxError {
        PDFSyntaxError(
            .corruptStream, .input,
            vi: "Luồng dữ liệu \(filter) trong PDF bị hỏng: \(what).",
            en: "Corrupt \(filter) stream in the PDF: \(what).")
    }

    static func tooLarge(limit: Int) -> PDFSyntaxError {
        PDFSyntaxError(
            .streamTooLarge, .input,
            vi: "Luồng dữ liệu trong PDF giải nén ra quá \(limit) byte.",
            en: "A stream of the PDF decodes to more than \(limit) bytes.")
    }
}
