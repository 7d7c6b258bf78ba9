import PDFSyntax

@testable import ContentStreams

/// Makes documents of one page by hand.
enum Page {
    /// A font that needs no program: Helvetica with the usual encoding.
    static let helvetica: PDFObject = .dictionary([
        "Type": .name("Font"), "Subtype": .name("Type1"), "BaseFont": .name("Helvetica"),
        "Encoding": .name("WinAnsiEncoding"),
    ])

    /// A file with one page.
    ///
    /// - Parameters:
    ///   - resources: entries added to a resource dictionary that has the font `F`.
    ///   - objects: streams and dictionaries that `resources` may refer to: object 10, 11, ….
    ///   - page: entries of the page itself.
    static func file(
        _ content: String, resources: PDFDictionary = [:], objects: [PDFObject] = [], page more: PDFDictionary = [:],
        catalog: PDFDictionary = [:]
    ) -> [UInt8] {
        var builder = PDFFileBuilder()
        let numbered = (1...9 + max(objects.count, 1)).map { _ in builder.reserve() }
        var own: PDFDictionary = ["Font": .dictionary(["F": helvetica])]
        for entry in resources.entries { own[entry.key] = entry.value }
        var page: PDFDictionary = [
            "Type": .name("Page"), "Parent": .reference(numbered[1]), "MediaBox": .numbers([0, 0, 600, 800]),
            "Contents": .reference(numbered[3]), "Resources": .dictionary(own),
        ]
        for entry in more.entries { page[entry.key] = entry.value }
        var root: PDFDictionary = ["Type": .name("Catalog"), "Pages": .reference(numbered[1])]
        for entry in catalog.entries { root[entry.key] = entry.value }
        builder.set(numbered[0], .dictionary(root))
        builder.set(
            numbered[1],
            .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(numbered[2])]), "Count": .integer(1)]))
        builder.set(numbered[2], .dictionary(page))
        builder.set(numbered[3], .stream(PDFStream(dictionary: [:], bytes: Array(content.utf8))))
        for (index, object) in objects.enumerated() { builder.set(numbered[9 + index], object) }
        return builder.finish(root: numbered[0], info: nil, id: Array("0123456789abcdef".utf8))
    }

    /// The object of `objects` with this index.
    static func object(_ index: Int) -> PDFObject { .reference(PDFReference(number: 10 + index)) }

    static func stream(_ content: String, _ dictionary: PDFDictionary) -> PDFObject {
        .stream(PDFStream(dictionary: dictionary, bytes: Array(content.utf8)))
    }

    static func form(_ content: String, box: [Double], _ more: PDFDictionary = [:]) -> PDFObject {
        var dictionary: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Form"), "BBox": .numbers(box),
            "Resources": .dictionary(["Font": .dictionary(["F": helvetica])]),
        ]
        for entry in more.entries { dictionary[entry.key] = entry.value }
        return stream(content, dictionary)
    }

    /// An image of one byte a pixel.
    static func gray(_ pixels: [UInt8], width: Int, _ more: PDFDictionary = [:]) -> PDFObject {
        var dictionary: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Image"), "Width": .integer(width),
            "Height": .integer(pixels.count / max(width, 1)), "BitsPerComponent": .integer(8),
            "ColorSpace": .name("DeviceGray"),
        ]
        for entry in more.entries { dictionary[entry.key] = entry.value }
        return .stream(PDFStream(dictionary: dictionary, bytes: pixels))
    }

    /// What the page shows.
    static func drawing(
        _ content: String, resources: PDFDictionary = [:], objects: [PDFObject] = [], page: PDFDictionary = [:],
        catalog: PDFDictionary = [:], limits: ContentLimits = ContentLimits()
    ) throws -> Drawing {
        let bytes = file(content, resources: resources, objects: objects, page: page, catalog: catalog)
        let document = try PDFDocument(bytes: ByteView(bytes))
        var budget = limits
        return ContentInterpreter.drawing(of: document.latest.pages[0], in: document.latest, spending: &budget)
    }

    /// What an annotation with these entries shows; `AP` is the first of `objects`.
    static func widget(_ dictionary: PDFDictionary, objects: [PDFObject]) throws -> Drawing {
        let document = try PDFDocument(bytes: ByteView(file("", objects: objects)))
        return ContentInterpreter.drawing(ofWidget: dictionary, in: document.latest)
    }
}

extension Drawing {
    var words: [String] { texts.map(\.text) }
    var hidden: [String] { hiddenTexts.map(\.text) }
    var opaque: [PaintedArea] { areas.filter(\.isOpaque) }
}
