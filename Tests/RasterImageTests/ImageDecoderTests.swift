import RasterImage
import Testing

@Suite("Decoded pixels equal Pillow's", .enabled(if: Python.hasPillow, "needs Python with Pillow and numpy"))
struct ImageDecoderPixelTests {
    @Test(arguments: [
        "grey-raw.tif", "grey-tiff_lzw.tif", "grey-packbits.tif", "grey-tiff_adobe_deflate.tif", "rgb-raw.tif",
        "rgb-tiff_lzw.tif", "rgb-packbits.tif", "rgb-tiff_adobe_deflate.tif", "bits-raw.tif", "bits-tiff_lzw.tif",
        "bits-packbits.tif", "bits-group3.tif", "bits-group4.tif", "bits-white-is-zero.tif", "palette.tif",
        "centimetres.tif", "grey.png", "rgb.png", "rgba.png", "grey-alpha.png", "bits.png", "palette.png",
    ])
    func exactSamples(_ name: String) throws {
        let decoded = try ImageDecoder(ReferenceImages.file(name)).page(0)
        #expect(decoded.complaint == nil)
        #expect(decoded.raster.width == 83)
        #expect(decoded.raster.height == 61)
        #expect(try decoded.raster.bytes == ReferenceImages.file(name + ".raw"))
    }

    @Test func oneBitPagesStayOneBit() throws {
        for name in ["bits-group4.tif", "bits.png"] {
            let raster = try ImageDecoder(ReferenceImages.file(name)).page(0).raster
            #expect(raster.bitsPerSample == 1)
            #expect(raster.model == .grey)
        }
    }

    @Test func sixteenBitsHaveTheHighByteFirst() throws {
        let raster = try ImageDecoder(ReferenceImages.file("deep.tif")).page(0).raster
        let little = try ReferenceImages.file("deep.tif.raw")
        #expect(raster.bitsPerSample == 16)
        var big = little
        for index in stride(from: 0, to: little.count, by: 2) { big.swapAt(index, index + 1) }
        #expect(raster.bytes == big)
    }

    @Test func pagesOfATIFF() throws {
        let decoder = try ImageDecoder(ReferenceImages.file("pages.tif"))
        #expect(decoder.pageCount == 3)
        let pages = try decoder.pages.map { try $0.get().raster }
        #expect(pages.map(\.model) == [.grey, .rgb, .grey])
        #expect(pages.map(\.bitsPerSample) == [8, 8, 1])
        #expect(throws: RasterImageError.self) { try decoder.page(3) }
    }

    @Test func resolutions() throws {
        func header(_ name: String) throws -> ImageHeader {
            try ImageDecoder(ReferenceImages.file(name)).header(ofPage: 0)
        }
        let expected: [(String, Double?, Double?, Int)] = [
            ("grey-raw.tif", 300, 300, 1), ("rgb-raw.tif", 200, 100, 1), ("bits-raw.tif", nil, nil, 1),
            ("centimetres.tif", 300, 300, 6), ("grey.png", 300, 300, 1), ("rgb.png", nil, nil, 1),
            ("grey.jpg", 300, 300, 1), ("progressive.jpg", nil, nil, 1), ("exif.jpg", 240, 120, 8),
        ]
        for (name, x, y, orientation) in expected {
            let header = try header(name)
            #expect(header.dpiX == x, "\(name)")
            #expect(header.dpiY == y, "\(name)")
            #expect(header.orientation == orientation, "\(name)")
        }
    }

    @Test func everyKindOfJPEGTurnsGrey() throws {
        for (name, model) in [
            ("grey.jpg", Raster.ColourModel.grey), ("progressive.jpg", .rgb), ("cmyk.jpg", .cmyk),
        ] {
            let decoder = try ImageDecoder(ReferenceImages.file(name))
            let exact = try decoder.page(0).raster
            #expect(exact.model == model)
            let grey = try decoder.page(0, as: .grey(minimumDPI: 300)).raster
            #expect(grey.model == .grey)
            let middle = 30 * 83 + 41
            let expected = exact.grey().bytes[middle]
            #expect(abs(Int(grey.bytes[middle]) - Int(expected)) <= 2, "\(name)")
        }
        // Full ink in all four plates at the bottom of the gradient, none at the top; the file stores it inverted.
        let cmyk = try ImageDecoder(ReferenceImages.file("cmyk.jpg")).page(0).raster.grey()
        #expect(cmyk.bytes[0] > 240)
        #expect(cmyk.bytes[82 + 60 * 83] < 10)
    }
}

