import Capture
import Extraction
import Records
import Workers

/// What a machine has read off the pages of a signed capture.
struct PageReadings: Sendable {
    /// The text layer of files that have one of their own.
    var text: TextLayer?
    /// QR codes that were on the pages before ours.
    var codes: [PageCode]
}

/// The stages' questions to the worker processes, in the stages' own words: stages know no workers, workers no stages.
extension WorkerPool {
    /// What Capture wants to know of a source's pixels; nil for a format the decoders do not know, which Capture rejects
    /// by itself with a better sentence.
    func measurements(of source: SourceDocument) throws -> CaptureMeasurements? {
        let isPDF = source.bytes.starts(with: Array("%PDF-".utf8))
        do {
            return isPDF ? try pdfMeasurements(source.bytes) : CaptureMeasurements(try imageFacts(source.bytes))
        } catch let failure as WorkerError where Self.isAboutTheFile(failure.code) {
            // Capture reads the container itself and says better what is wrong. A worker that crashed or hung is another
            // matter: that sets the document aside.
            return nil
        }
    }

    private static func isAboutTheFile(_ code: WorkerErrorCode) -> Bool {
        [.imageFormatUnknown, .pdfUnreadable, .pdfEncrypted, .pdfTooLarge].contains(code)
    }

    private func pdfMeasurements(_ pdf: [UInt8]) throws -> CaptureMeasurements {
        let facts = try pdfFacts(pdf, inkPages: 1)
        var pages: [CaptureMeasurements.Page] = []
        for page in facts.pages { pages.append(CaptureMeasurements.Page(freeTop: page.ink?.freeTopFraction)) }
        return CaptureMeasurements(pages: pages, text: facts.text)
    }

    /// Text and codes of a signed capture, with boxes on its pages as they are now.
    func readings(of pdf: [UInt8], capture: SignedCapture, search: QRSearch) throws -> PageReadings {
        let hasText = capture.origin == .bornDigitalPDF || capture.origin == .signedPDF
        let codes = try qrCodes(in: pdf, search: search).map { PageCode(page: $0.page, text: $0.text, box: $0.box) }
        return PageReadings(text: hasText ? try pdfFacts(pdf, inkPages: 0).text : nil, codes: codes)
    }
}
