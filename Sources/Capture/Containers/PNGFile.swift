import Diagnostics

/// The chunks of a PNG file (ISO/IEC 15948). Its image data are a zlib stream of filtered rows, exactly what
/// FlateDecode with PNG predictors reads, so most PNG pages move into PDF without being unpacked.
struct PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Colour type (11.2.2).
    enum ColourType: Int {
        case grey = 0
        case rgb = 2
        case palette = 3
        case greyAlpha = 4
        case rgbAlpha = 6
    }

    private(set) var width = 0
    private(set) var height = 0
    private(set) var bitDepth = 0
    private(set) var colourType = ColourType.grey
    private(set) var isInterlaced = false
    private(set) var resolution: Resolution?
    private var palette: [UInt8] = []
    private var transparency: [UInt8] = []
    private var imageData: [ArraySlice<UInt8>] = []

    /// Reads all chunks and checks each one's CRC.
    ///
    /// - Throws: `ContainerProblem`.
    init(_ bytes: [UInt8]) throws {
        let reader = ByteOrderReader(bytes: bytes, order: .big)
        guard bytes.starts(with: PNGFile.signature) else {
            throw ContainerProblem.damaged(vi: "Tệp không phải ảnh PNG.", en: "The file is not a PNG image.")
        }
        var at = PNGFile.signature.count
        while true {
            guard let length = reader.u32(at), let kind = reader.slice(at + 4, 4),
                let body = reader.slice(at + 8, length), let crc = reader.u32(at &+ 8 &+ length)
            else {
                throw ContainerProblem.truncated(
                    vi:
                        "Ảnh PNG bị cắt cụt: hết tệp sau \(bytes.count) byte mà chưa có khối kết thúc; hãy quét hoặc chép lại.",
                    en:
                        "The PNG is truncated: the file ends after \(bytes.count) bytes without its end chunk; scan or copy it again."
                )
            }
            let name = String(decoding: kind, as: UTF8.self)
            guard CRC32.of(bytes[(at + 4)..<(at + 8 + length)]) == UInt32(crc) else {
                throw ContainerProblem.damaged(
                    vi: "Ảnh PNG bị hỏng: khối \(name) ở byte \(at) sai mã kiểm tra.",
                    en: "The PNG is damaged: chunk \(name) at byte \(at) fails its check.")
            }
            if name == "IEND" { break }
            try read(name, body, reader, at: at + 8)
            at += length + 12
        }
        guard width > 0, !imageData.isEmpty, colourType != .palette || !palette.isEmpty else {
            throw ContainerProblem.damaged(
                vi: "Ảnh PNG thiếu khối bắt buộc.", en: "The PNG lacks a chunk it must have.")
        }
    }

    private mutating func read(_ name: String, _ body: ArraySlice<UInt8>, _ reader: ByteOrderReader, at: Int) throws {
        switch name {
        case "IHDR": try readHeader(reader, at: at, length: body.count)
        case "PLTE": palette = Array(body.prefix(768))
        case "tRNS": transparency = Array(body)
        case "IDAT": imageData.append(body)
        case "pHYs":
            guard reader.u8(at + 8) == 1, let x = reader.u32(at), let y = reader.u32(at + 4) else { return }
            resolution = Resolution(x: Double(x), y: Double(y), perInch: Resolution.perMetre)
        default: break
        }
    }

    private mutating func readHeader(_ reader: ByteOrderReader, at: Int, length: Int) throws {
        let allowed: [ColourType: Set<Int>] = [
            .grey: [1, 2, 4, 8, 16], .rgb: [8, 16], .palette: [1, 2, 4, 8], .greyAlpha: [8, 16], .rgbAlpha: [8, 16],
        ]
        guard length == 13, width == 0, let columns = reader.u32(at), let rows = reader.u32(at + 4),
            let depth = reader.u8(at + 8), let type = reader.u8(at + 9).flatMap(ColourType.init),
            let interlace = reader.u8(at + 12), allowed[type]?.contains(depth) == true, columns > 0, rows > 0,
            columns <= Int(Int32.max), rows <= Int(Int32.max), reader.u8(at + 10) == 0, interlace <= 1
        else {
            throw ContainerProblem.damaged(vi: "Phần đầu ảnh PNG bị hỏng.", en: "The PNG header is damaged.")
        }
        (width, height, bitDepth, colourType, isInterlaced) = (columns, rows, depth, type, interlace == 1)
    }

    /// Whether the rows are stored otherwise than PDF reads them: seven passes, or opacity among the samples.
    var needsDecoding: Bool { isInterlaced || colourType == .greyAlpha || colourType == .rgbAlpha }

    /// The page with its zlib stream as it is; only for files that do not need decoding.
    func page() -> PageImage {
        let base: PageColour = colourType == .rgb ? .rgb : .grey
        var colour = base
        var key: [Int]?
        var flattened = false
        if colourType == .palette {
            flattened = transparency.contains { $0 != 0xFF }
            colour = .indexed(base: .rgb, table: paletteOnWhite())
        } else if transparency.count == 2 * base.components {
            key = stride(from: 0, to: transparency.count, by: 2).flatMap { at in
                let sample = Int(transparency[at]) << 8 | Int(transparency[at + 1])
                return [sample, sample]
            }
        }
        return PageImage(
            width: width, height: height, bitsPerComponent: bitDepth, colour: colour, colourKey: key,
            parts: [.init(rows: height, encoding: .flate(predictor: 15), bytes: Array(imageData.joined()))],
            resolution: resolution, isFlattened: flattened)
    }

    /// The palette as it looks on paper; indices, and so the image data, stay as they are.
    private func paletteOnWhite() -> [UInt8] {
        palette.enumerated().map { index, value in
            let entry = index / 3
            let opacity = entry < transparency.count ? Int(transparency[entry]) : 255
            return UInt8(clamping: (Int(value) * opacity + 255 * (255 - opacity) + 127) / 255)
        }
    }
}
