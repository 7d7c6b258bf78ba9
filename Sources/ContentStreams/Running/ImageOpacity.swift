import PDFSyntax

/// What an image hides of what is below it.
enum ImageOpacity {
    case opaque
    case transparent
    /// It has a mask that cannot be read here.
    case unknown
    /// The parts of the unit square that it hides.
    case cells([PDFRectangle])
}

extension Interpretation {
    /// How opaque an image is by its stencil, its soft mask or its colour key (ISO 32000-2, 8.9.6 and 11.6.5.3).
    mutating func opacity(of dictionary: PDFDictionary, data: PDFStream?) -> ImageOpacity {
        if view.resolve(dictionary["ImageMask"]).boolean == true {
            let isLight = state.isFillLight
            return data.map { mask($0, .stencil) { _, _ in isLight } } ?? .unknown
        }
        if case .stream(let soft) = view.resolve(dictionary["SMask"]) { return masked(data, by: soft, .alpha) }
        if (view.resolve(dictionary["SMaskInData"]).integer ?? 0) > 0 { return .unknown }
        switch view.resolve(dictionary["Mask"]) {
        case .stream(let stencil): return masked(data, by: stencil, .stencil)
        // A colour key makes the paper of a scanned seal transparent; which parts that are only the pixels tell.
        case .array: return .unknown
        default: return .opaque
        }
    }

    private enum Reading {
        /// Samples are alpha.
        case alpha
        /// 0 paints, 1 does not, or the other way round by `/Decode`.
        case stencil
    }

    private mutating func masked(_ image: PDFStream?, by stream: PDFStream, _ reading: Reading) -> ImageOpacity {
        let colors = image.flatMap {
            ImageColors($0, in: view, room: min(limits.stream, limits.decodedBytes - spent.bytes))
        }
        spent.bytes += colors?.byteCount ?? 0
        return mask(stream, reading) { u, v in colors?.isLight(u, v) }
    }

    /// Reads a mask and finds where it is opaque.
    ///
    /// - Parameter isLight: whether the colour at a place of the unit square, from its top left corner, is that of
    ///   paper; nil when that cannot be told.
    private mutating func mask(
        _ stream: PDFStream, _ reading: Reading, isLight: (Double, Double) -> Bool?
    ) -> ImageOpacity {
        let dictionary = stream.dictionary
        let bits = reading == .stencil ? 1 : view.resolve(dictionary["BitsPerComponent"]).integer ?? 8
        guard let width = view.resolve(dictionary["Width"]).integer,
            let height = view.resolve(dictionary["Height"]).integer, (1...32_767).contains(width),
            (1...32_767).contains(height), bits == 1 || bits == 8
        else { return .unknown }
        let rowBytes = (width * bits + 7) / 8
        let room = min(limits.stream, limits.decodedBytes - spent.bytes)
        guard room > rowBytes * height, let pixels = try? view.decodedData(of: stream, limit: room),
            pixels.count >= rowBytes * height
        else { return .unknown }
        spent.bytes += pixels.count
        let decode = view.resolve(dictionary["Decode"]).array?.map { view.resolve($0).number ?? 0 } ?? []
        let isInverted = decode.count >= 2 && decode[0] > decode[1]
        // A bit of an alpha mask is opaque when set, one of a stencil when not.
        let opaqueWhenHigh = (reading == .alpha) != isInverted
        return MaskGrid(width: width, height: height, rowBytes: rowBytes, bits: bits, opaqueWhenHigh: opaqueWhenHigh)
            .read(pixels, isLight: isLight)
    }
}
