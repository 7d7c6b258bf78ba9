import PDFSyntax

/// The part of a comparison that concerns what says something about the file and shows nothing. It is permitted after any
/// certification, so it must be plainly that and nothing else.
extension RevisionDifference {
    mutating func explainMetadata() {
        compareXMP(old.view.catalog["Metadata"], new.view.catalog["Metadata"], page: nil)
        for key in ["Extensions", "PieceInfo"] as [PDFName] {
            let before = old.view.catalog[key]
            let after = new.view.catalog[key]
            guard isPending(before?.reference) || !Equivalence.holds(before, in: old.view, after, in: new.view) else {
                continue
            }
            let isSound = key == "Extensions" ? isExtensions(after) : isPieceInfo(after)
            report(isSound ? .metadata : .metadataMalformed, detail: key.description)
            explainOwn(before)
        }
    }

    /// XMP: a stream of its own without document type or entities, which could make two readers see two texts.
    mutating func compareXMP(_ before: PDFObject?, _ after: PDFObject?, page: Int?) {
        guard isPending(before?.reference) || !Equivalence.holds(before, in: old.view, after, in: new.view) else {
            return
        }
        let isSound = after == nil || isXMP(after)
        report(isSound ? .metadata : .metadataMalformed, page: page, detail: "/Metadata")
        if page == nil { explainOwn(before) }
    }

    private mutating func explainOwn(_ object: PDFObject?) {
        guard let own = object?.reference, isUsedOnly(by: catalogNumbers, own.number), isNamedOnce(own.number) else {
            return
        }
        explain(own.number)
    }

    private static let metadataKeys: Set<PDFName> = ["Type", "Subtype", "Length", "Filter", "DecodeParms", "DL"]

    private func isXMP(_ object: PDFObject?) -> Bool {
        guard object?.reference != nil, case .stream(let stream) = new.view.resolve(object),
            stream.dictionary.keys.allSatisfy(RevisionDifference.metadataKeys.contains),
            stream.dictionary["Type"]?.name ?? "Metadata" == "Metadata",
            stream.dictionary["Subtype"]?.name ?? "XML" == "XML"
        else { return false }
        if new.view.document.isCipherText { return true }
        guard let data = try? new.view.decodedData(of: stream, limit: 4 << 20) else { return false }
        return XMPPacket.isPlain(data.slice(0..<data.count) ?? [])
    }

    /// Developer extensions (ISO 32000-2, 7.12): numbers and names by the developer's prefix.
    private func isExtensions(_ object: PDFObject?) -> Bool {
        let keys: Set<PDFName> = ["Type", "BaseVersion", "ExtensionLevel", "ExtensionRevision", "URL"]
        guard let object, case .dictionary(let all) = new.view.resolve(object) else { return object == nil }
        func isExtension(_ object: PDFObject) -> Bool {
            guard case .dictionary(let one) = new.view.resolve(object) else { return false }
            return one.entries.allSatisfy { entry in
                switch new.view.resolve(entry.value) {
                case .name, .integer, .string: keys.contains(entry.key)
                default: false
                }
            }
        }
        return all.entries.allSatisfy { entry in
            if entry.key == "Type" { return true }
            if case .array(let several) = new.view.resolve(entry.value) { return several.allSatisfy(isExtension) }
            return isExtension(entry.value)
        }
    }

    /// Data that programs keep for themselves (14.5): they lead to nothing else of the document.
    func isPieceInfo(_ object: PDFObject?) -> Bool {
        guard let object, case .dictionary = new.view.resolve(object) else { return object == nil }
        var kept = old.view.catalog["PieceInfo"].map { old.reachable(from: [$0]) } ?? []
        for page in old.pages {
            if let own = page.dictionary["PieceInfo"] { kept.formUnion(old.reachable(from: [own])) }
        }
        return new.reachable(from: [object]).allSatisfy { kept.contains($0) || old.view.location(of: $0) == nil }
    }
}

/// An XMP packet (ISO 16684-1), as far as it must be plain.
enum XMPPacket {
    /// Whether the text is RDF, with nothing that makes readers fetch or compute a part of it.
    static func isPlain(_ bytes: [UInt8]) -> Bool {
        let text = decode(bytes)
        let lower = text.lowercased()
        guard !["<!doctype", "<!entity", "<?xml-stylesheet", "<script"].contains(where: lower.contains) else {
            return false
        }
        return ["xmpmeta", "xapmeta", "rdf"].contains(rootName(of: text)?.lowercased())
    }

    /// By the byte order mark, or by the zeros around the first character.
    private static func decode(_ bytes: [UInt8]) -> String {
        switch (bytes.first, bytes.dropFirst().first) {
        case (0xFE, 0xFF), (0x00, 0x3C): text(bytes, high: 0)
        case (0xFF, 0xFE), (0x3C, 0x00): text(bytes, high: 1)
        default: String(decoding: bytes, as: UTF8.self)
        }
    }

    private static func text(_ bytes: [UInt8], high: Int) -> String {
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            UInt16(bytes[index + high]) << 8 | UInt16(bytes[index + 1 - high])
        }
        return String(decoding: units, as: UTF16.self)
    }

    /// The local name of the first element.
    private static func rootName(of text: String) -> String? {
        var rest = text[...]
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
            if rest.hasPrefix("<?") {
                guard let end = rest.firstRange(of: "?>") else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("<!--") {
                guard let end = rest.firstRange(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
            } else {
                guard rest.first == "<" else { return nil }
                let name = rest.dropFirst().prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
                return name.split(separator: ":").last.map(String.init)
            }
        }
    }
}
