import Diagnostics

/// One page of a TIFF file. Fax-coded strips and a single zlib strip pass as they are; plain and PackBits samples are
/// gathered; every other coding is for a decoder.
struct TIFFPage {
    let directory: TIFFDirectory
    let width: Int
    let height: Int
    private let bits: Int
    private let channels: Int
    private let compression: Int
    private let photometric: Int
    private let isReversed: Bool

    /// - Throws: `ContainerProblem` when a field that every page must have is missing or absurd.
    init(_ directory: TIFFDirectory) throws {
        let depths = directory.integers(.bitsPerSample) ?? [1]
        guard let width = directory.integer(.width), let height = directory.integer(.height), width > 0, height > 0,
            width <= Int(Int32.max), height <= Int(Int32.max), let bits = depths.first,
            let photometric = directory.integer(.photometric)
        else {
            throw ContainerProblem.damaged(
                vi: "Ảnh TIFF bị hỏng: trang thiếu kích thước hoặc kiểu màu.",
                en: "The TIFF is damaged: a page lacks its size or colour type.")
        }
        (self.directory, self.width, self.height, self.photometric) = (directory, width, height, photometric)
        channels = directory.integer(.samplesPerPixel) ?? 1
        compression = directory.integer(.compression) ?? 1
        isReversed = directory.integer(.fillOrder) == 2
        // Samples of unequal depth are nothing that PDF knows.
        self.bits = depths.allSatisfy { $0 == bits } ? bits : 0
    }

    /// Whether the directory is a page and not a preview or a mask of one (NewSubfileType bits 0 and 2).
    static func isPage(_ directory: TIFFDirectory) -> Bool { (directory.integer(.subfileType) ?? 0) & 0b101 == 0 }

    var resolution: Resolution? { directory.resolution }
    var orientation: ImageOrientation { directory.integer(.orientation).flatMap(ImageOrientation.init) ?? .topLeft }

    /// The page's data in a form PDF holds; nil when only a decoder can make one.
    ///
    /// - Throws: `ContainerProblem`.
    func image() throws -> PageImage? {
        guard !directory.has(.tileWidth), directory.integer(.planarConfiguration) ?? 1 == 1 || channels == 1,
            directory.integers(.extraSamples) == nil, let (colour, inverted) = colour()
        else { return nil }
        let parts: [PageImage.Part]?
        switch compression {
        case 2, 3, 4: parts = channels == 1 && bits == 1 ? try strips().map(fax) : nil
        case 8, 32946: parts = try zlib()
        case 1, 32773: parts = try [samples(strips())]
        default: parts = nil
        }
        guard let parts else { return nil }
        let isFax = [2, 3, 4].contains(compression)
        return PageImage(
            width: width, height: height, bitsPerComponent: bits, colour: colour, isInverted: inverted && !isFax,
            parts: parts, resolution: resolution, orientation: orientation)
    }

    /// PhotometricInterpretation (section 8), where PDF has the same.
    private func colour() -> (PageColour, inverted: Bool)? {
        let profile = directory.bytes(.profile)
        switch (photometric, channels) {
        case (0, 1), (1, 1):
            guard [1, 2, 4, 8, 16].contains(bits) else { return nil }
            return PageColour(components: 1, profile: profile).map { ($0, photometric == 0) }
        case (2, 3), (5, 4):
            guard [8, 16].contains(bits) else { return nil }
            return PageColour(components: channels, profile: profile).map { ($0, false) }
        case (3, 1):
            guard [1, 2, 4, 8].contains(bits), let map = directory.integers(.colourMap), map.count == 3 << bits else {
                return nil
            }
            // All reds come first, then greens, then blues, in 16 bits.
            let size = 1 << bits
            let table = (0..<size).flatMap { entry in
                [0, 1, 2].map { UInt8(truncatingIfNeeded: map[$0 * size + entry] >> 8) }
            }
            return (.indexed(base: .rgb, table: table), false)
        default: return nil
        }
    }

    private typealias Strip = (rows: Int, bytes: ArraySlice<UInt8>)

