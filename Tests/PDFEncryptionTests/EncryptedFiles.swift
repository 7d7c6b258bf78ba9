import Foundation
import PDFSyntax
import TestSupport

/// A small file with strings and streams of every kind that encryption treats in its own way.
func plainFile() throws -> [UInt8] {
    var builder = PDFFileBuilder()
    let pages = builder.reserve()
    let content = builder.add(.stream(try PDFStream(dictionary: [:], deflating: Array("BT (Xin chào) Tj ET".utf8))))
    let metadata = builder.add(
        .stream(
            PDFStream(
                dictionary: ["Type": .name("Metadata"), "Subtype": .name("XML")], bytes: Array("<x:xmpmeta/>".utf8))))
    let page = builder.add(
        .dictionary([
            "Type": .name("Page"), "Parent": .reference(pages), "Contents": .reference(content),
            "Resources": .dictionary([:]), "MediaBox": .numbers([0, 0, 200, 100]),
            "PieceInfo": .dictionary(["A": .array([.string([]), .string([0, 1, 2]), .text("Đắk Lắk")])]),
        ]))
    builder.set(
        pages, .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)]))
    let root = builder.add(
        .dictionary(["Type": .name("Catalog"), "Pages": .reference(pages), "Metadata": .reference(metadata)]))
    let info = builder.add(.dictionary(["Title": .text("Giấy khai sinh")]))
    return builder.finish(root: root, info: info, id: Array("0123456789abcdef".utf8))
}

/// `bytes` as qpdf encrypts them.
func encrypted(_ bytes: [UInt8], _ arguments: [String], objectStreams: Bool = false) throws -> [UInt8] {
    try qpdf(bytes, ["--object-streams=\(objectStreams ? "generate" : "disable")", "--encrypt"] + arguments + ["--"])
}

/// What qpdf makes of `bytes`; streams keep their bytes.
func qpdf(_ bytes: [UInt8], _ arguments: [String]) throws -> [UInt8] {
    let source = try Scratch.file("in.pdf", bytes)
    let target = source.deletingLastPathComponent().appendingPathComponent("out.pdf")
    let ran = try Command.tool(
        "qpdf", ["--allow-weak-crypto", "--stream-data=preserve"] + arguments + [source.path, target.path])
    struct Refused: Error { let why: String }
    guard ran.status == 0 || ran.status == 3 else { throw Refused(why: ran.stderr) }
    return [UInt8](try Data(contentsOf: target))
}

/// Every string and every stream of a document but for those that describe the file itself, sorted: what must be the same
/// in a file and its encrypted copy, whatever the numbers of the objects.
func contents(_ document: PDFDocument) -> [[UInt8]] {
    let view = document.latest
    let encrypt = view.trailer["Encrypt"]?.reference?.number
    var found: [[UInt8]] = []
    func collect(_ object: PDFObject) {
        switch object {
        case .string(let bytes): found.append([0x28] + bytes)
        case .array(let elements): elements.forEach(collect)
        case .dictionary(let dictionary): dictionary.entries.forEach { collect($0.value) }
        case .stream(let stream):
            found.append([0x73] + stream.data.bytes)
            stream.dictionary.entries.forEach { collect($0.value) }
        default: break
        }
    }
    for number in view.objectNumbers where number != encrypt {
        guard let reference = view.reference(of: number) else { continue }
        let object = view.object(reference)
        if ["XRef", "ObjStm"].contains(object.stream?.dictionary["Type"]?.name ?? "") { continue }
        collect(object)
    }
    return found.sorted { $0.lexicographicallyPrecedes($1) }
}