@Suite("Image files of the corpus", .enabled(if: Corpus.isPresent, "needs the shared corpus"))
struct ImageDecoderCorpusTests {
    @Test func aColourScan() throws {
        let decoder = try ImageDecoder(Corpus.file("scans/jpg/000-1.jpg"))
        let header = try decoder.header(ofPage: 0)
        #expect((header.width, header.height) == (2480, 3508))
        #expect((header.dpiX, header.dpiY) == (300, 300))
        #expect(header.model == .rgb)
        let half = try decoder.page(0, as: .grey(minimumDPI: 100))
        #expect(half.reduction == 2)
        #expect((half.raster.width, half.raster.height) == (1240, 1754))
        #expect(half.raster.dpiX == 150)
    }

    @Test(arguments: ["scans/jpg/000-1.jpg", "scans/png/002-1.png", "scans/tif/000.tif"])
    func aFileCutShortIsNotAPage(_ path: String) throws {
        let file = try Corpus.file(path)
        for part in [0.1, 0.3, 0.6, 0.9, 0.999] {
            let cut = Array(file.prefix(Int(Double(file.count) * part)))
            let error = #expect(throws: RasterImageError.self, "\(part)") {
                let decoder = try ImageDecoder(cut)
                for page in 0..<decoder.pageCount { _ = try decoder.page(page) }
            }
            #expect(error?.code == .truncated, "\(part): \(String(describing: error?.what.en))")
        }
    }

    @Test(arguments: ["scans/jpg/000-2.jpg", "scans/png/010-1.png", "scans/tif/011.tif"])
    func flippedBytesNeverCrash(_ path: String) throws {
        let file = try Corpus.file(path)
        var random = SystemRandomNumberGenerator()
        for _ in 0..<8 {
            var broken = file
            for _ in 0..<20 { broken[Int.random(in: 4..<file.count, using: &random)] = .random(in: 0...255) }
            // Any answer will do, damaged pixels too.
            _ = try? ImageDecoder(broken).page(0, as: .grey(minimumDPI: 100))
        }
    }
}

struct ImageFormatTests {
    @Test func byFirstBytes() {
        #expect(ImageFormat(of: [0xFF, 0xD8, 0xFF, 0xE0]) == .jpeg)
        #expect(ImageFormat(of: Array("II*\0".utf8)) == .tiff)
        #expect(ImageFormat(of: Array("MM\0*".utf8)) == .tiff)
        #expect(ImageFormat(of: Array("%PDF-1.7".utf8)) == nil)
        #expect(ImageFormat(of: [UInt8]()) == nil)
    }

    @Test func anythingElseIsRefused() {
        let error = #expect(throws: RasterImageError.self) { try ImageDecoder(Array("%PDF-1.7".utf8)) }
        #expect(error?.code == .formatUnknown)
    }
}

struct RasterTests {
    @Test func sizesMustAgree() {
        #expect(Raster(width: 2, height: 2, model: .rgb, bytes: Array(repeating: 0, count: 12)) != nil)
        #expect(Raster(width: 2, height: 2, model: .rgb, bytes: Array(repeating: 0, count: 11)) == nil)
        #expect(Raster(width: 9, height: 2, model: .grey, bitsPerSample: 1, bytes: [0, 0, 0, 0]) != nil)
        #expect(Raster(width: 0, height: 2, model: .grey, bytes: []) == nil)
        #expect(Raster(width: .max, height: .max, model: .rgba, bytes: []) == nil)
        #expect(!RasterLimits.accepts(width: 20_000, height: 20_000))
    }

    @Test func transparentIsPaper() {
        let raster = Raster(width: 2, height: 1, model: .rgba, bytes: [0, 0, 0, 0, 0, 0, 0, 255])
        #expect(raster?.grey().bytes == [255, 0])
    }

    @Test func oneBitIsExpanded() {
        let raster = Raster(width: 10, height: 1, model: .grey, bitsPerSample: 1, bytes: [0b1010_0000, 0b0100_0000])
        #expect(raster?.grey().bytes == [255, 0, 255, 0, 0, 0, 0, 0, 0, 255])
    }

    @Test func pngRoundTrip() throws {
        for model in [Raster.ColourModel.grey, .greyAlpha, .rgb, .rgba] {
            let bytes = (0..<(7 * 5 * model.channels)).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            let raster = try #require(
                Raster(width: 7, height: 5, model: model, bytes: bytes, dpiX: 300, dpiY: 150))
            let decoder = try ImageDecoder(PNGEncoder.encode(raster))
            #expect(try decoder.page(0).raster == raster, "\(model)")
        }
    }
}