    private func strips() throws -> [Strip] {
        guard let offsets = directory.integers(.stripOffsets), let counts = directory.integers(.stripByteCounts),
            !offsets.isEmpty, offsets.count == counts.count
        else { throw TIFFFile.cut(directory.reader.bytes.count) }
        let rows = min(max(directory.integer(.rowsPerStrip) ?? height, 1), height)
        guard offsets.count == (height - 1) / rows + 1 else {
            throw ContainerProblem.damaged(
                vi: "Ảnh TIFF bị hỏng: \(offsets.count) dải không đủ cho \(height) hàng.",
                en: "The TIFF is damaged: \(offsets.count) strips do not make \(height) rows.")
        }
        return try zip(offsets, counts).enumerated().map { index, place in
            guard let bytes = directory.reader.slice(place.0, place.1) else {
                throw TIFFFile.cut(directory.reader.bytes.count)
            }
            return (min(rows, height - index * rows), bytes)
        }
    }

    private func fax(_ strip: Strip) -> PageImage.Part {
        let options = directory.integer(.t4Options) ?? 0
        var parameters = CCITTParameters(k: -1, blackIs1: photometric == 1)
        if compression != 4 {
            parameters.k = compression == 3 && options & 1 == 1 ? 4 : 0
            parameters.encodedByteAlign = compression == 2
            parameters.endOfLine = compression == 3
            parameters.endOfBlock = false
        }
        return .init(rows: strip.rows, encoding: .ccitt(parameters), bytes: inBitOrder(strip.bytes))
    }

    /// One zlib stream is what FlateDecode reads; several would be as many seams, so they are left to a decoder.
    private func zlib() throws -> [PageImage.Part]? {
        let strips = try strips()
        let predictor = directory.integer(.predictor) ?? 1
        let isLittleWord = bits == 16 && directory.reader.order == .little
        guard strips.count == 1, let strip = strips.first, [1, 2].contains(predictor), !isLittleWord else { return nil }
        return [.init(rows: strip.rows, encoding: .flate(predictor: predictor), bytes: inBitOrder(strip.bytes))]
    }

    private func samples(_ strips: [Strip]) throws -> PageImage.Part {
        let rowBytes = (width * channels * bits + 7) / 8
        var all: [UInt8] = []
        for strip in strips {
            let wanted = strip.rows.multipliedReportingOverflow(by: rowBytes)
            guard !wanted.overflow else { throw TIFFFile.cut(directory.reader.bytes.count) }
            let bytes =
                compression == 1 ? Array(strip.bytes) : PackBits.decode(strip.bytes, atMost: wanted.partialValue)
            guard bytes.count >= wanted.partialValue else {
                throw ContainerProblem.truncated(
                    vi: "Ảnh TIFF bị cắt cụt: một dải có \(bytes.count) byte, cần \(wanted.partialValue).",
                    en: "The TIFF is truncated: a strip has \(bytes.count) bytes of \(wanted.partialValue).")
            }
            all.append(contentsOf: bytes.prefix(wanted.partialValue))
        }
        if bits == 16, directory.reader.order == .little {
            for at in stride(from: 0, to: all.count - 1, by: 2) { all.swapAt(at, at + 1) }
        }
        return .init(rows: height, encoding: .samples, bytes: inBitOrder(all[...]))
    }

    /// FillOrder 2 stores the first pixel in the lowest bit; PDF wants it in the highest.
    private func inBitOrder(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        isReversed ? bytes.map { TIFFPage.reversed[Int($0)] } : Array(bytes)
    }

    private static let reversed: [UInt8] = (0...255).map { (value: UInt8) -> UInt8 in
        var (rest, result) = (value, UInt8(0))
        for _ in 0..<8 {
            result = result << 1 | rest & 1
            rest >>= 1
        }
        return result
    }
}

/// PackBits (TIFF 6.0, section 9).
enum PackBits {
    /// Decodes until the data end or `limit` bytes are there.
    static func decode(_ data: ArraySlice<UInt8>, atMost limit: Int) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(min(limit, data.count &* 4))
        var at = data.startIndex
        while at < data.endIndex, output.count < limit {
            let code = Int(Int8(bitPattern: data[at]))
            at += 1
            if code >= 0 {
                let end = min(at + code + 1, data.endIndex)
                output.append(contentsOf: data[at..<end])
                at = end
            } else if code != -128, at < data.endIndex {
                output.append(contentsOf: repeatElement(data[at], count: 1 - code))
                at += 1
            }
        }
        return output
    }
}
