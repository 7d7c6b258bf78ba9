import Testing

@testable import TrueType

@Suite("Breaking lines", .enabled(if: LiberationSerif.isInstalled, "needs fonts-liberation2"))
struct LineBreakingTests {
    @Test("lines fit, and together hold every word") func fits() throws {
        let font = try LiberationSerif.font()
        let text = "Người số hóa: Nguyễn Thị Ánh Tuyết, Ủy ban nhân dân xã Mỹ Hòa Hưng, tỉnh An Giang"
        for width in stride(from: 40.0, through: 300, by: 20) {
            let lines = font.lines(of: text, fitting: width, size: 10)
            #expect(lines.joined(separator: " ") == text)
            for line in lines { #expect(font.width(of: line, size: 10) <= width) }
        }
        #expect(font.lines(of: text, fitting: 10_000, size: 10) == [text])
    }

    @Test("line feeds always break; runs of spaces collapse; a no-break space does not break") func breaks() throws {
        let font = try LiberationSerif.font()
        #expect(font.lines(of: "a\n\n b  c ", fitting: 100, size: 10) == ["a", "", "b c"])
        #expect(font.lines(of: "", fitting: 100, size: 10) == [""])
        let joined = "10\u{A0}năm"
        #expect(
            font.lines(of: "dài \(joined)", fitting: font.width(of: joined, size: 10), size: 10) == ["dài", joined])
    }

    @Test("a word wider than a line is cut between characters") func longWord() throws {
        let font = try LiberationSerif.font()
        let word = "H01.02.14-260311-0007/GPXD-UBND"
        let lines = font.lines(of: "số \(word) ngày", fitting: 60, size: 10)
        #expect(lines.first == "số")
        #expect(lines.dropFirst().joined().hasPrefix(word))
        for line in lines { #expect(font.width(of: line, size: 10) <= 60) }
        #expect(font.lines(of: "ưở", fitting: 0, size: 10) == ["ư", "ở"])
    }

    @Test("lines are composed") func composed() throws {
        let line = try #require(try LiberationSerif.font().lines(of: "e\u{302}\u{301}", fitting: 50, size: 10).first)
        #expect(Array(line.unicodeScalars) == ["ế"])
    }
}
