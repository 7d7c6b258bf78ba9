import Diagnostics
import Foundation
import Testing

@testable import QRCode

@Suite("QR symbols") struct SymbolTests {
    @Test("what is written is read back", arguments: QRSymbol.CorrectionLevel.allCases)
    func roundTrip(level: QRSymbol.CorrectionLevel) throws {
        let text = "https://example.gov.vn/q?a=1&b=Z"
        let found = try read(raster(of: try QRSymbol(text, level: level), moduleSize: 4))
        #expect(found.map(\.text) == [text])
    }

    @Test("Vietnamese text keeps its bytes") func vietnamese() throws {
        let text = "082190012345|Nguyễn Thị Ánh|Đắk Lắk"
        let found = try read(raster(of: try QRSymbol(text, level: .m), moduleSize: 4))
        #expect(found.map(\.text) == [text])
    }

    @Test("the box is the symbol's") func box() throws {
        let symbol = try QRSymbol("SOHOA:TACH:1", level: .h)
        let found = try #require(try read(raster(of: symbol, moduleSize: 6)).first)
        let (start, end) = (6 * QRSymbol.quietZone, 6 * (QRSymbol.quietZone + symbol.size))
        for edge in [found.box.minX - start, found.box.minY - start, found.box.maxX - end, found.box.maxY - end] {
            #expect(abs(edge) <= 3)
        }
    }

    @Test("small and large modules are found at another scale", arguments: [2, 3, 24, 60])
    func scales(moduleSize: Int) throws {
        let symbol = try QRSymbol("HTTPS://A.VN/Q#123456789012345678901234567890", level: .m)
        let found = try read(raster(of: symbol, moduleSize: moduleSize))
        #expect(found.map(\.text) == ["HTTPS://A.VN/Q#123456789012345678901234567890"])
        let box = try #require(found.first).box
        let center = Double(box.minX + box.maxX) / 2
        #expect(abs(center - Double(moduleSize * (symbol.size + 8)) / 2) <= max(2, Double(moduleSize) / 4))
    }

    @Test("modules of 1.4 pixels are read at double size, and the box is halved back") func tinyModules() throws {
        let address = try SealVector.load().address
        let small = reduced(raster(of: try QRSymbol(address, level: .m), moduleSize: 14), by: 10)
        let found = try read(small)
        #expect(found.map(\.text) == [address])
        let box = try #require(found.first).box
        #expect(abs(box.minX - 6) <= 2)
        #expect(abs(box.maxY - (small.height - 6)) <= 2)
    }

    @Test("large noisy modules are read at half size, and the box is doubled back") func noise() throws {
        let address = try SealVector.load().address
        var image = raster(of: try QRSymbol(address, level: .m), moduleSize: 20)
        var state: UInt64 = 1
        for index in image.pixels.indices {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            image.pixels[index] = UInt8(clamping: Int(image.pixels[index]) * 3 / 4 + 32 + Int(state >> 58) - 32)
        }
        let found = try read(image)
        #expect(found.map(\.text) == [address])
        #expect(abs(try #require(found.first).box.minX - 80) <= 10)
    }

    @Test("several codes in one raster, none in an empty one") func several() throws {
        let (left, right) = (
            raster(of: try QRSymbol("LEFT", level: .m), moduleSize: 5),
            raster(of: try QRSymbol("RIGHT", level: .m), moduleSize: 5)
        )
        #expect(left.height == right.height)
        var pixels: [UInt8] = []
        for y in 0..<left.height {
            pixels += left.pixels[y * left.width..<(y + 1) * left.width]
            pixels += right.pixels[y * right.width..<(y + 1) * right.width]
        }
        let found = try QRReader.read(width: left.width + right.width, height: left.height, pixels: pixels)
        #expect(Set(found.compactMap(\.text)) == ["LEFT", "RIGHT"])
        #expect(try QRReader.read(width: 50, height: 40, pixels: [UInt8](repeating: 255, count: 2000)).isEmpty)
        #expect(try QRReader.read(width: 1, height: 1, pixels: [0]).isEmpty)
    }

