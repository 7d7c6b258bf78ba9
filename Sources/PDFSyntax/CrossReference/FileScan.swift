/// Finds objects without a cross-reference, by walking the bytes once. What lies between two `%%EOF` marks counts as
/// one revision, so that a signed prefix can still be told from what came later.
struct FileScan {
    private let bytes: ByteView
    private let limits: PDFLimits
    private let decryption: ObjectDecryption?
    private var sections: [Section] = [Section()]
    private var trailers: [(section: Int, dictionary: PDFDictionary)] = []
    private var catalog: (section: Int, reference: PDFReference)?
    /// Work that led to nothing is bounded, so that a file full of half objects costs no more than a good one.
    private var wasted = 0
    /// Everything that looks like an object, in file order, also when a later one has the same number.
    private var objects: [(reference: PDFReference, offset: Int)] = []
    private var endstreams: EndstreamIndex?
    /// How many bytes of object streams may still be decoded.
    private var decodingLeft: Int

    private struct Section {
        var entries: [Int: CrossReferenceEntry] = [:]
        var end = 0
    }

    /// A revision found by scanning.
    struct Found {
        let entries: [Int: CrossReferenceEntry]
        let end: Int
        let trailer: PDFDictionary
    }

    /// Scans `bytes` up to `end`.
    static func run(
        _ bytes: ByteView, to end: Int, limits: PDFLimits, decryption: ObjectDecryption? = nil
    ) -> [Found] {
        guard let window = bytes.view(0..<min(max(end, 0), bytes.count)) else { return [] }
        var scan = FileScan(bytes: window, limits: limits, decryption: decryption)
        scan.walk()
        return scan.found()
    }

    /// Everything in `bytes` that looks like an object outside of stream data, in order.
    static func objects(in bytes: ByteView, limits: PDFLimits) -> [(reference: PDFReference, offset: Int)] {
        var scan = FileScan(bytes: bytes, limits: limits, decryption: nil)
        scan.walk()
        return scan.objects
    }

    private init(bytes: ByteView, limits: PDFLimits, decryption: ObjectDecryption?) {
        self.bytes = bytes
        self.limits = limits
        self.decryption = decryption
        decodingLeft = 32 * bytes.count + limits.decodedStream
    }

    private mutating func walk() {
        var position = 0
        while let byte = bytes[position] {
            switch byte {
            case 0x6F where bytes.matches(FileScan.obj, at: position):
                position = object(at: position) ?? position + 3
            case 0x74 where bytes.matches(FileScan.trailer, at: position):
                var parser = ObjectParser(bytes, at: position + 7, limits: limits)
                if mayWaste(position), case .dictionary(let dictionary)? = try? parser.object() {
                    trailers.append((sections.count - 1, dictionary))
                    position = max(position + 7, parser.position)
                } else {
                    wasted += parser.position - position
                    position += 7
                }
            case 0x25 where bytes.matches(FileScan.endOfFile, at: position):
                position += 5
                sections[sections.count - 1].end = FileScan.afterLineEnd(bytes, position)
                if sections.count < limits.sections { sections.append(Section()) }
            default: position += 1
            }
        }
        sections[sections.count - 1].end = bytes.count
    }

    private func mayWaste(_ position: Int) -> Bool { wasted <= 8 * bytes.count + (1 << 20) }

    /// Records the object whose keyword `obj` is at `keyword`; gives where to go on.
    private mutating func object(at keyword: Int) -> Int? {
        guard let generation = number(before: keyword), let number = number(before: generation.start),
            number.value > 0, number.value <= limits.objectNumber, generation.value <= 65_535,
            number.start == 0 || !(bytes[number.start - 1].map(CharacterClass.isRegular) ?? false)
        else { return nil }
        let entry = CrossReferenceEntry.inFile(offset: number.start, generation: generation.value)
        sections[sections.count - 1].entries[number.value] = entry
        objects.append((PDFReference(number: number.value, generation: generation.value), number.start))
        guard mayWaste(keyword) else { return nil }
        var parser = ObjectParser(bytes, at: number.start, limits: limits)
        let parsed = try? parser.indirectObject(
            length: { _ in nil }, endstream: { EndstreamIndex.first(from: $0, in: bytes, known: &endstreams) })
        guard let object = parsed else {
            wasted += parser.position - keyword
            return nil
        }
        note(object)
        return max(object.end, keyword + 3)
    }

    private mutating func note(_ object: IndirectObject) {
        let section = sections.count - 1
        switch object.object {
        case .stream(let stream) where stream.dictionary["Type"]?.name == "XRef":
            trailers.append((section, stream.dictionary))
        case .stream(let stream) where stream.dictionary["Type"]?.name == "ObjStm":
            let plain = decryption?.plain(stream, in: object.reference) ?? stream
            var limits = limits
            limits.decodedStream = min(limits.decodedStream, decodingLeft)
            let opened = try? ObjectStream(plain, resolve: { $0 }, limits: limits)
            decodingLeft -= opened?.byteCount ?? min(limits.decodedStream, 1024 * plain.data.count)
            guard let container = opened else { return }
            for (index, number) in container.numbers.enumerated() where number > 0 && number <= limits.objectNumber {
                sections[section].entries[number] =
                    .inStream(container: object.reference.number, index: index)
            }
        case .dictionary(let dictionary) where dictionary["Type"]?.name == "Catalog":
            catalog = (section, object.reference)
        default: break
        }
    }

    /// The unsigned integer that ends before `position`, with whitespace between.
    private func number(before position: Int) -> (value: Int, start: Int)? {
        var end = position
        while end > 0, let byte = bytes[end - 1], CharacterClass.isWhitespace(byte) { end -= 1 }
        guard end < position else { return nil }
        var start = end
        var value = 0
        var scale = 1
        while start > 0, end - start < 10, let byte = bytes[start - 1], CharacterClass.isDigit(byte) {
            value += Int(byte - 0x30) * scale
            scale *= 10
            start -= 1
        }
        return start < end ? (value, start) : nil
    }

    private func found() -> [Found] {
        var trailer = PDFDictionary()
        var next = 0
        var result: [Found] = []
        for (index, section) in sections.enumerated() {
            while next < trailers.count, trailers[next].section == index {
                // Only a trailer with a catalog says what the file is; the rest of the entries is kept as found.
                for entry in trailers[next].dictionary.entries where FileScan.kept.contains(entry.key) {
                    trailer[entry.key] = entry.value
                }
                next += 1
            }
            if trailer["Root"] == nil, let catalog, catalog.section <= index {
                trailer["Root"] = .reference(catalog.reference)
            }
            let isTail = index == sections.count - 1 && section.entries.isEmpty
            if !isTail || result.isEmpty {
                result.append(Found(entries: section.entries, end: section.end, trailer: trailer))
            }
        }
        return result
    }

    /// The offset after one end of line at `position`, if there is one.
    static func afterLineEnd(_ bytes: ByteView, _ position: Int) -> Int {
        switch (bytes[position], bytes[position + 1]) {
        case (0x0D, 0x0A): position + 2
        case (0x0D, _), (0x0A, _): position + 1
        default: position
        }
    }

    private static let kept: Set<PDFName> = ["Root", "Info", "ID", "Encrypt", "Size"]
    private static let obj = [UInt8]("obj".utf8)
    private static let trailer = [UInt8]("trailer".utf8)
    static let endOfFile = [UInt8]("%%EOF".utf8)
}
