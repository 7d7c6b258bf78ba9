import Diagnostics
import FoundationEssentials
import PDFRendering
import RasterImage

/// What a worker is asked to do with the payload of the frame, a file as it came.
enum WorkerRequest: Codable, Equatable {
    case imageFacts
    case decodeImage(page: Int)
    case pdfFacts(inkPages: Int)
    case renderPDF(page: Int, dpi: Double, model: Raster.ColourModel)
    case previewPDF(page: Int, dpi: Double)
    case findQRCodes(pages: Int, search: QRSearch)
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
