import Diagnostics

/// The markers of a JPEG file (ITU-T T.81, Annex B), read without touching the coded data: what PDF must say about
/// the picture so that its bytes can stand in a DCTDecode stream as they are.
struct JPEGFile {
    private(set) var width = 0
    private(set) var height = 0
    private(set) var components = 0
    private(set) var density: Resolution?
    private(set) var orientation = ImageOrientation.topLeft
    private(set) var profile: [UInt8]?
    /// `transform` of the Adobe marker (0 none, 1 YCbCr, 2 YCCK); nil without the marker.
    private(set) var adobeTransform: Int?
    /// True when the components call themselves R, G and B.
    private var namesRGB = false
    private var exif: ExifTags?
    private var profileChunks: [Int: ArraySlice<UInt8>] = [:]

    /// - Throws: `ContainerProblem`.
    init(_ bytes: [UInt8]) throws {
        let reader = ByteOrderReader(bytes: bytes, order: .big)
        guard reader.u16(0) == 0xFFD8 else {
            throw ContainerProblem.damaged(vi: "Tệp không phải ảnh JPEG.", en: "The file is not a JPEG image.")
        }
        var at = 2
        var sawScan = false
        while true {
            guard let marker = JPEGFile.nextMarker(in: bytes, from: &at) else { throw JPEGFile.cut(bytes.count) }
            switch marker {
            case 0xD9:
                guard components > 0, sawScan else {
                    throw ContainerProblem.damaged(
                        vi: "Ảnh JPEG không có dữ liệu điểm ảnh.", en: "The JPEG image holds no picture data.")
                }
                finish()
                return
            case 0x01, 0xD0...0xD8: continue
            default: break
            }
            guard let length = reader.u16(at), length >= 2, let body = reader.slice(at + 2, length - 2) else {
                throw JPEGFile.cut(bytes.count)
            }
            try read(marker, body, reader, at: at + 2)
            at += length
            if marker == 0xDA {
                sawScan = true
                JPEGFile.skipCodedData(in: bytes, from: &at)
            }
        }
    }

    /// Moves to the marker after `at`, past fill bytes, and returns its code.
    private static func nextMarker(in bytes: [UInt8], from at: inout Int) -> Int? {
        while at < bytes.count, bytes[at] != 0xFF { at += 1 }
        while at < bytes.count, bytes[at] == 0xFF { at += 1 }
        guard at < bytes.count else { return nil }
        at += 1
        return Int(bytes[at - 1])
    }

    /// Entropy-coded data end at the first marker that is neither a stuffed zero nor a restart.
    private static func skipCodedData(in bytes: [UInt8], from at: inout Int) {
        let start = at
        at = bytes.withUnsafeBufferPointer { buffer in
            var i = start
            while i < buffer.count - 1 {
                if buffer[i] == 0xFF {
                    let next = buffer[i + 1]
                    if next != 0, !(0xD0...0xD7).contains(next), next != 0xFF { return i }
                    i += next == 0xFF ? 1 : 2
                } else {
                    i += 1
                }
            }
            return buffer.count
        }
    }

    private mutating func read(_ marker: Int, _ body: ArraySlice<UInt8>, _ reader: ByteOrderReader, at: Int) throws {
        switch marker {
        case 0xC0, 0xC1, 0xC2: try readFrame(body, reader, at: at)
        case 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF:
            throw ContainerProblem.unsupported(
                vi: "Kiểu nén JPEG hiếm (SOF\(marker - 0xC0)) mà PDF không chứa được; hãy lưu lại JPEG thông thường.",
                en: "A rare JPEG coding (SOF\(marker - 0xC0)) that PDF cannot hold; save it as an ordinary JPEG.")
        case 0xE0 where body.starts(with: Array("JFIF\0".utf8)):
            guard let unit = reader.u8(at + 7), let x = reader.u16(at + 8), let y = reader.u16(at + 10) else { return }
            switch unit {
            case 1: density = Resolution(x: Double(x), y: Double(y), perInch: 1)
            case 2: density = Resolution(x: Double(x), y: Double(y), perInch: Resolution.perCentimetre)
            default: break
            }
        case 0xE1 where body.starts(with: Array("Exif\0".utf8)) && exif == nil:
            exif = ExifTags(tiff: Array(body.dropFirst(6)))
        case 0xE2 where body.starts(with: Array("ICC_PROFILE\0".utf8)):
            if let number = reader.u8(at + 12) { profileChunks[number] = body.dropFirst(14) }
        case 0xEE where body.starts(with: Array("Adobe".utf8)): adobeTransform = reader.u8(at + 11)
        default: break
        }
    }

    private mutating func readFrame(_ body: ArraySlice<UInt8>, _ reader: ByteOrderReader, at: Int) throws {
        guard components == 0, let precision = reader.u8(at), let rows = reader.u16(at + 1),
            let columns = reader.u16(at + 3), let count = reader.u8(at + 5), body.count >= 6 + 3 * count
        else {
            throw ContainerProblem.damaged(vi: "Phần đầu ảnh JPEG bị hỏng.", en: "The JPEG frame header is damaged.")
        }
        guard precision == 8, rows > 0, columns > 0, [1, 3, 4].contains(count) else {
            throw ContainerProblem.unsupported(
                vi: "Ảnh JPEG \(columns) × \(rows), \(precision) bit, \(count) thành phần màu: PDF không chứa được.",
                en: "A JPEG of \(columns) × \(rows), \(precision) bits, \(count) components: PDF cannot hold it.")
        }
        (width, height, components) = (columns, rows, count)
        let names = (0..<count).compactMap { reader.u8(at + 6 + 3 * $0) }
        namesRGB = names == [0x52, 0x47, 0x42]
    }

    private mutating func finish() {
        // JFIF's density counts when it has a unit; cameras leave it out and say it in Exif.
        density = density ?? exif?.resolution
        orientation = exif?.orientation ?? .topLeft
        let numbers = profileChunks.keys.sorted()
        if !numbers.isEmpty, numbers == Array(1...numbers.count) {
            profile = numbers.flatMap { profileChunks[$0] ?? [] }
        }
    }

    private static func cut(_ count: Int) -> ContainerProblem {
        .truncated(
            vi: "Ảnh JPEG bị cắt cụt: hết tệp sau \(count) byte mà chưa tới dấu kết thúc ảnh; hãy quét hoặc chép lại.",
            en:
                "The JPEG is truncated: the file ends after \(count) bytes without the end-of-image marker; scan or copy it again."
        )
    }

    /// The page, its coded bytes exactly as in the file.
    func page(_ bytes: [UInt8]) throws -> PageImage {
        guard let colour = PageColour(components: components, profile: profile) else {
            throw ContainerProblem.unsupported(
                vi: "Ảnh JPEG có \(components) thành phần màu.", en: "The JPEG has \(components) colour components.")
        }
        // Decoders take three components without an Adobe marker for YCbCr unless told otherwise.
        let transform = adobeTransform == nil && namesRGB ? 0 : nil
        return PageImage(
            width: width, height: height, bitsPerComponent: 8, colour: colour,
            isInverted: components == 4 && adobeTransform != nil,
            parts: [.init(rows: height, encoding: .jpeg(colourTransform: transform), bytes: bytes)],
            resolution: density, orientation: orientation)
    }
}
