import Diagnostics

/// Changes to an existing file, written as an incremental update (ISO 32000-2, 7.5.6): the file's own bytes stay as
/// they are, and only what is appended is produced.
public struct IncrementalUpdate: PDFObjectSink, Sendable {
    /// The document as it was before the update.
    public let document: PDFDocument
    /// The second string of the file identifier after the update (14.4); nil keeps the one there is.
    public var changingIdentifier: [UInt8]?

    private enum Content: Sendable {
        case object(PDFObject)
        case serialized([UInt8])
    }

    private var contents: [PDFReference: Content] = [:]
    private var nextNumber: Int

    /// Begins an update.
    ///
    /// - Throws: `pdf-not-updatable` when the cross-reference had to be rebuilt: an appended section needs a sound one
    ///   to point back to.
    public init(_ document: PDFDocument) throws {
        guard !document.recovered, let newest = document.revisions.last else {
            throw PDFSyntaxError(
                .notUpdatable, .input,
                vi: "Không ghi nối tiếp được vào tệp PDF có bảng tham chiếu chéo hỏng.",
                en: "A PDF with a broken cross-reference cannot be updated incrementally.",
                remedy: Bilingual(
                    vi: "Sửa tệp bằng phần mềm PDF rồi làm lại; nếu tệp đã ký, hãy lấy lại bản gốc.",
                    en: "Repair the file with a PDF program and try again; if it is signed, get the original again."))
        }
        self.document = document
        // Numbers beyond the largest there can be say nothing. What the trailer refers to may be nowhere (some writers leave
        // such entries): it must not suddenly be something of ours.
        let named = newest.trailer.entries.map { IncrementalUpdate.highestReference($0.value) }.max() ?? 0
        let claimed = [newest.trailer["Size"]?.integer ?? 1, named + 1].filter { $0 <= document.limits.objectNumber }
        nextNumber = max(claimed.max() ?? 1, document.index.highestNumber + 1, 1)
    }

    private static func highestReference(_ object: PDFObject) -> Int {
        switch object {
        case .reference(let reference): reference.number
        case .array(let elements): elements.reduce(0) { max($0, highestReference($1)) }
        case .dictionary(let dictionary): dictionary.entries.reduce(0) { max($0, highestReference($1.value)) }
        default: 0
        }
    }

    /// Takes the next object number after all that the file ever used.
    public mutating func reserve() -> PDFReference {
        defer { nextNumber += 1 }
        return PDFReference(number: nextNumber)
    }

    /// Defines `reference`, new or again. For an object of the file use the reference the file uses.
    public mutating func set(_ reference: PDFReference, _ object: PDFObject) {
        contents[reference] = .object(object)
    }

    /// Defines `reference` by bytes that are already PDF syntax, for values whose place in the file matters.
    public mutating func set(_ reference: PDFReference, serialized: [UInt8]) {
        contents[reference] = .serialized(serialized)
    }

    /// The object as it will be after the update.
    public func object(_ reference: PDFReference) -> PDFObject {
        if case .object(let object)? = contents[reference] { return object }
        return document.latest.object(reference)
    }

    /// Follows `object` while it is a reference, as it will be after the update.
    public func resolve(_ object: PDFObject?) -> PDFObject {
        guard case .reference(let reference)? = object else { return object ?? .null }
        if case .object(let changed)? = contents[reference] { return document.latest.resolve(changed) }
        return document.latest.object(reference)
    }

    /// The references set so far, in order.
    public var changed: [PDFReference] { contents.keys.sorted() }

    /// What is appended to a file.
    public struct Appended: Sendable {
        /// The bytes to write after the file's own.
        public let bytes: [UInt8]
        /// Where the value of each object begins in `bytes`, after `obj` and its line end.
        public let valueOffsets: [PDFReference: Int]
    }

    /// The appended bytes: objects, a cross-reference of the same kind as the file's last one (7.5.8.1), a trailer.
    ///
    /// - Throws: `pdf-compression-failed`.
    public func finish() throws -> Appended {
        let base = document.bytes.count
        var writer = PDFWriter()
        if let last = document.bytes[base - 1], last != 0x0A, last != 0x0D { writer.append("\n") }
        var table = CrossReferenceTable()
        var valueOffsets: [PDFReference: Int] = [:]
        for reference in changed {
            guard let content = contents[reference] else { continue }
            let start = writer.bytes.count
            table.add(reference.number, generation: reference.generation, offset: base + start)
            writer.begin(reference)
            valueOffsets[reference] = writer.bytes.count
            switch content {
            case .object(let object): writer.write(object)
            case .serialized(let bytes): writer.append(bytes)
            }
            writer.end()
        }
        let start = base + writer.bytes.count
        if document.revisions.last?.kind == .stream {
            try writeStream(table, at: start, to: &writer)
        } else {
            table.write(to: &writer)
            writer.append("trailer\n")
            writer.write(.dictionary(trailer(size: nextNumber)))
            writer.append("\n")
        }
        writer.append("startxref\n")
        writer.append(start)
        writer.append("\n%%EOF\n")
        return Appended(bytes: writer.bytes, valueOffsets: valueOffsets)
    }

    private func writeStream(_ table: CrossReferenceTable, at offset: Int, to writer: inout PDFWriter) throws {
        let own = PDFReference(number: nextNumber)
        var table = table
        table.add(own.number, generation: 0, offset: offset)
        let (index, rows) = table.streamContent
        var dictionary = trailer(size: nextNumber + 1)
        dictionary["Type"] = .name("XRef")
        dictionary["W"] = .array([.integer(1), .integer(5), .integer(2)])
        dictionary["Index"] = .array(index)
        writer.write(.stream(try PDFStream(dictionary: dictionary, deflating: rows)), as: own)
    }

    /// The trailer of the last revision, brought up to date.
    private func trailer(size: Int) -> PDFDictionary {
        let newest = document.revisions.last
        var trailer: PDFDictionary = ["Size": .integer(size)]
        for entry in newest?.trailer.entries ?? [] where !IncrementalUpdate.ofOneSection.contains(entry.key) {
            trailer[entry.key] = entry.value
        }
        if let changingIdentifier, case .array(let id)? = trailer["ID"], let permanent = id.first {
            trailer["ID"] = .array([permanent, .string(changingIdentifier)])
        }
        trailer["Prev"] = .integer(newest?.startXref ?? 0)
        return trailer
    }

    /// Trailer entries that describe one section and not the file.
    private static let ofOneSection: Set<PDFName> = [
        "Size", "Prev", "XRefStm", "Type", "W", "Index", "Filter", "DecodeParms", "Length", "DL", "F", "FFilter",
        "FDecodeParms",
    ]
}
