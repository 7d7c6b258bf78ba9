import PDFSyntax

/// An image as PDF stores it (ISO 32000-2, 8.9.5), before it has an object number. Entries that PDF/A forbids or that
/// only steer viewers (Interpolate, Alternates, OPI, Intent) have no place in it.
struct ImageXObject {
    var width: Int
    var height: Int
    var bitsPerComponent: Int
    /// Nil only for JPEG 2000, which brings its colour along.
    var colour: PageColour?
    /// True for one of several strips of a bilevel page. A stencil paints its black samples and leaves the others, so
    /// that where two strips meet within a device pixel the white of one does not wipe out the black of the other:
    /// accents would suffer first.
    var isStencil = false
    var decode: [Double]?
    var colourKey: [Int]?
    /// Opacity, a byte a pixel.
    var opacity: [UInt8]?
    /// Nil: `data` are samples, to be compressed when written.
    var filter: PDFName?
    var parameters: PDFDictionary?
    /// The shared segments of JBIG2.
    var globals: ByteView?
    var data: ByteView

    init(
        width: Int, height: Int, bitsPerComponent: Int, colour: PageColour?, filter: PDFName?,
        parameters: PDFDictionary?, data: ByteView
    ) {
        (self.width, self.height, self.bitsPerComponent) = (width, height, bitsPerComponent)
        (self.colour, self.filter, self.parameters, self.data) = (colour, filter, parameters, data)
    }

    /// One part of a page's pixels.
    init(_ part: PageImage.Part, of page: PageImage) {
        self.init(
            width: page.width, height: part.rows, bitsPerComponent: page.bitsPerComponent, colour: page.colour,
            filter: nil, parameters: nil, data: ByteView(part.bytes))
        if page.isInverted { decode = (0..<page.colour.components).flatMap { _ in [1.0, 0.0] } }
        colourKey = page.colourKey
        // Only fax pages have several parts.
        if page.parts.count == 1 { opacity = page.opacity } else { isStencil = true }
        switch part.encoding {
        case .jpeg(let transform):
            filter = "DCTDecode"
            parameters = transform.map { ["ColorTransform": .integer($0)] }
        case .ccitt(let ccitt):
            filter = "CCITTFaxDecode"
            parameters = ccitt.dictionary(columns: page.width, rows: part.rows)
        case .flate(let predictor):
            filter = "FlateDecode"
            parameters = predictorParameters(predictor)
        case .samples: break
        }
    }

    private func predictorParameters(_ predictor: Int) -> PDFDictionary? {
        guard predictor > 1 else { return nil }
        return [
            "Predictor": .integer(predictor), "Colors": .integer(colour?.components ?? 1),
            "BitsPerComponent": .integer(bitsPerComponent), "Columns": .integer(width),
        ]
    }

    /// The stream; `colourSpace`, `softMask` and `globals` are objects that the file already holds.
    ///
    /// - Throws: `pdf-compression-failed`.
    func stream(colourSpace: PDFObject?, softMask: PDFReference?, globals: PDFReference?) throws -> PDFStream {
        var dictionary: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Image"), "Width": .integer(width), "Height": .integer(height),
        ]
        if isStencil { dictionary["ImageMask"] = .boolean(true) } else { dictionary["ColorSpace"] = colourSpace }
        if filter != "JPXDecode" { dictionary["BitsPerComponent"] = .integer(bitsPerComponent) }
        dictionary["Decode"] = decode.map(PDFObject.numbers)
        dictionary["Mask"] = colourKey.map { .array($0.map(PDFObject.integer)) }
        dictionary["SMask"] = softMask.map(PDFObject.reference)
        guard let filter else {
            // Prediction works on whole bytes; rows of 1-bit samples compress well without.
            guard bitsPerComponent >= 8, let colour else {
                return try PDFStream(dictionary: dictionary, deflating: data.bytes)
            }
            let pixelBytes = colour.components * bitsPerComponent / 8
            let rows = PNGPrediction.paeth(data.bytes, rowBytes: width * pixelBytes, pixelBytes: pixelBytes)
            var stream = try PDFStream(dictionary: dictionary, deflating: rows)
            stream.dictionary["DecodeParms"] = predictorParameters(15).map(PDFObject.dictionary)
            return stream
        }
        dictionary["Filter"] = .name(filter)
        var parameters = parameters
        if let globals {
            parameters = parameters ?? PDFDictionary()
            parameters?["JBIG2Globals"] = .reference(globals)
        }
        dictionary["DecodeParms"] = parameters.map(PDFObject.dictionary)
        return PDFStream(dictionary: dictionary, data: data)
    }
}

extension CCITTParameters {
    fileprivate func dictionary(columns: Int, rows: Int) -> PDFDictionary {
        var dictionary: PDFDictionary = [
            "K": .integer(k), "Columns": .integer(columns), "Rows": .integer(rows), "BlackIs1": .boolean(blackIs1),
        ]
        if encodedByteAlign { dictionary["EncodedByteAlign"] = .boolean(true) }
        if endOfLine { dictionary["EndOfLine"] = .boolean(true) }
        if !endOfBlock { dictionary["EndOfBlock"] = .boolean(false) }
        return dictionary
    }
}
