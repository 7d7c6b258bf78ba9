/// A document as of one revision: what a reader sees that knows the file up to there.
public struct PDFView: Sendable {
    /// The document.
    public let document: PDFDocument
    /// The index of the revision.
    public let revision: Int

    /// The trailer of this revision.
    public var trailer: PDFDictionary {
        document.revisions.indices.contains(revision) ? document.revisions[revision].trailer : PDFDictionary()
    }

    /// The catalog; empty when there is none.
    public var catalog: PDFDictionary { resolve(trailer["Root"]).dictionary ?? PDFDictionary() }

    /// The reference of the catalog.
    public var catalogReference: PDFReference? { trailer["Root"]?.reference }

    /// The object `reference` names; null when there is none.
    public func object(_ reference: PDFReference) -> PDFObject { object(reference, depth: 0) }

    /// Follows `object` while it is a reference.
    public func resolve(_ object: PDFObject?) -> PDFObject { resolve(object, depth: 0) }

    /// Where the object with this number is as of this revision, nil when it does not exist.
    public func location(of number: Int) -> PDFObjectLocation? {
        switch document.index.entry(of: number, asOf: revision) {
        case nil, .free?: return nil
        case .inFile(let offset, _)?: return .file(offset: offset)
        case .inStream(let container, let index)?:
            guard case .inFile(let offset, _)? = document.index.entry(of: container, asOf: revision) else {
                return nil
            }
            return .stream(containerOffset: offset, index: index)
        }
    }

    /// The reference by which the object with this number is known as of this revision, nil when it does not exist.
    public func reference(of number: Int) -> PDFReference? {
        switch document.index.entry(of: number, asOf: revision) {
        case nil, .free?: nil
        case .inFile(_, let generation)?: PDFReference(number: number, generation: generation)
        case .inStream?: PDFReference(number: number)
        }
    }

    /// The numbers of all objects in use as of this revision, in order.
    public var objectNumbers: [Int] { document.index.numbers(asOf: revision) }

    /// The decoded data of `stream`.
    ///
    /// - Throws: `pdf-unsupported-filter` when a filter of the chain is for an image decoder, `pdf-corrupt-stream`,
    ///   `pdf-stream-too-large` when more than `limit` bytes come out of any step.
    public func decodedData(of stream: PDFStream, limit: Int) throws -> ByteView {
        let decoded = try FilterChain(stream.dictionary, resolve: { resolve($0) }).decode(stream.data, limit: limit)
        if let filter = decoded.remaining.first {
            throw PDFSyntaxError(
                .unsupportedFilter, .input,
                vi: "Luồng dữ liệu PDF dùng bộ lọc \(filter), không giải được ở đây.",
                en: "A PDF stream uses the filter \(filter), which cannot be undone here.")
        }
        return decoded.bytes
    }

    // A chain of references longer than this, or lengths that need objects that need lengths, is an attack.
    private static let longestChain = 16

    private func resolve(_ object: PDFObject?, depth: Int) -> PDFObject {
        guard case .reference(let reference)? = object else { return object ?? .null }
        return self.object(reference, depth: depth)
    }

    private func object(_ reference: PDFReference, depth: Int) -> PDFObject {
        guard depth < PDFView.longestChain, self.reference(of: reference.number) == reference,
            let location = location(of: reference.number)
        else { return .null }
        return resolve(stored(reference.number, at: location, depth: depth), depth: depth + 1)
    }

    private func stored(_ number: Int, at location: PDFObjectLocation, depth: Int) -> PDFObject {
        let store = document.store
        if let known = store.object(at: location),
            known.lengthReference.map({ self.location(of: $0.number) == known.lengthLocation }) ?? true
        {
            return known.number == number ? known.object : .null
        }
        let read: (stored: ObjectStore.Stored, cost: Int)?
        switch location {
        case .file(let offset): read = readFile(offset, depth)
        case .stream(let offset, let index):
            read = readStream(number, offset, index, depth).map {
                let stored = ObjectStore.Stored(
                    number: number, object: $0.object, lengthReference: nil, lengthLocation: nil)
                return (stored, $0.cost)
            }
        }
        guard let read else { return .null }
        store.keep(read.stored, at: location, cost: read.cost)
        return read.stored.number == number ? read.stored.object : .null
    }

