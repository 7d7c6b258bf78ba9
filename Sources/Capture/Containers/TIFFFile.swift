import Diagnostics

/// The directories of a TIFF file (TIFF 6.0, section 2), also of the one inside Exif.
struct TIFFFile {
    let reader: ByteOrderReader

    /// - Throws: `ContainerProblem`.
    init(_ bytes: [UInt8]) throws {
        if bytes.starts(with: [0x49, 0x49, 0x2A, 0x00]) {
            reader = ByteOrderReader(bytes: bytes, order: .little)
        } else if bytes.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) {
            reader = ByteOrderReader(bytes: bytes, order: .big)
        } else {
            throw ContainerProblem.damaged(vi: "Tệp không phải ảnh TIFF.", en: "The file is not a TIFF image.")
        }
    }

    /// The directories in order, one a page; a chain that turns back on itself is damage.
    func directories(atMost limit: Int = 10_000) throws -> [TIFFDirectory] {
        var found: [TIFFDirectory] = []
        var seen: Set<Int> = []
        var at = reader.u32(4) ?? 0
        while at != 0, found.count < limit {
            guard seen.insert(at).inserted else {
                throw ContainerProblem.damaged(
                    vi: "Ảnh TIFF bị hỏng: danh sách trang lặp vòng.", en: "The TIFF is damaged: its page list loops.")
            }
            guard let count = reader.u16(at), let next = reader.u32(at &+ 2 &+ 12 &* count) else {
                throw TIFFFile.cut(reader.bytes.count)
            }
            found.append(TIFFDirectory(reader: reader, at: at + 2, count: count))
            at = next
        }
        return found
    }

    static func cut(_ count: Int) -> ContainerProblem {
        .truncated(
            vi: "Ảnh TIFF bị cắt cụt: dữ liệu nằm ngoài \(count) byte của tệp; hãy quét hoặc chép lại.",
            en: "The TIFF is truncated: data lie beyond the file's \(count) bytes; scan or copy it again.")
    }
}

/// One directory: the fields of one page.
struct TIFFDirectory {
    /// The tags that matter here.
    enum Tag: Int {
        case subfileType = 254
        case width = 256
        case height, bitsPerSample, compression
        case photometric = 262
        case fillOrder = 266
        case stripOffsets = 273
        case orientation
        case samplesPerPixel = 277
        case rowsPerStrip, stripByteCounts
        case xResolution = 282
        case yResolution, planarConfiguration
        case t4Options = 292
        case t6Options
        case resolutionUnit = 296
        case predictor = 317
        case colourMap = 320
        case tileWidth = 322
        case extraSamples = 338
        case profile = 34675
    }

    let reader: ByteOrderReader
    private var fields: [Int: (type: Int, count: Int, at: Int)] = [:]

    init(reader: ByteOrderReader, at: Int, count: Int) {
        self.reader = reader
        for index in 0..<count {
            let entry = at + 12 * index
            guard let tag = reader.u16(entry), let type = reader.u16(entry + 2), let values = reader.u32(entry + 4),
                let size = TIFFDirectory.sizes[type], fields[tag] == nil
            else { continue }
            let (bytes, overflow) = values.multipliedReportingOverflow(by: size)
            guard !overflow else { continue }
            // Four bytes or fewer stand in the entry itself.
            guard let place = bytes <= 4 ? entry + 8 : reader.u32(entry + 8) else { continue }
            fields[tag] = (type, values, place)
        }
    }

    /// Bytes of a value by type (section 2, "Types").
    private static let sizes = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4]

    func has(_ tag: Tag) -> Bool { fields[tag.rawValue] != nil }

    /// The integers of a field; nil when it is absent or does not lie within the file.
    func integers(_ tag: Tag) -> [Int]? {
        guard let field = fields[tag.rawValue], let size = TIFFDirectory.sizes[field.type],
            reader.slice(field.at, field.count &* size) != nil
        else { return nil }
        switch field.type {
        case 1, 6, 7: return (0..<field.count).compactMap { reader.u8(field.at + $0) }
        case 3, 8: return (0..<field.count).compactMap { reader.u16(field.at + 2 * $0) }
        case 4, 9, 13: return (0..<field.count).compactMap { reader.u32(field.at + 4 * $0) }
        default: return nil
        }
    }

    func integer(_ tag: Tag) -> Int? { integers(tag)?.first }

    func rational(_ tag: Tag) -> Double? {
        guard let field = fields[tag.rawValue], field.type == 5, let above = reader.u32(field.at),
            let below = reader.u32(field.at + 4), below != 0
        else { return nil }
        return Double(above) / Double(below)
    }

    func bytes(_ tag: Tag) -> [UInt8]? {
        guard let field = fields[tag.rawValue], [1, 2, 7].contains(field.type) else { return nil }
        return reader.slice(field.at, field.count).map(Array.init)
    }

    /// Density in the unit the directory names: 2 inch (the default), 3 centimetre; 1 means none.
    var resolution: Resolution? {
        guard let x = rational(.xResolution), let y = rational(.yResolution) else { return nil }
        switch integer(.resolutionUnit) ?? 2 {
        case 2: return Resolution(x: x, y: y, perInch: 1)
        case 3: return Resolution(x: x, y: y, perInch: Resolution.perCentimetre)
        default: return nil
        }
    }
}
