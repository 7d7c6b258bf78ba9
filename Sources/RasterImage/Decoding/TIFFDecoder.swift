import CTIFF

/// TIFF through libtiff, from memory: classic and BigTIFF, several pages, every compression Debian's build knows.
struct TIFFDecoder: PageDecoder {
    let pageCount: Int
    private let file: [UInt8]

    init(_ file: [UInt8]) throws(RasterImageError) {
        self.file = file
        pageCount = try withTIFF(file) { (tiff) throws(RasterImageError) -> Int in
            let count = Int(TIFFNumberOfDirectories(tiff.handle))
            // A chain of directories that leads out of the file is counted up to there: pages would vanish unseen.
            guard tiff.memory.pointee.errors == 0 else { throw tiff.error("") }
            return count
        }
        guard pageCount > 0 else { throw .corrupt(.tiff, "no page") }
        guard pageCount <= RasterLimits.maximumPages else { throw .tooLarge(.tiff, "\(pageCount) pages") }
    }

    func header(ofPage page: Int) throws(RasterImageError) -> ImageHeader {
        try withPage(page) { (tiff) throws(RasterImageError) -> ImageHeader in tiff.header }
    }

    func decode(_ page: Int, header: ImageHeader, as fidelity: DecodingFidelity) throws(RasterImageError)
        -> DecodedImage
    {
        try withPage(page) { (tiff) throws(RasterImageError) -> DecodedImage in
            tiff.forgetMessages()
            let raster = if let rows = try tiff.rows(header) { rows } else { try tiff.converted(header) }
            // The fax decoders fill what is missing with white and only warn.
            if let complaint = tiff.complaint, complaint.meansTruncation { throw .truncated(.tiff, complaint.text) }
            return DecodedImage(
                raster: fidelity == .exact ? raster : raster.grey(), reduction: 1, complaint: tiff.complaint?.text)
        }
    }

    private func withPage<Result>(
        _ page: Int, _ body: (OpenTIFF) throws(RasterImageError) -> Result
    ) throws(RasterImageError) -> Result {
        try withTIFF(file) { (tiff) throws(RasterImageError) -> Result in
            guard TIFFSetDirectory(tiff.handle, tdir_t(page)) != 0 else { throw tiff.error("no directory \(page)") }
            return try body(tiff)
        }
    }
}

/// Opens `file` for the time of `body`; the bytes stay pinned as long.
private func withTIFF<Result>(
    _ file: [UInt8], _ body: (OpenTIFF) throws(RasterImageError) -> Result
) throws(RasterImageError) -> Result {
    try file.withUnsafeBufferPointer { (source) throws(RasterImageError) -> Result in
        var memory = ctiff_memory()
        memory.bytes = source.baseAddress
        memory.size = UInt64(source.count)
        return try withUnsafeMutablePointer(to: &memory) { (memory) throws(RasterImageError) -> Result in
            guard let handle = ctiff_open(memory, tmsize_t(RasterLimits.maximumBytes)) else {
                throw OpenTIFF.error(memory, "no directory")
            }
            defer { TIFFClose(handle) }
            return try body(OpenTIFF(handle: handle, memory: memory))
        }
    }
}

/// A TIFF positioned on one directory. Valid only inside `withTIFF`.
private struct OpenTIFF {
    let handle: OpaquePointer
    let memory: UnsafeMutablePointer<ctiff_memory>

    struct Complaint {
        let text: String
        var meansTruncation: Bool {
            let lower = text.lowercased()
            return [
                "premature", "read error", "error during reading", "error fetching", "not enough data", "can not read",
                "cannot read", "end of file",
            ].contains { lower.contains($0) }
        }
    }

    var complaint: Complaint? {
        guard memory.pointee.errors > 0 || memory.pointee.warnings > 0 else { return nil }
        return Complaint(text: String(cString: ctiff_message(memory)))
    }

    func forgetMessages() { ctiff_forget_messages(memory) }

    func error(_ otherwise: String) -> RasterImageError { Self.error(memory, otherwise) }

    static func error(_ memory: UnsafeMutablePointer<ctiff_memory>, _ otherwise: String) -> RasterImageError {
        let text = memory.pointee.errors > 0 ? String(cString: ctiff_message(memory)) : otherwise
        return Complaint(text: text).meansTruncation ? .truncated(.tiff, text) : .corrupt(.tiff, text)
    }

    var header: ImageHeader {
        let orientation = Int(ctiff_u16(handle, UInt32(TIFFTAG_ORIENTATION), 1))
        let perInch: Double? =
            switch Int32(ctiff_u16(handle, UInt32(TIFFTAG_RESOLUTIONUNIT), UInt16(RESUNIT_INCH))) {
            case RESUNIT_INCH: 1
            case RESUNIT_CENTIMETER: 2.54
            default: nil
            }
        func resolution(_ tag: Int32) -> Double? {
            let value = Double(ctiff_float(handle, UInt32(tag)))
            guard let perInch, value.isFinite, value > 0 else { return nil }
            return (value * perInch * 100).rounded() / 100
        }
        return ImageHeader(
            width: Int(ctiff_u32(handle, UInt32(TIFFTAG_IMAGEWIDTH))),
            height: Int(ctiff_u32(handle, UInt32(TIFFTAG_IMAGELENGTH))), model: isGrey ? .grey : .rgb,
            bitsPerSample: Int(ctiff_u16(handle, UInt32(TIFFTAG_BITSPERSAMPLE), 1)),
            dpiX: resolution(TIFFTAG_XRESOLUTION), dpiY: resolution(TIFFTAG_YRESOLUTION),
            orientation: (1...8).contains(orientation) ? orientation : 1)
    }

