import PDFSyntax

/// The samples of an image, to tell paper from ink (ISO 32000-2, 8.9.5). Only for images whose data needs no image decoder.
struct ImageColors {
    private let samples: ByteView
    private let width: Int
    private let height: Int
    private let bits: Int
    private let components: Int
    /// The lightness of each entry of a palette.
    private let palette: [Double]?

    /// Nil when the colours cannot be had.
    ///
    /// - Parameter room: the bytes that may be decoded.
    init?(_ stream: PDFStream, in view: PDFView, room: Int) {
        let dictionary = stream.dictionary
        guard let width = view.resolve(dictionary["Width"]).integer, (1...32_767).contains(width),
            let height = view.resolve(dictionary["Height"]).integer, (1...32_767).contains(height),
            let bits = view.resolve(dictionary["BitsPerComponent"]).integer, [1, 2, 4, 8].contains(bits)
        else { return nil }
        var space = view.resolve(dictionary["ColorSpace"])
        var lookup: [UInt8]?
        if let array = space.array, array.count >= 4, ["Indexed", "I"].contains(view.resolve(array[0]).name) {
            switch view.resolve(array[3]) {
            case .string(let bytes): lookup = bytes
            case .stream(let stream): lookup = (try? view.decodedData(of: stream, limit: 1 << 16))?.bytes
            default: return nil
            }
            space = view.resolve(array[1])
        }
        guard let count = ImageColors.components(of: space, in: view) else { return nil }
        if let lookup {
            components = 1
            palette = stride(from: 0, to: lookup.count - count + 1, by: count).map { start in
                ImageColors.lightness(lookup[start..<start + count].map { Double($0) / 255 })
            }
        } else {
            components = count
            palette = nil
        }
        let rowBytes = (width * components * bits + 7) / 8
        guard room > rowBytes * height, let data = try? view.decodedData(of: stream, limit: room),
            data.count >= rowBytes * height
        else { return nil }
        (samples, self.width, self.height, self.bits) = (data, width, height, bits)
    }

    /// How much was decoded.
    var byteCount: Int { samples.count }

    private static func components(of space: PDFObject, in view: PDFView) -> Int? {
        switch space.name ?? space.array?.first.flatMap({ view.resolve($0).name }) {
        case "DeviceGray", "G", "CalGray": 1
        case "DeviceRGB", "RGB", "CalRGB": 3
        case "DeviceCMYK", "CMYK": 4
        case "ICCBased":
            space.array.flatMap { $0.count > 1 ? view.resolve($0[1]).dictionary : nil }
                .flatMap { view.resolve($0["N"]).integer }.flatMap { [1, 3, 4].contains($0) ? $0 : nil }
        default: nil
        }
    }

    /// The lightness, 0...1, of a colour of one (grey), three (RGB) or four (CMYK) components.
    static func lightness(_ color: [Double]) -> Double {
        switch color.count {
        case 1: color[0]
        case 3: 0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2]
        case 4:
            (1 - color[3]) * (0.3 * (1 - color[0]) + 0.59 * (1 - color[1]) + 0.11 * (1 - color[2]))
        default: 0
        }
    }

    /// Colours at least as light as this count as paper.
    static let paper = 0.7

    /// Whether most of the image around a place is light; the place counts from the top left corner, 0...1.
    func isLight(_ u: Double, _ v: Double) -> Bool {
        var light = 0
        for dy in -1...1 {
            for dx in -1...1 {
                let x = Int(u * Double(width)) + dx * max(1, width / 256)
                let y = Int(v * Double(height)) + dy * max(1, height / 256)
                if lightness(x: min(max(x, 0), width - 1), y: min(max(y, 0), height - 1)) >= ImageColors.paper {
                    light += 1
                }
            }
        }
        return light >= 5
    }

    private func lightness(x: Int, y: Int) -> Double {
        let row = y * ((width * components * bits + 7) / 8)
        let values = (0..<components).map { component -> Int in
            let bit = (x * components + component) * bits
            let byte = Int(samples[row + bit / 8] ?? 0)
            return byte >> (8 - bits - bit % 8) & ((1 << bits) - 1)
        }
        if let palette { return palette.indices.contains(values[0]) ? palette[values[0]] : 0 }
        return ImageColors.lightness(values.map { Double($0) / Double((1 << bits) - 1) })
    }
}