    @Test("a raster whose size is a lie is refused", arguments: [(10, 10, 99), (0, 0, 0), (-1, -5, 5), (.max, 2, 0)])
    func badRaster(width: Int, height: Int, count: Int) {
        #expect(throws: QRError(code: .rasterInvalid)) {
            try QRReader.read(width: width, height: height, pixels: [UInt8](repeating: 0, count: count))
        }
    }

    @Test("text that cannot be encoded") func refusals() {
        #expect(throws: QRError(code: .textNotEncodable)) { try QRSymbol("", level: .m) }
        #expect(throws: QRError(code: .textNotEncodable)) { try QRSymbol("a\0b", level: .m) }
        let long = String(repeating: "x", count: 3000)
        #expect(throws: QRError(code: .textTooLong)) { try QRSymbol(long, level: .l) }
        #expect(throws: QRError(code: .textTooLong)) { try QRSymbol(long + "ế", level: .l) }
        #expect(throws: QRError(code: .textTooLong)) {
            try QRSymbol(String(repeating: "x", count: 100), level: .m, maximumVersion: 3)
        }
    }

    @Test("digits take numeric mode: a URL and 700 digits fit where bytes would not") func segmentation() throws {
        let digits = String(repeating: "7", count: 700)
        #expect(try QRSymbol("HTTPS://EXAMPLE.GOV.VN/Q#" + digits, level: .m).version <= 13)
    }

    @Test("the strongest correction that fits, never below the weakest allowed") func strongest() throws {
        #expect(try QRSymbol.strongest("A", maximumVersion: 1).level == .h)
        let text = String(repeating: "1", count: 600)
        let symbol = try QRSymbol.strongest(text, maximumVersion: 12)
        #expect(symbol.level == .m)
        #expect(throws: QRError(code: .textTooLong)) { try QRSymbol.strongest(text, maximumVersion: 10) }
    }

    @Test("runs cover exactly the dark modules") func runs() throws {
        let symbol = try QRSymbol("https://example.gov.vn", level: .q)
        var covered = Set<Int>()
        for run in symbol.darkRuns {
            for x in run.x..<run.x + run.length { #expect(covered.insert(run.y * symbol.size + x).inserted) }
        }
        let dark = (0..<symbol.size * symbol.size).filter { symbol.isDark($0 % symbol.size, $0 / symbol.size) }
        #expect(covered == Set(dark))
        #expect(!symbol.isDark(-1, 0) && !symbol.isDark(0, symbol.size))
    }

    @Test("zbarimg reads the seal of the vector", .enabled(if: Oracle.hasZBarImg, "needs zbarimg"))
    func zbarimg() throws {
        let address = try SealVector.load().address
        let image = raster(of: try QRSymbol(address, level: .m), moduleSize: 4)
        let file = FileManager.default.temporaryDirectory.appending(path: "sohoa-\(UUID().uuidString).pgm")
        defer { try? FileManager.default.removeItem(at: file) }
        try (Data("P5 \(image.width) \(image.height) 255\n".utf8) + Data(image.pixels)).write(to: file)
        let output = try Oracle.run(["zbarimg", "--raw", "--quiet", file.path])
        #expect(String(decoding: output, as: UTF8.self) == address + "\n")
    }

    private func read(_ raster: (width: Int, height: Int, pixels: [UInt8])) throws -> [QRReading] {
        try QRReader.read(width: raster.width, height: raster.height, pixels: raster.pixels)
    }

    /// The symbol with its quiet zone, black on white.
    private func raster(of symbol: QRSymbol, moduleSize: Int) -> (width: Int, height: Int, pixels: [UInt8]) {
        let side = (symbol.size + 2 * QRSymbol.quietZone) * moduleSize
        let pixels = (0..<side * side).map { index -> UInt8 in
            let (x, y) = (index % side / moduleSize, index / side / moduleSize)
            return symbol.isDark(x - QRSymbol.quietZone, y - QRSymbol.quietZone) ? 0 : 255
        }
        return (side, side, pixels)
    }

    /// Each pixel the mean of `factor` × `factor`, as a scanner of that lower resolution would see it.
    private func reduced(
        _ raster: (width: Int, height: Int, pixels: [UInt8]), by factor: Int
    ) -> (width: Int, height: Int, pixels: [UInt8]) {
        let (width, height) = (raster.width / factor, raster.height / factor)
        var sums = [Int](repeating: 0, count: width * height)
        for y in 0..<height * factor {
            for x in 0..<width * factor {
                sums[y / factor * width + x / factor] += Int(raster.pixels[y * raster.width + x])
            }
        }
        return (width, height, sums.map { UInt8($0 / (factor * factor)) })
    }
}
