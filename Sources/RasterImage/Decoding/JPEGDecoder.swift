import CJPEG

/// JPEG through TurboJPEG: baseline and progressive, grey, YCbCr, RGB, CMYK and YCCK with 8-bit samples.
struct JPEGDecoder: PageDecoder {
    private let file: [UInt8]
    private let markers: JPEGMarkers

    init(_ file: [UInt8]) {
        self.file = file
        markers = JPEGMarkers(file)
    }

    let pageCount = 1

    func header(ofPage page: Int) throws(RasterImageError) -> ImageHeader {
        try withDecompressor { (_, header) in header }
    }

    func decode(_ page: Int, header: ImageHeader, as fidelity: DecodingFidelity) throws(RasterImageError)
        -> DecodedImage
    {
        try withDecompressor { (handle, _) throws(RasterImageError) -> DecodedImage in
            let reduction = reduction(for: fidelity, of: header)
            let width = (header.width + reduction - 1) / reduction
            let height = (header.height + reduction - 1) / reduction
            let wantsGrey = fidelity != .exact && header.model != .cmyk
            let model = wantsGrey ? Raster.ColourModel.grey : header.model
            guard
                let count = Raster.byteCount(width: width, height: height, model: model, bitsPerSample: 8)
            else { throw .tooLarge(.jpeg, "\(width) × \(height)") }
            var samples = [UInt8](repeating: 0, count: count)
            let status = file.withUnsafeBufferPointer { source in
                samples.withUnsafeMutableBufferPointer { target in
                    // A progressive file may ask for thousands of passes over the page; 500 is the library's limit.
                    tjDecompress2(
                        handle, source.baseAddress, UInt(source.count), target.baseAddress, Int32(width), 0,
                        Int32(height), model.pixelFormat, TJFLAG_LIMITSCANS)
                }
            }
            let complaint = status == 0 ? nil : try Self.complaint(of: handle)
            if model == .cmyk, markers.isAdobe { samples.invert() }
            guard
                let raster = Raster(
                    width: width, height: height, model: model, bytes: samples,
                    dpiX: header.dpiX.map { $0 / Double(reduction) }, dpiY: header.dpiY.map { $0 / Double(reduction) })
            else { throw .tooLarge(.jpeg, "\(width) × \(height)") }
            return DecodedImage(
                raster: fidelity == .exact ? raster : raster.grey(), reduction: reduction, complaint: complaint)
        }
    }

    private func withDecompressor<Result>(
        _ body: (tjhandle, ImageHeader) throws(RasterImageError) -> Result
    ) throws(RasterImageError) -> Result {
        guard let handle = tjInitDecompress() else { throw .corrupt(.jpeg, "out of memory") }
        defer { tjDestroy(handle) }
        var (width, height, subsampling, colourSpace) = (Int32(0), Int32(0), Int32(0), Int32(0))
        let status = file.withUnsafeBufferPointer {
            tjDecompressHeader3(
                handle, $0.baseAddress, UInt($0.count), &width, &height, &subsampling, &colourSpace)
        }
        if status != 0 { _ = try Self.complaint(of: handle) }
        guard width > 0, height > 0 else { throw .truncated(.jpeg, "no frame header") }
        let model: Raster.ColourModel =
            switch TJCS(UInt32(bitPattern: colourSpace)) {
            case TJCS_GRAY: .grey
            case TJCS_CMYK, TJCS_YCCK: .cmyk
            default: .rgb
            }
        return try body(
            handle,
            ImageHeader(
                width: Int(width), height: Int(height), model: model, bitsPerSample: 8, dpiX: markers.dpiX,
                dpiY: markers.dpiY, orientation: markers.orientation))
    }

    /// The largest of 1, 2, 4 that leaves the page enough resolution; half of an unknown resolution is still readable
    /// for measuring once the page is wider than 2000 pixels.
    private func reduction(for fidelity: DecodingFidelity, of header: ImageHeader) -> Int {
        guard case .grey(let minimum) = fidelity else { return 1 }
        guard let dpi = [header.dpiX, header.dpiY].compactMap({ $0 }).min() else { return header.width > 2000 ? 2 : 1 }
        return [4, 2].first { dpi / Double($0) >= minimum } ?? 1
    }

    /// What the decoder said: a returned complaint, or an error when the page cannot be trusted to be whole.
    private static func complaint(of handle: tjhandle) throws(RasterImageError) -> String {
        let text = tjGetErrorStr2(handle).map { String(cString: $0) } ?? "unknown error"
        let lower = text.lowercased()
        // JWRN_JPEG_EOF and JWRN_HIT_MARKER: both mean that the entropy-coded data end before the last row.
        if lower.contains("premature end") { throw .truncated(.jpeg, text) }
        if tjGetErrorCode(handle) == TJERR_WARNING.rawValue { return text }
        if lower.contains("unsupported") || lower.contains("not supported") { throw .unsupported(.jpeg, text) }
        throw .corrupt(.jpeg, text)
    }
}

extension Raster.ColourModel {
    fileprivate var pixelFormat: Int32 {
        let format =
            switch self {
            case .grey, .greyAlpha: TJPF_GRAY
            case .rgb: TJPF_RGB
            case .rgba: TJPF_RGBA
            case .cmyk: TJPF_CMYK
            }
        return Int32(format.rawValue)
    }
}

extension [UInt8] {
    fileprivate mutating func invert() {
        for index in indices { self[index] = ~self[index] }
    }
}
