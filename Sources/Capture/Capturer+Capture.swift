import Diagnostics
import FoundationEssentials
import PDFSyntax
import Records

extension Capturer {
    /// Captures one document.
    ///
    /// - Parameters:
    ///   - source: the file as received.
    ///   - title: what the PDF calls itself (`dc:title`); the file name's stem when nil or empty.
    ///   - measurements: what a worker measured on the pixels; nil when nothing was measured.
    ///   - capturedAt: the instant of digitization, written into the XMP.
    /// - Throws: `CaptureError` for what is no answer about the document.
    public func capture(
        _ source: SourceDocument, title: String? = nil, measurements: CaptureMeasurements? = nil, capturedAt: Date
    ) throws -> CaptureOutcome {
        throw CaptureError(.notFromDigest, .internal, vi: "chưa viết", en: "not written yet")
    }
}
