import PDFRendering
import RasterImage

extension WorkerPool {
    /// Every page of an image file decoded and measured. Damaged pages are part of the answer.
    ///
    /// - Throws: `WorkerErrorCode.imageFormatUnknown`, and what every request can throw: `.crashed`, `.timedOut`,
    ///   `.launchFailed`, `.tooLarge`, `.protocolBroken`, `.closed`, `.refused`.
    public func imageFacts(_ image: [UInt8]) throws(WorkerError) -> ImageFacts {
        guard case (.imageFacts(let facts), _) = try call(.imageFacts, image) else { throw .unexpectedAnswer }
        return facts
    }

    /// The samples of page `page` (0-based) of an image file, as stored.
    ///
    /// - Throws: `WorkerErrorCode` of images, and what every request can throw.
    public func decodeImage(_ image: [UInt8], page: Int) throws(WorkerError) -> Raster {
        try raster(call(.decodeImage(page: page), image))
    }

    /// The text of a PDF, how much of each page is image, and where the first `inkPages` pages are free of ink.
    ///
    /// - Throws: `WorkerErrorCode` of PDFs, and what every request can throw.
    public func pdfFacts(_ pdf: [UInt8], inkPages: Int = 1) throws(WorkerError) -> PDFFacts {
        guard case (.pdfFacts(let facts), _) = try call(.pdfFacts(inkPages: inkPages), pdf) else {
            throw .unexpectedAnswer
        }
        return facts
    }

    /// Page `page` (0-based) of a PDF as a viewer shows it.
    ///
    /// - Parameter model: `.grey` or `.rgb`.
    /// - Throws: `WorkerErrorCode` of PDFs, and what every request can throw.
    public func render(
        _ pdf: [UInt8], page: Int, dpi: Double, model: Raster.ColourModel = .rgb
    ) throws(WorkerError) -> Raster {
        try raster(call(.renderPDF(page: page, dpi: dpi, model: model), pdf))
    }

    /// Page `page` (0-based) of a PDF as a PNG file.
    ///
    /// - Throws: `WorkerErrorCode` of PDFs, and what every request can throw.
    public func preview(_ pdf: [UInt8], page: Int, dpi: Double) throws(WorkerError) -> [UInt8] {
        guard case (.file, let png) = try call(.previewPDF(page: page, dpi: dpi), pdf) else { throw .unexpectedAnswer }
        return png
    }

    /// The QR codes on the first `pages` pages of an image file or a PDF. None found is an empty list.
    ///
    /// - Throws: `WorkerErrorCode` of images and PDFs, and what every request can throw.
    public func qrCodes(
        in file: [UInt8], pages: Int = .max, search: QRSearch = .quick
    ) throws(WorkerError) -> [PageQRCode] {
        let request = WorkerRequest.findQRCodes(pages: pages, search: search)
        guard case (.qrCodes(let codes), _) = try call(request, file) else { throw .unexpectedAnswer }
        return codes
    }

    /// The words of one page of a PDF and where it has ink, annotations included.
    ///
    /// - Parameter page: from 0; -1 is the last page.
    /// - Throws: `WorkerErrorCode` of PDFs, and what every request can throw.
    public func pageContent(_ pdf: [UInt8], page: Int) throws(WorkerError) -> PageContent {
        guard case (.pageContent(let shape), let cells) = try call(.pageContent(page: page), pdf),
            let content = shape.content(cells)
        else { throw .unexpectedAnswer }
        return content
    }

    private func raster(_ answer: (WorkerResponse, payload: [UInt8])) throws(WorkerError) -> Raster {
        guard case .raster(let shape) = answer.0, let raster = shape.raster(answer.payload) else {
            throw .unexpectedAnswer
        }
        return raster
    }
}

extension WorkerError {
    fileprivate static let unexpectedAnswer = WorkerError.protocolBroken("the answer to another question")
}
