import Testing

@testable import PDFSyntax

/// Small files made for the tests.
enum SamplePDF {
    /// A page that shows a grey square.
    static func onePage(_ content: String = "0.5 g 100 100 50 50 re f") throws -> [UInt8] {
        var builder = PDFFileBuilder()
        let pages = builder.reserve()
        let stream = builder.add(.stream(try PDFStream(dictionary: [:], deflating: Array(content.utf8))))
        let page = builder.add(
            .dictionary([
                "Type": .name("Page"), "Parent": .reference(pages), "Contents": .reference(stream),
                "Resources": .dictionary([:]),
            ]))
        builder.set(
            pages,
            .dictionary([
                "Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1),
                "MediaBox": .numbers([0, 0, 595.276, 841.89]),
            ]))
        let root = builder.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
        let info = builder.add(.dictionary(["Title": .text("Giấy khai sinh")]))
        return builder.finish(root: root, info: info, id: Array("0123456789abcdef".utf8))
    }

    /// A file written out by hand: `objects[n]` is the text of object n + 1; the table is computed, the trailer given.
    static func byHand(_ objects: [String], trailer: String = "/Root 1 0 R") -> [UInt8] {
        var text = "%PDF-1.7\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        text += "trailer\n<</Size \(objects.count + 1) \(trailer)>>\nstartxref\n\(start)\n%%EOF\n"
        return Array(text.utf8)
    }

    static let pagesOfTwo = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 200 100]/Rotate -90>>",
        "<</Type/Page/Parent 2 0 R>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[10 210 110 10]/CropBox[20 20 30 30]>>",
    ]
}

func document(_ bytes: [UInt8]) throws -> PDFDocument { try PDFDocument(bytes: ByteView(bytes)) }
