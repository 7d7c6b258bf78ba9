/// Something in a revision that two readers may understand in two ways, although no rule lets it be written so. Whoever
/// appends it to a signed file can show something else than a verifier sees.
public enum PDFAmbiguity: Hashable, Sendable {
    /// A dictionary of this object gives one key two values (ISO 32000-2, 7.3.7). Number 0 is the trailer.
    case repeatedKey(PDFReference)
    /// The cross-reference leads this number to two places (7.5.4).
    case repeatedEntry(Int)
    /// There is an object of this number to which the cross-reference does not lead, in an object stream (7.5.7) or where
    /// the cross-reference takes it for another.
    case unnamedObject(Int)
    /// `/Size` is smaller than it was and than it must be, so that objects count as missing for some (7.5.5, table 15).
    case smallerSize
}

extension PDFDocument {
    /// What is ambiguous in revision `index`. Every object it defines is read once for it.
    public func ambiguities(ofRevision index: Int) -> [PDFAmbiguity] {
        guard let view = view(ofRevision: index) else { return [] }
        let revision = revisions[index]
        var found = revision.repeated.map(PDFAmbiguity.repeatedEntry)
        var work = 0
        for number in revision.defined where work <= 8 * bytes.count + (1 << 20) {
            guard let reference = view.reference(of: number) else { continue }
            switch view.location(of: number) {
            case .file(let offset)?:
                if let other = headerNumber(at: offset), other != number {
                    found.append(.unnamedObject(other))
                    continue
                }
                if repeatsKey(at: offset, &work) { found.append(.repeatedKey(reference)) }
                if view.object(reference).stream?.dictionary["Type"]?.name == "ObjStm" {
                    found += unnamed(in: number, at: offset, asOf: index).map(PDFAmbiguity.unnamedObject)
                }
            case .stream(let container, let place)?:
                if view.objectStream(at: container)?.repeatsKey(at: place, &work) ?? false {
                    found.append(.repeatedKey(reference))
                }
            case nil: continue
            }
        }
        if revision.crossReferenceExtents.contains(where: trailerRepeatsKey) {
            found.append(.repeatedKey(PDFReference(number: 0)))
        }
        if index > 0, let size = revision.trailer["Size"]?.integer,
            let before = revisions[index - 1].trailer["Size"]?.integer, size < before,
            size <= view.objectNumbers.last ?? 0
        {
            found.append(.smallerSize)
        }
        return found
    }

    /// The number that the object at `offset` gives itself; nil when there is no object.
    private func headerNumber(at offset: Int) -> Int? {
        var parser = ObjectParser(bytes, at: offset, limits: limits)
        guard let number = parser.unsignedInteger(), parser.unsignedInteger() != nil, parser.consume(.obj) else {
            return nil
        }
        return number
    }

    private func repeatsKey(at offset: Int, _ work: inout Int) -> Bool {
        var parser = ObjectParser(bytes, at: offset, limits: limits)
        guard parser.unsignedInteger() != nil, parser.unsignedInteger() != nil, parser.consume(.obj) else {
            return false
        }
        _ = try? parser.object()
        work += parser.position - offset
        return parser.repeatsKey
    }

    private func trailerRepeatsKey(_ extent: Range<Int>) -> Bool {
        var parser = ObjectParser(bytes, at: extent.lowerBound, limits: limits)
        if let keyword = bytes.lastIndex(of: Array("trailer".utf8), in: extent) {
            parser = ObjectParser(bytes, at: keyword + 7, limits: limits)
        } else {
            // A cross-reference stream is its own trailer.
            guard parser.unsignedInteger() != nil, parser.unsignedInteger() != nil, parser.consume(.obj) else {
                return false
            }
        }
        _ = try? parser.object()
        return parser.repeatsKey
    }

    /// The numbers in the object stream `container` that lead elsewhere, or twice into it.
    private func unnamed(in container: Int, at offset: Int, asOf revision: Int) -> [Int] {
        let numbers = view(ofRevision: revision)?.objectStream(at: offset)?.numbers ?? []
        return numbers.enumerated().compactMap { place, number in
            index.entry(of: number, asOf: revision) == .inStream(container: container, index: place) ? nil : number
        }
    }
}
