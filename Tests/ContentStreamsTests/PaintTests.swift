import PDFSyntax
import Testing

@testable import ContentStreams

/// What is painted, and whether it hides what is below.
struct PaintTests {
    private static let states: PDFDictionary = [
        "ExtGState": .dictionary([
            "Half": .dictionary(["ca": .real(0.5), "CA": .real(0.5)]),
            "Multiply": .dictionary(["BM": .name("Multiply")]),
            "Mask": .dictionary(["SMask": .dictionary(["S": .name("Alpha")])]),
            "Plain": .dictionary(["ca": .integer(1), "BM": .name("Normal"), "SMask": .name("None")]),
        ]),
        "Shading": .dictionary(["S": .dictionary(["ShadingType": .integer(2)])]),
        "Pattern": .dictionary([
            "P": .dictionary(["PatternType": .integer(2)]), "T": Page.object(0), "Thin": Page.object(1),
        ]),
    ]

    private static func tile(_ content: String) -> PDFObject {
        Page.stream(
            content,
            [
                "PatternType": .integer(1), "BBox": .numbers([0, 0, 10, 10]), "XStep": .integer(10),
                "YStep": .integer(10), "Resources": .dictionary([:]),
            ])
    }

    private func paint(_ content: String) throws -> [PaintedArea] {
        try Page.drawing(
            content, resources: PaintTests.states,
            objects: [PaintTests.tile("0 0 10 10 re f"), PaintTests.tile("0 0 1 1 re f")]
        ).areas
    }