    private var photometric: Int32 { Int32(ctiff_u16(handle, UInt32(TIFFTAG_PHOTOMETRIC), 0)) }
    private var samplesPerPixel: Int { Int(ctiff_u16(handle, UInt32(TIFFTAG_SAMPLESPERPIXEL), 1)) }
    private var isGrey: Bool { [PHOTOMETRIC_MINISBLACK, PHOTOMETRIC_MINISWHITE].contains(photometric) }

    /// The samples as stored, row by row; nil for layouts that only `converted` understands.
    func rows(_ header: ImageHeader) throws(RasterImageError) -> Raster? {
        let compression = Int32(ctiff_u16(handle, UInt32(TIFFTAG_COMPRESSION), UInt16(COMPRESSION_NONE)))
        guard TIFFIsCODECConfigured(UInt16(compression)) != 0 else {
            throw .unsupported(.tiff, "compression \(compression)")
        }
        let isJPEGColour = photometric == PHOTOMETRIC_YCBCR && compression == COMPRESSION_JPEG
        if isJPEGColour { ctiff_want_rgb(handle) }
        let isColour = (photometric == PHOTOMETRIC_RGB || isJPEGColour) && header.bitsPerSample != 1
        let bits = header.bitsPerSample
        guard TIFFIsTiled(handle) == 0, isGrey && samplesPerPixel == 1 || isColour && samplesPerPixel == 3,
            ctiff_u16(handle, UInt32(TIFFTAG_PLANARCONFIG), 1) == UInt16(PLANARCONFIG_CONTIG),
            ctiff_u16(handle, UInt32(TIFFTAG_SAMPLEFORMAT), 1) == UInt16(SAMPLEFORMAT_UINT),
            let count = Raster.byteCount(
                width: header.width, height: header.height, model: header.model, bitsPerSample: bits)
        else { return nil }
        let rowBytes = count / header.height
        guard TIFFScanlineSize64(handle) == UInt64(rowBytes) else { return nil }
        var samples = [UInt8](repeating: 0, count: count)
        let whole = samples.withUnsafeMutableBytes { target in
            (0..<header.height).allSatisfy { row in
                TIFFReadScanline(handle, target.baseAddress.map { $0 + row * rowBytes }, UInt32(row), 0) == 1
            }
        }
        guard whole else { throw error("row missing") }
        if photometric == PHOTOMETRIC_MINISWHITE {
            // What fills the last byte of a row stays as it is.
            let padding = UInt8((1 << (rowBytes * 8 - header.width * bits * header.model.channels)) - 1)
            samples.withUnsafeMutableBufferPointer { $0.invert(rowBytes: rowBytes, padding: padding) }
        }
        if bits == 16 { samples.withUnsafeMutableBufferPointer { $0.swapPairs() } }
        return Raster(
            width: header.width, height: header.height, model: header.model, bitsPerSample: bits, bytes: samples,
            dpiX: header.dpiX, dpiY: header.dpiY)
    }

    /// 8-bit RGB by libtiff's own conversion: palettes, tiles, separate planes, CMYK, CIELab, 2 and 4 bits, alpha.
    func converted(_ header: ImageHeader) throws(RasterImageError) -> Raster {
        let model = header.model
        guard let count = Raster.byteCount(width: header.width, height: header.height, model: .rgba, bitsPerSample: 8)
        else { throw .tooLarge(.tiff, "\(header.width) × \(header.height)") }
        var pixels = [UInt32](repeating: 0, count: count / 4)
        // Asking for the stored orientation keeps libtiff from turning the rows.
        let done = pixels.withUnsafeMutableBufferPointer {
            TIFFReadRGBAImageOriented(
                handle, UInt32(header.width), UInt32(header.height), $0.baseAddress, Int32(header.orientation), 1)
        }
        guard done == 1 else { throw error("unknown layout of samples") }
        var samples: [UInt8] = []
        samples.reserveCapacity(pixels.count * model.channels)
        for pixel in pixels {
            // The colours come multiplied by alpha: what is transparent shows white paper.
            let paper = 255 - (pixel >> 24)
            for channel in 0..<UInt32(model.channels) {
                samples.append(UInt8(clamping: (pixel >> (8 * channel)) & 0xFF + paper))
            }
        }
        guard
            let raster = Raster(
                width: header.width, height: header.height, model: model, bytes: samples, dpiX: header.dpiX,
                dpiY: header.dpiY)
        else { throw .tooLarge(.tiff, "\(header.width) × \(header.height)") }
        return raster
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    fileprivate func invert(rowBytes: Int, padding: UInt8) {
        for index in indices { self[index] = ~self[index] }
        for last in stride(from: rowBytes - 1, to: count, by: rowBytes) { self[last] ^= padding }
    }

    /// libtiff gives 16-bit samples in the byte order of the machine, low byte first.
    fileprivate func swapPairs() {
        for index in stride(from: 0, to: count - 1, by: 2) { swapAt(index, index + 1) }
    }
}
