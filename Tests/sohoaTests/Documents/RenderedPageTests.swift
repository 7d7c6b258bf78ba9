import Foundation
import TestSupport
import Testing

/// First pages as poppler draws them, read by zbarimg.
@Suite(.enabled(if: RenderedPage.toolsPresent, "needs pdftoppm and zbarimg"))
struct RenderedPageTests {
    let results: [FiledResult]

    init() throws { results = try FiledResult.all(in: DemoWorld.shared.get().vault) }

    @Test func sealReadsTheSameAt300And200Dpi() throws {
        for result in results {
            let texts = try [300, 200].map { try RenderedPage(result.pdf, dpi: $0).seal() }
            #expect(texts[0] == texts[1], "\(result.record.source)")
        }
    }

    /// TT 01/2023/TT-VPCP Điều 26: the code stands in the top left corner.
    @Test func sealStandsAtTheTopLeft() throws {
        for result in results {
            let corner = try RenderedPage(result.pdf, dpi: 300, part: (0.4, 0.2))
            #expect(try !corner.codes().filter { $0.hasPrefix("HTTPS://") }.isEmpty, "\(result.record.source)")
        }
    }

    @Test(.enabled(if: Command.has("pdftotext"), "needs pdftotext"))
    func stampsAreVietnameseText() throws {
        let result = try #require(results.first { $0.record.source == "trich-luc-khai-sinh.jpg" })
        let text = try Command.tool("pdftotext", ["-f", "1", "-l", "1", result.pdf.path, "-"]).text
            .precomposedStringWithCanonicalMapping
        // NĐ 30/2020/NĐ-CP: the words of an electronic copy; TT 01/2023/TT-VPCP Điều 8: who digitized it.
        #expect(text.uppercased().contains("SAO Y"))
        #expect(text.contains(result.record.agency))
        #expect(text.contains("DEMO") || text.contains("Nguyễn") || text.contains("Trần"))
    }

    @Test(.enabled(if: Command.has("pdffonts"), "needs pdffonts"))
    func fontsOfTheStampsAreEmbeddedSubsets() throws {
        let result = try #require(results.first { $0.record.source == "trich-luc-khai-sinh.jpg" })
        let lines = try Command.tool("pdffonts", [result.pdf.path]).lines.dropFirst(2)
        #expect(!lines.isEmpty)
        for line in lines {
            #expect(line.contains("LiberationSerif"))
            // Columns emb, sub and uni.
            #expect(line.split(separator: " ").filter { $0 == "yes" }.count == 3, "\(line)")
        }
    }
}
