/// Makes a new file with a classic cross-reference table, in the syntax of ISO 19005-2, 6.1. Equal calls give equal
/// bytes: there is no clock and no randomness in it.
public struct PDFFileBuilder: PDFObjectSink, Sendable {
    private var objects: [PDFObject] = []

    /// A file without objects.
    public init() {}

    /// Takes the next object number.
    public mutating func reserve() -> PDFReference {
        objects.append(.null)
        return PDFReference(number: objects.count)
    }

    /// Gives a reserved number its object. References that this builder did not hand out are ignored.
    public mutating func set(_ reference: PDFReference, _ object: PDFObject) {
        guard reference.generation == 0, objects.indices.contains(reference.number - 1) else { return }
        objects[reference.number - 1] = object
    }

    /// The whole file.
    ///
    /// - Parameters:
    ///   - root: the catalog.
    ///   - info: the document information dictionary, if any.
    ///   - id: the file identifier (ISO 32000-2, 14.4), used for both strings; 16 bytes are usual.
    ///   - version: of the header.
    public func finish(root: PDFReference, info: PDFReference?, id: [UInt8], version: String = "1.7") -> [UInt8] {
        var writer = PDFWriter()
        // Four bytes above 127 tell transfer programs that the file is binary (7.5.2).
        writer.append("%PDF-\(version)\n%")
        writer.append([0xE2, 0xE3, 0xCF, 0xD3])
        writer.append("\n")
        var offsets: [Int] = []
        offsets.reserveCapacity(objects.count)
        for (index, object) in objects.enumerated() {
            offsets.append(writer.bytes.count)
            writer.write(object, as: PDFReference(number: index + 1))
        }
        let start = writer.bytes.count
        var table = CrossReferenceTable()
        table.free(0, generation: 65_535)
        for (index, offset) in offsets.enumerated() { table.add(index + 1, generation: 0, offset: offset) }
        table.write(to: &writer)
        var trailer: PDFDictionary = [
            "Size": .integer(objects.count + 1), "Root": .reference(root), "ID": .array([.string(id), .string(id)]),
        ]
        if let info { trailer["Info"] = .reference(info) }
        writer.append("trailer\n")
        writer.write(.dictionary(trailer))
        writer.append("\nstartxref\n\(start)\n%%EOF\n")
        return writer.bytes
    }
}
