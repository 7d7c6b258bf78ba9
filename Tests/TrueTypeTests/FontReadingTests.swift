import Diagnostics
import Testing

@testable import TrueType

@Suite("Reading a font", .enabled(if: LiberationSerif.isInstalled, "needs fonts-liberation2"))
struct FontReadingTests {
    @Test("names and metrics") func metrics() throws {
        let font = try LiberationSerif.font()
        #expect(font.postScriptName == "LiberationSerif")
        #expect(font.metrics.weight == 400)
        #expect(font.metrics.italicAngle == 0)
        #expect(font.metrics.hasSerifs)
        #expect(!font.metrics.isFixedPitch)
        // Times-Roman's AFM says 662; these fonts agree in widths and nearly in heights.
        #expect(abs(font.metrics.capHeight - 662) < 15)
        #expect(font.metrics.ascent > 850 && font.metrics.descent < -200)
    }

    @Test(
        "advance widths are those of Times-Roman",
        arguments: [(" ", 250.0), ("A", 722), ("a", 444), ("W", 944), ("i", 278), ("0", 500), (".", 250), ("Đ", 722)])
    func advances(_ text: String, _ expected: Double) throws {
        #expect(abs(try LiberationSerif.font().width(of: text, size: 1000) - expected) < 0.5)
    }

    @Test("a width is the sum of its parts, at the size asked") func widths() throws {
        let font = try LiberationSerif.font()
        #expect(abs(font.width(of: "A a", size: 10) - (7.22 + 2.5 + 4.44)) < 0.01)
        #expect(font.width(of: "", size: 10) == 0)
        #expect(font.width(of: "e\u{302}\u{301}", size: 10) == font.width(of: "ế", size: 10))
    }

    @Test("all Vietnamese letters are there, in either normalization form") func vietnamese() throws {
        let font = try LiberationSerif.font()
        #expect(vietnameseLetters.unicodeScalars.count == 178)
        #expect(font.missingScalars(in: vietnameseLetters) == [])
        #expect(font.missingScalars(in: "Nguye\u{302}\u{303}n\nĐa\u{306}\u{301}k La\u{306}k u\u{31B}\u{323}") == [])
    }

    @Test("missing characters are named, each once") func missing() throws {
        let font = try LiberationSerif.font()
        #expect(font.missingScalars(in: "số 漢 và 漢字 😀") == ["漢", "字", "😀"])
        #expect(throws: FontError.self) { try EmbeddedFontPlan(font: font, texts: ["ổn", "漢"]) }
        do {
            _ = try EmbeddedFontPlan(font: font, texts: ["漢"])
        } catch {
            #expect(error.code == .glyphsMissing)
            #expect(error.what.en.contains("漢 (U+6F22)"))
            #expect(error.remedy != nil)
        }
    }

    @Test("a font cut short anywhere is an error, never a crash") func truncated() throws {
        let bytes = try LiberationSerif.bytes()
        let cuts = Array(0..<400) + stride(from: 400, to: bytes.count, by: 4999)
        for count in cuts { #expect(throws: FontError.self) { try TrueTypeFont(Array(bytes[..<count])) } }
    }

    @Test("damaged tables are an error or harmless, never a crash") func damaged() throws {
        let original = try LiberationSerif.bytes()
        let directory = try TableDirectory(original)
        var generator = SplitMix(state: 7)
        for tag in ["cmap", "head", "hhea", "maxp", "loca", "glyf", "OS/2", "post", "name", "hmtx"] {
            let table = try #require(directory[tag])
            for _ in 0..<6 {
                var bytes = original
                for _ in 0..<40 {
                    let index = Int(generator.next() % UInt64(min(table.count, 400)))
                    bytes[table.bytes.startIndex + index] = UInt8(truncatingIfNeeded: generator.next())
                }
                guard let font = try? TrueTypeFont(bytes) else { continue }
                _ = font.lines(of: vietnameseLetters, fitting: 50, size: 10)
                _ = try? EmbeddedFontPlan(font: font, texts: [vietnameseLetters])
            }
        }
    }

    @Test("what is no TrueType font is refused", arguments: ["OTTO", "ttcf", "%PDF", "wOFF"])
    func otherFormats(_ magic: String) {
        let bytes = Array(magic.utf8) + [UInt8](repeating: 0, count: 100)
        #expect(throws: FontError(.fontUnsupported, .dependency, vi: "", en: "")) { try TrueTypeFont(bytes) }
        #expect(throws: FontError(.fontMalformed, .dependency, vi: "", en: "")) { try TrueTypeFont([]) }
    }

    @Test("a font whose licence forbids embedding is refused", arguments: [0x0002, 0x0100, 0x0200])
    func licence(_ type: Int) throws {
        var bytes = try LiberationSerif.bytes()
        let start = try #require(try TableDirectory(bytes)["OS/2"]).bytes.startIndex + 8
        bytes.replaceSubrange(start..<start + 2, with: [UInt8(type >> 8), UInt8(type & 0xFF)])
        #expect(throws: FontError(.embeddingForbidden, .dependency, vi: "", en: "")) { try TrueTypeFont(bytes) }
    }

    /// Random numbers that are the same on every run.
    private struct SplitMix {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
