import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PAdES

/// Where a signature shows when another program draws the page.
@Suite(.enabled(if: Command.has("pdftoppm"), "pdftoppm is not installed"))
struct VisiblePlacementTests {
    /// What stands out of the white in a picture: its box in millimetres, and the colour of its upper left quarter.
    private static func ink(_ path: String, dotsPerInch: Double) throws -> (box: VisibleBox, isUpright: Bool) {
        let data = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        // P6 width height 255, then three bytes for each dot.
        let head = data.prefix(32).split(separator: 0x0A, maxSplits: 3)
        let sizes = String(decoding: head[1], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        let start = data.count - sizes[0] * sizes[1] * 3
        func dot(_ x: Int, _ y: Int) -> ArraySlice<UInt8> {
            data[(start + (y * sizes[0] + x) * 3)..<(start + (y * sizes[0] + x) * 3 + 3)]
        }
        var (left, top, right, bottom) = (Int.max, Int.max, -1, -1)
        for y in 0..<sizes[1] {
            for x in 0..<sizes[0] where dot(x, y).contains(where: { $0 < 128 }) {
                (left, top, right, bottom) = (min(left, x), min(top, y), max(right, x), max(bottom, y))
            }
        }
        try #require(right >= 0)
        let scale = 25.4 / dotsPerInch
        let box = VisibleBox(
            x: Double(left) * scale, y: Double(top) * scale, width: Double(right - left + 1) * scale,
            height: Double(bottom - top + 1) * scale)
        // The upper left quarter is red, the rest blue.
        let upper = Array(dot(left + (right - left) / 4, top + (bottom - top) / 4))
        let lower = Array(dot(left + (right - left) * 3 / 4, top + (bottom - top) * 3 / 4))
        return (box, upper[0] > 200 && upper[2] < 50 && lower[2] > 200 && lower[0] < 50)
    }

    @Test(arguments: [
        "/MediaBox[0 0 595 842]", "/MediaBox[0 0 595 842]/Rotate 90", "/MediaBox[0 0 595 842]/Rotate 180",
        "/MediaBox[0 0 595 842]/Rotate 270", "/MediaBox[-100 -50 495 792]/Rotate -90",
        "/MediaBox[0 0 842 1191]/CropBox[100 200 700 1000]/Rotate 90", "/MediaBox[10 20 430 615]",
    ])
    func aSignatureShowsWhereItWasPut(_ boxes: String) throws {
        let file = HandwrittenPDF.file([
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/Resources<<>>\(boxes)>>",
        ])
        let view = try PDFDocument(bytes: ByteView(file)).latest
        let page = VisiblePage(try #require(view.page(at: 0)), in: view)
        let wanted = VisibleBox(x: 20, y: 30, width: 60, height: 24)
        let rectangle = page.rectangle(of: wanted)
        let size = page.appearanceSize(in: rectangle)
        var request = Signed.request("Ky", place: SignaturePlace(page: 0, rectangle: rectangle))
        request.appearance = { update in
            let (w, h) = size
            var form = Signed.form(
                "0 0 1 rg 0 0 \(w) \(h) re f 1 0 0 rg 0 \(h / 2) \(w / 2) \(h / 2) re f", width: w, height: h)
            if let matrix = page.uprightMatrix { form.dictionary["Matrix"] = .numbers(matrix) }
            return update.add(.stream(form))
        }
        let signed = try Scratch.file("signed.pdf", try Signed.sign(file, request)).path
        let drawn = try Command.tool("pdftoppm", ["-cropbox", "-r", "100", "-singlefile", signed, signed])
        #expect(drawn.status == 0, "\(drawn.stderr)")
        let (box, isUpright) = try Self.ink(signed + ".ppm", dotsPerInch: 100)
        #expect(isUpright)
        // A dot is a quarter of a millimetre.
        for (found, asked) in [
            (box.x, wanted.x), (box.y, wanted.y), (box.width, wanted.width), (box.height, wanted.height),
        ] {
            #expect(abs(found - asked) < 0.52, "\(box)")
        }
    }
}