    @Test(arguments: [
        "10 20 30 40 re f", "10 20 m 40 20 l 40 60 l 10 60 l h f", "q 10 0 0 10 10 20 cm 0 0 3 4 re f* Q",
        "10 20 30 40 re B", "/Half gs /Plain gs 10 20 30 40 re F", "q /Multiply gs Q 10 20 30 40 re b",
        "q 10 20 30 40 re W n /S sh Q", "q 0 0 30 40 re W* n Q q 10 20 30 40 re W n 0 0 600 800 re f Q",
        "/Pattern cs /P scn 10 20 30 40 re f", "/Pattern cs /T scn 10 20 30 40 re f",
        "0 0 1 RG 40 w 10 40 m 40 40 l S", "q 30 0 0 40 10 20 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q",
    ])
    func opaqueRectangles(_ content: String) throws {
        let box = try #require(try paint(content).first(where: \.isOpaque)?.box)
        #expect(
            abs(box.x0 - 10) + abs(box.y0 - 20) + abs(box.x1 - 40) + abs(box.y1 - 60) < 0.01, "\(content): \(box)")
    }

    @Test(arguments: [
        "/Half gs 10 20 30 40 re f", "/Multiply gs 10 20 30 40 re f", "/Mask gs 10 20 30 40 re f",
        "10 20 30 40 re n", "/Half gs q 10 20 30 40 re W n /S sh Q", "/Pattern cs /Thin scn 10 20 30 40 re f",
        "q 0 0 5 5 re W n 10 20 30 40 re f Q", "q 700 0 m 701 0 l W n 10 20 30 40 re f Q",
        "/Half gs 40 w 10 40 m 40 40 l S",
    ])
    func whatHidesNothing(_ content: String) throws {
        #expect(try paint(content).allSatisfy { !$0.isOpaque })
    }

    @Test func shapesAreFollowed() throws {
        func share(_ content: String, _ box: PDFRectangle) throws -> Double {
            OpaqueCover(try paint(content)).share(of: box)
        }
        let middle = PDFRectangle(x0: 45, y0: 45, x1: 55, y1: 55)
        let corner = PDFRectangle(x0: 1, y0: 1, x1: 6, y1: 6)
        let disc =
            "50 0 m 77.6 0 100 22.4 100 50 c 100 77.6 77.6 100 50 100 c 22.4 100 0 77.6 0 50 c 0 22.4 22.4 0 50 0 c f"
        #expect(try share(disc, middle) == 1)
        #expect(try share(disc, corner) == 0)
        // A frame has a hole by the even-odd rule, and in another direction by the other one.
        #expect(try share("1 g 0 0 100 100 re 20 20 60 60 re f*", middle) == 0)
        #expect(try share("1 g 0 0 100 100 re 20 20 60 60 re f*", corner) == 1)
        #expect(try share("0 0 100 100 re 20 20 60 60 re f", middle) == 1)
        #expect(try share("1 g 0 0 100 100 re 20 20 m 20 80 l 80 80 l 80 20 l h f", middle) == 0)
        // A ring in colour is ink, a white one is not.
        #expect(try share("1 0 0 rg 0 0 100 100 re 8 8 84 84 re f*", corner) == 0)
        // A turned square.
        #expect(try share("0.7 0.7 -0.7 0.7 50 0 cm 0 0 70 70 re f", middle) == 1)
        #expect(try share("0.7 0.7 -0.7 0.7 50 0 cm 0 0 70 70 re f", corner) == 0)
        // Many small pieces hide as one large one does.
        let mosaic = (0..<40).map { "\(40 + $0 % 8 * 2) \(40 + $0 / 8 * 4) 2 4 re f" }.joined(separator: " ")
        #expect(try share(mosaic, middle) == 1)
        // A round clip.
        let clip = disc.dropLast(1) + "W n 0 0 100 100 re f"
        #expect(try share(String(clip), corner) == 0)
        #expect(try share(String(clip), middle) == 1)
    }

    private func image(_ pixels: [UInt8], mask: [UInt8]?, _ more: PDFDictionary = [:]) throws -> Double {
        var dictionary = more
        if mask != nil { dictionary["SMask"] = Page.object(1) }
        let drawing = try Page.drawing(
            "q 100 0 0 100 0 0 cm /I Do Q", resources: ["XObject": .dictionary(["I": Page.object(0)])],
            objects: [Page.gray(pixels, width: 64, dictionary), Page.gray(mask ?? [0], width: mask == nil ? 1 : 64)])
        return OpaqueCover(drawing.areas).share(of: PDFRectangle(x0: 26, y0: 51, x1: 49, y1: 74))
    }

    /// A block at the left above the middle is opaque.
    private static let block = (0..<64 * 64).map { index -> UInt8 in
        (16..<32).contains(index / 64) && (16..<32).contains(index % 64) ? 255 : 0
    }

    @Test func imagesHideWhereTheirMasksAreOpaque() throws {
        let (paper, ink) = ([UInt8](repeating: 250, count: 4096), [UInt8](repeating: 40, count: 4096))
        #expect(try image(ink, mask: nil) == 1)
        #expect(try image(ink, mask: [UInt8](repeating: 255, count: 4096)) == 1)
        #expect(try image(paper, mask: [UInt8](repeating: 100, count: 4096)) == 0)
        #expect(try image(paper, mask: PaintTests.block) == 1)
        // Ink that is no compact shape is the ink of a seal, wherever it lies.
        #expect(try image(ink, mask: PaintTests.block) == 0)
        // Colours that cannot be read: a solid block is none of a seal's lines.
        #expect(try image(ink, mask: PaintTests.block, ["ColorSpace": .name("Unknown")]) == 1)
        #expect(try image(paper, mask: PaintTests.block.map { 255 - $0 }) == 0)
    }

    @Test func stencilsHideInTheColourOfPaper() throws {
        func share(_ color: String, _ bits: [UInt8]) throws -> Double {
            let stencil: PDFObject = .stream(
                PDFStream(
                    dictionary: [
                        "Subtype": .name("Image"), "ImageMask": .boolean(true), "Width": .integer(64),
                        "Height": .integer(bits.count / 8),
                    ], bytes: bits))
            let drawing = try Page.drawing(
                "\(color) q 100 0 0 100 0 0 cm /I Do Q", resources: ["XObject": .dictionary(["I": Page.object(0)])],
                objects: [stencil])
            return OpaqueCover(drawing.areas).share(of: PDFRectangle(x0: 0, y0: 80, x1: 100, y1: 99))
        }
        let upper = (0..<512).map { $0 < 128 ? UInt8(0) : 255 }
        #expect(try share("1 g", upper) == 1)
        #expect(try share("0 g", upper) == 0)
        #expect(try share("0 g", [UInt8](repeating: 0, count: 512)) == 1)
        #expect(try share("1 1 1 rg", [UInt8](repeating: 255, count: 512)) == 0)
    }
}
