import Diagnostics
import FoundationEssentials
import PDFRendering
import RasterImage
import Records

/// What a worker is asked to do with the payload of the frame, a file as it came.
enum WorkerRequest: Codable, Equatable {
    case imageFacts
    case decodeImage(page: Int)
    case pdfFacts(inkPages: Int)
    case renderPDF(page: Int, dpi: Double, model: Raster.ColourModel)
    case previewPDF(page: Int, dpi: Double)
    case findQRCodes(pages: Int, search: QRSearch)
    /// Negative pages count from the end.
    case pageContent(page: Int)
}

/// What a worker answers.
enum WorkerResponse: Codable {
    case imageFacts(ImageFacts)
    case pdfFacts(PDFFacts)
    /// The samples are the payload.
    case raster(RasterShape)
    /// The file is the payload.
    case file
    case qrCodes([PageQRCode])
    /// The cells of ink are the payload.
    case pageContent(PageContentShape)
    case refused(Refusal)
}

/// A raster without its samples.
struct RasterShape: Codable {
    var width: Int
    var height: Int
    var model: Raster.ColourModel
    var bitsPerSample: Int
    var dpiX: Double?
    var dpiY: Double?

    init(_ raster: Raster) {
        (width, height, model, bitsPerSample) = (raster.width, raster.height, raster.model, raster.bitsPerSample)
        (dpiX, dpiY) = (raster.dpiX, raster.dpiY)
    }

    /// Nil when the samples are not as many as the shape needs.
    func raster(_ samples: [UInt8]) -> Raster? {
        Raster(
            width: width, height: height, model: model, bitsPerSample: bitsPerSample, bytes: samples, dpiX: dpiX,
            dpiY: dpiY)
    }
}

/// What stands on a page, without the cells of ink.
struct PageContentShape: Codable {
    var index: Int
    var pageCount: Int
    var text: TextLayer.Page
    var columns: Int
    var rows: Int

    init(_ content: PageContent) {
        (index, pageCount, text) = (content.index, content.pageCount, content.text)
        (columns, rows) = (content.ink.columns, content.ink.rows)
    }

    /// Nil when the cells are not as many as the shape needs.
    func content(_ cells: [UInt8]) -> PageContent? {
        PageInk(columns: columns, rows: rows, bits: cells).map { ink in
            PageContent(index: index, pageCount: pageCount, text: text, ink: ink)
        }
    }
}

/// An error of a module inside the worker.
struct Refusal: Codable {
    var code: String
    var kind: FaultKind
    var what: Bilingual
    var remedy: Bilingual?

    init(_ error: any Error) {
        if let error = error as? any UserFacingError {
            (code, kind, what, remedy) = (error.codeName, error.kind, error.what, error.remedy)
        } else {
            (code, kind) = (WorkerErrorCode.refused.rawValue, .internal)
            what = Bilingual(vi: "Lỗi không rõ: \(error).", en: "Unexpected error: \(error).")
        }
    }

    var error: WorkerError {
        WorkerError(
            WorkerErrorCode(rawValue: code) ?? .refused, kind, vi: what.vi, en: what.en, remedy: remedy)
    }
}

extension Frame {
    init(_ message: some Encodable, payload: [UInt8]) throws {
        try self.init(header: [UInt8](JSONEncoder().encode(message)), payload: payload)
    }

    func message<Message: Decodable>(_ type: Message.Type) throws -> Message {
        try JSONDecoder().decode(type, from: Data(header))
    }
}