    private func readFile(_ offset: Int, _ depth: Int) -> (stored: ObjectStore.Stored, cost: Int)? {
        guard document.store.spend(0, of: document.workBudget) else { return nil }
        var parser = ObjectParser(document.bytes, at: offset, limits: document.limits)
        let indirect = try? parser.indirectObject(
            length: { object($0, depth: depth + 1).integer },
            endstream: { document.store.endstream(from: $0, in: document.bytes) })
        var work = parser.position - offset
        if case .stream(let stream)? = indirect?.object { work -= stream.data.count }
        _ = document.store.spend(work, of: document.workBudget)
        guard let indirect else {
            let nothing = ObjectStore.Stored(number: 0, object: .null, lengthReference: nil, lengthLocation: nil)
            return (nothing, 0)
        }
        let value = plain(indirect)
        let plainBytes = document.isDecrypted ? value.stream?.data.count ?? 0 : 0
        let stored = ObjectStore.Stored(
            number: indirect.reference.number, object: value, lengthReference: indirect.lengthReference,
            lengthLocation: indirect.lengthReference.flatMap { location(of: $0.number) })
        return (stored, PDFView.cost(parser.elements) + plainBytes)
    }

    /// About how much memory so many values take.
    private static func cost(_ elements: Int) -> Int { 128 + 48 * elements }

    /// The object with its encryption undone. Plain bytes are memory of our own, unlike views of the file: a file whose
    /// streams lie over one another gives no more of them than it has a right to.
    private func plain(_ indirect: IndirectObject) -> PDFObject {
        guard let decryption = document.decryption else { return indirect.object }
        if case .stream(let stream) = indirect.object,
            !document.store.spend(stream.data.count, of: document.workBudget)
        {
            return .null
        }
        return decryption.plain(indirect.object, in: indirect.reference)
    }

    private func readStream(
        _ number: Int, _ offset: Int, _ index: Int, _ depth: Int
    ) -> (object: PDFObject, cost: Int)? {
        guard document.store.spend(0, of: document.workBudget), depth < PDFView.longestChain,
            let container = objectStream(at: offset)
        else { return nil }
        guard let found = container.object(at: index, expected: number) else { return nil }
        _ = document.store.spend(found.work, of: document.workBudget)
        return (found.object, PDFView.cost(found.elements))
    }

    /// The object stream at `offset`; nil when there is none that can be read.
    func objectStream(at offset: Int) -> ObjectStream? {
        document.store.container(at: offset) { openContainer(at: offset) }
    }

    private func openContainer(at offset: Int) -> ObjectStream? {
        var parser = ObjectParser(document.bytes, at: offset, limits: document.limits)
        guard
            let indirect = try? parser.indirectObject(
                length: { plainObject($0).integer },
                endstream: { document.store.endstream(from: $0, in: document.bytes) }),
            case .stream(let stream) = indirect.object, stream.dictionary["Type"]?.name == "ObjStm"
        else { return nil }
        var limits = document.limits
        limits.decodedStream = min(limits.decodedStream, document.store.decodingLeft(of: document.decodingBudget))
        let opened = try? ObjectStream(
            document.decryption?.plain(stream, in: indirect.reference) ?? stream,
            resolve: { $0.reference.map(plainObject) ?? $0 }, limits: limits)
        // One that cannot be opened may have cost as much as one that is too large.
        document.store.countDecoded(opened?.byteCount ?? min(limits.decodedStream, 1024 * stream.data.count))
        return opened
    }

    /// An object that stands in the file itself and is no stream. What an object stream needs to be opened may only be
    /// such: objects from streams that are not open yet would branch without end.
    private func plainObject(_ reference: PDFReference) -> PDFObject {
        guard case .file(let offset)? = location(of: reference.number) else { return .null }
        var parser = ObjectParser(document.bytes, at: offset, limits: document.limits)
        let indirect = try? parser.indirectObject(length: { _ in nil }, endstream: { _ in nil })
        _ = document.store.spend(parser.position - offset, of: document.workBudget)
        guard let indirect, indirect.reference == reference, indirect.object.reference == nil else { return .null }
        return indirect.object
    }
}
