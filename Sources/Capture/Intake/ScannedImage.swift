import Diagnostics
import PDFSyntax

/// Takes the image of a scanned page out of its PDF: filters that PDF/A knows pass unaltered, others are undone and the
/// samples stored again without loss.
struct ScannedImage {
    let view: PDFView
    /// The largest image that is decoded here.
    private static let sampleLimit = 1 << 29

    /// - Returns: nil when the image has something that rewrapping would lose (masks, colour spaces of spot inks).
    /// - Throws: `ContainerProblem` when the image's data are damaged.
    func image(_ stream: PDFStream) throws -> ImageXObject? {
        let dictionary = stream.dictionary
        let isStencil = view.resolve(dictionary["ImageMask"]).boolean == true
        guard view.resolve(dictionary["SMask"]).isNull, view.resolve(dictionary["Mask"]).isNull,
            view.resolve(dictionary["SMaskInData"]).integer ?? 0 == 0,
            let width = view.resolve(dictionary["Width"]).integer, width > 0, width < 1 << 24,
            let height = view.resolve(dictionary["Height"]).integer, height > 0, height < 1 << 24
        else { return nil }
        let filters = names(dictionary["Filter"])
        let parameters = list(dictionary["DecodeParms"]).map { $0.dictionary ?? PDFDictionary() }
        let colour = isStencil ? .grey : colour(dictionary["ColorSpace"])
        let bits =
            isStencil
            ? 1 : view.resolve(dictionary["BitsPerComponent"]).integer ?? (filters.last == "JPXDecode" ? 8 : 1)
        guard [1, 2, 4, 8, 16].contains(bits), colour != nil || filters.last == "JPXDecode" else { return nil }
        var image = ImageXObject(
            width: width, height: height, bitsPerComponent: bits, colour: colour, filter: nil, parameters: nil,
            data: stream.data)
        if let decode = view.resolve(dictionary["Decode"]).array {
            let values = decode.compactMap { view.resolve($0).number }
            guard values.count == decode.count else { return nil }
            image.decode = values
        }
        // A transport filter around the picture's own is taken off first.
        if let last = filters.last, ScannedImage.passing.contains(last), last != "FlateDecode" || filters.count == 1 {
            var outer = PDFDictionary()
            outer["Filter"] = .array(filters.dropLast().map(PDFObject.name))
            outer["DecodeParms"] = .array(parameters.prefix(filters.count - 1).map(PDFObject.dictionary))
            if filters.count > 1 { image.data = try decoded(PDFStream(dictionary: outer, data: stream.data)) }
            image.filter = last
            let own = filters.count <= parameters.count ? parameters[filters.count - 1] : PDFDictionary()
            if let globals = view.resolve(own["JBIG2Globals"]).stream { image.globals = try decoded(globals) }
            image.parameters = plain(own)
            try check(image, stream)
            return image
        }
        guard colour != nil else { return nil }
        image.data = try decoded(stream)
        try checkSize(image, image.data.count)
        return image
    }

    /// Filters whose data PDF/A-2 takes as they are (ISO 19005-2, 6.1.7.2 and 6.2.8).
    private static let passing: Set<PDFName> = [
        "DCTDecode", "CCITTFaxDecode", "JBIG2Decode", "JPXDecode", "FlateDecode",
    ]

    private func list(_ object: PDFObject?) -> [PDFObject] {
        let value = view.resolve(object)
        return value.isNull ? [] : (value.array ?? [value]).map { view.resolve($0) }
    }

    private func names(_ object: PDFObject?) -> [PDFName] { list(object).map { $0.name ?? "?" } }

    /// Parameters that are plain values; references to them are followed.
    private func plain(_ parameters: PDFDictionary) -> PDFDictionary? {
        var copy = PDFDictionary()
        for entry in parameters.entries {
            switch view.resolve(entry.value) {
            case .integer(let value): copy[entry.key] = .integer(value)
            case .boolean(let value): copy[entry.key] = .boolean(value)
            default: break
            }
        }
        return copy.isEmpty ? nil : copy
    }

    private func decoded(_ stream: PDFStream) throws -> ByteView {
        do {
            return try view.decodedData(of: stream, limit: ScannedImage.sampleLimit)
        } catch let error as PDFSyntaxError {
            throw ContainerProblem.damaged(error.what)
        }
    }

    private func check(_ image: ImageXObject, _ stream: PDFStream) throws {
        switch image.filter {
        case "DCTDecode": _ = try JPEGFile(image.data.bytes)
        // What the zlib stream holds is counted; its bytes then pass as they are.
        case "FlateDecode": try checkSize(image, decoded(stream).count)
        default: break
        }
    }

    private func checkSize(_ image: ImageXObject, _ count: Int) throws {
        let rowBytes = (image.width * (image.colour?.components ?? 1) * image.bitsPerComponent + 7) / 8
        let wanted = rowBytes.multipliedReportingOverflow(by: image.height)
        guard !wanted.overflow, count >= wanted.partialValue else {
            throw ContainerProblem.truncated(
                vi: "Ảnh trong tệp PDF bị cắt cụt: có \(count) byte, cần \(wanted.partialValue).",
                en: "An image of the PDF is truncated: \(count) bytes of \(wanted.partialValue).")
        }
    }

    /// The colour space, where a wrapped page can have the same one.
    private func colour(_ object: PDFObject?, isBase: Bool = false) -> PageColour? {
        let space = view.resolve(object)
        switch space.name ?? view.resolve(space.array?.first).name {
        case "DeviceGray", "G": return .grey
        case "DeviceRGB", "RGB": return .rgb
        case "DeviceCMYK", "CMYK": return .cmyk
        case "ICCBased":
            guard let array = space.array, array.count == 2, let stream = view.resolve(array[1]).stream,
                let components = view.resolve(stream.dictionary["N"]).integer,
                let profile = try? view.decodedData(of: stream, limit: 1 << 24)
            else { return nil }
            return PageColour(components: components, profile: profile.bytes)
        case "Indexed", "I":
            guard !isBase, let array = space.array, array.count == 4, let base = colour(array[1], isBase: true),
                let last = view.resolve(array[2]).integer, (0...255).contains(last)
            else { return nil }
            let lookup = view.resolve(array[3])
            let table =
                lookup.string ?? lookup.stream.flatMap { try? view.decodedData(of: $0, limit: 1 << 16).bytes } ?? []
            let size = (last + 1) * base.components
            return table.count >= size ? .indexed(base: base, table: Array(table.prefix(size))) : nil
        default: return nil
        }
    }
}
