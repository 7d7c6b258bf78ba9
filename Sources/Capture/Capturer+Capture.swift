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
    /// - Throws: `CaptureError` for what is no answer about the document, `PDFSyntaxError` when compression fails.
    public func capture(
        _ source: SourceDocument, title: String? = nil, measurements: CaptureMeasurements? = nil, capturedAt: Date
    ) throws -> CaptureOutcome {
        if source.bytes.isEmpty { return .setAside([CaptureFindings.fileEmpty()]) }
        if source.bytes.count > scan.maximumBytes {
            return .setAside([CaptureFindings.fileTooLarge(bytes: source.bytes.count, limit: scan.maximumBytes)])
        }
        let file = PDFAFile(
            metadata: XMPPacket(
                title: Capturer.title(title, source), publisher: agencyName, capturedAt: capturedAt),
            identifier: try Capturer.identifier(source), cmykProfile: try usableCMYKProfile())
        let format = SourceFormat(source.bytes)
        do {
            switch format {
            case .jpeg: return try wrap([JPEGFile(source.bytes).page(source.bytes)], into: file, measurements)
            case .png: return try wrap([pngPage(source.bytes)], into: file, measurements)
            case .tiff: return try wrap(tiffPages(source.bytes), into: file, measurements)
            case .pdf: return try capturePDF(source, into: file, measurements)
            case .other(let name):
                return .setAside([CaptureFindings.formatUnsupported(SourceFormat.unsupported(name))])
            }
        } catch let problem as PageProblem {
            return .setAside([problem.finding(isPDF: format == .pdf)])
        } catch let problem as ContainerProblem {
            return .setAside([PageProblem(problem, page: nil).finding(isPDF: format == .pdf)])
        }
    }

    /// `/ID` is taken from the source's digest: stable, and different for different papers (ISO 32000-2, 14.4).
    private static func identifier(_ source: SourceDocument) throws -> [UInt8] {
        let digits = source.sha256.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 64 else { throw badDigest(source) }
        return try stride(from: 0, to: 32, by: 2).map { at in
            guard let high = digits[at], let low = digits[at + 1] else { throw badDigest(source) }
            return UInt8(high << 4 | low)
        }
    }

    private static func badDigest(_ source: SourceDocument) -> CaptureError {
        CaptureError(
            .badDigest, .internal, vi: "Mã băm SHA-256 của \(source.path) không đúng dạng.",
            en: "The SHA-256 of \(source.path) is not one.")
    }

    private static func title(_ title: String?, _ source: SourceDocument) -> String {
        if let title, !title.isEmpty { return title }
        let name = source.fileName
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    private func usableCMYKProfile() throws -> [UInt8] {
        guard let cmykProfile else { return CMYKProfile.bytes }
        guard ICCProfileHeader(cmykProfile)?.fits(components: 4) == true else {
            throw CaptureError(
                .badColourProfile, .configuration, vi: "Hồ sơ màu CMYK được cấu hình không dùng được.",
                en: "The configured CMYK profile cannot be used.",
                remedy: Bilingual(
                    vi: "Dùng một hồ sơ ICC phiên bản 2 hoặc 4 cho CMYK, hoặc bỏ cấu hình này.",
                    en: "Use an ICC profile of version 2 or 4 for CMYK, or leave the setting out."))
        }
        return cmykProfile
    }
}

/// A problem of a container with the page it concerns.
struct PageProblem: Error {
    let problem: ContainerProblem
    let page: Int?

    init(_ problem: ContainerProblem, page: Int?) { (self.problem, self.page) = (problem, page) }

    func finding(isPDF: Bool) -> Finding {
        switch problem {
        case .truncated(let what): CaptureFindings.imageTruncated(what, page: page)
        case .damaged(let what) where isPDF && page == nil: CaptureFindings.pdfUnreadable(what)
        case .damaged(let what): CaptureFindings.imageUnreadable(what, page: page)
        case .unsupported(let what): CaptureFindings.formatUnsupported(what, page: page)
        }
    }
}
