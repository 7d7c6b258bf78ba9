import PDFRendering
import QRCode
import RasterImage
import Records

/// The work itself: one request and a file in, one response and its payload out.
enum RequestHandler {
    static func answer(_ request: WorkerRequest, _ file: [UInt8]) -> (WorkerResponse, payload: [UInt8]) {
        do {
            switch request {
            case .imageFacts:
                return (.imageFacts(try ImageFacts(measuring: file)), [])
            case .decodeImage(let page):
                return raster(try ImageDecoder(file).page(page).raster)
            case .pdfFacts(let inkPages):
                return (.pdfFacts(try PDFFacts(measuring: file, inkPages: inkPages)), [])
            case .renderPDF(let page, let dpi, let model):
                return raster(try PDFRenderer(file).render(page: page, dpi: dpi, model: model))
            case .previewPDF(let page, let dpi):
                return (.file, try PNGEncoder.encode(PDFRenderer(file).render(page: page, dpi: dpi)))
            case .findQRCodes(let pages, let search):
                return (.qrCodes(try qrCodes(in: file, pages: pages, search)), [])
            case .pageContent(let page):
                let content = try PDFRenderer(file).content(ofPage: page)
                return (.pageContent(PageContentShape(content)), content.ink.bits)
            }
        } catch {
            return (.refused(Refusal(error)), [])
        }
    }

    private static func raster(_ raster: Raster) -> (WorkerResponse, payload: [UInt8]) {
        (.raster(RasterShape(raster)), raster.bytes)
    }

    private static func qrCodes(in file: [UInt8], pages: Int, _ search: QRSearch) throws -> [PageQRCode] {
        if ImageFormat(of: file) != nil {
            let decoder = try ImageDecoder(file)
            return try (0..<min(pages, decoder.pageCount)).flatMap { page in
                try qrCodes(on: decoder.page(page, as: .grey(minimumDPI: search.dpi)).raster, page: page)
            }
        }
        let renderer = try PDFRenderer(file)
        return try (0..<min(pages, renderer.pageCount)).flatMap { page in
            try qrCodes(on: renderer.render(page: page, dpi: search.dpi, model: .grey), page: page)
        }
    }

    private static func qrCodes(on raster: Raster, page: Int) throws -> [PageQRCode] {
        let dpi = raster.dpiX ?? Double(raster.width) / 8.27
        let (across, down) = (72 / dpi, 72 / (raster.dpiY ?? dpi))
        return try QRReader.read(width: raster.width, height: raster.height, pixels: raster.bytes).map { found in
            PageQRCode(
                page: page + 1,
                text: found.text ?? String(String.UnicodeScalarView(found.bytes.map(Unicode.Scalar.init))),
                box: PageBox(
                    x0: Double(found.box.minX) * across, y0: Double(found.box.minY) * down,
                    x1: Double(found.box.maxX) * across, y1: Double(found.box.maxY) * down))
        }
    }
}
