import PDFSyntax

/// Whether `/DSS` is what ETSI EN 319 142-1, 5.4.2 describes and nothing else: anything may be added there after a
/// certification that permits no change, so nothing else may hide in it.
struct SecurityStoreShape {
    let view: PDFView
    /// Streams that were looked at in an earlier revision and have not changed since.
    var known: Set<Int> = []
    /// What pages show; it is no validation data, whatever it begins with.
    var content: Set<Int> = []

    private static let lists: Set<PDFName> = ["Certs", "CRLs", "OCSPs"]
    private static let listsOfOne: Set<PDFName> = ["Cert", "CRL", "OCSP"]

    var holds: Bool {
        guard case .dictionary(let store) = view.resolve(view.catalog["DSS"]) else { return false }
        return store.entries.allSatisfy { entry in
            switch entry.key {
            case "Type": true
            case "VRI": isRelatedInformation(entry.value)
            default: SecurityStoreShape.lists.contains(entry.key) && isListOfStreams(entry.value)
            }
        }
    }

    /// The numbers of the objects the store is made of: its dictionaries, its lists and the streams they list. What those
    /// streams refer to is no part of it.
    var objects: Set<Int> {
        var found: Set<Int> = []
        guard let store = dictionary(view.catalog["DSS"], &found) else { return found }
        for key in SecurityStoreShape.lists { addList(store[key], &found) }
        for entry in dictionary(store["VRI"], &found)?.entries ?? [] {
            guard let one = dictionary(entry.value, &found) else { continue }
            for key in SecurityStoreShape.listsOfOne { addList(one[key], &found) }
            for key in ["TU", "TS"] as [PDFName] { add(one[key], &found) }
        }
        return found
    }

    private func add(_ object: PDFObject?, _ found: inout Set<Int>) {
        if let reference = object?.reference { found.insert(reference.number) }
    }

    private func dictionary(_ object: PDFObject?, _ found: inout Set<Int>) -> PDFDictionary? {
        guard case .dictionary(let dictionary) = view.resolve(object) else { return nil }
        add(object, &found)
        return dictionary
    }

    private func addList(_ object: PDFObject?, _ found: inout Set<Int>) {
        guard case .array(let items) = view.resolve(object) else { return }
        add(object, &found)
        for item in items where view.resolve(item).stream != nil { add(item, &found) }
    }

    /// VRI: keys are SHA-1 digests of signatures in hexadecimal, or `Type`, which some writers add.
    private func isRelatedInformation(_ object: PDFObject) -> Bool {
        guard case .dictionary(let all) = view.resolve(object) else { return false }
        return all.entries.allSatisfy { entry in
            if entry.key == "Type" { return true }
            guard entry.key.bytes.count == 40, entry.key.bytes.allSatisfy({ Character(.init($0)).isHexDigit }),
                case .dictionary(let one) = view.resolve(entry.value)
            else { return false }
            return one.entries.allSatisfy { item in
                switch item.key {
                case "Type", "TU", "TS": true
                default: SecurityStoreShape.listsOfOne.contains(item.key) && isListOfStreams(item.value)
                }
            }
        }
    }

    private func isListOfStreams(_ object: PDFObject) -> Bool {
        guard case .array(let items) = view.resolve(object) else { return false }
        return items.allSatisfy { item in
            guard let reference = item.reference, !content.contains(reference.number),
                case .stream(let stream) = view.resolve(item)
            else { return false }
            return known.contains(reference.number) || isEncoded(stream)
        }
    }

    private static let streamKeys: Set<PDFName> = ["Length", "Filter", "DecodeParms", "DL"]

    /// Certificates, lists and responses are each one sequence in DER or BER, and their streams say nothing else.
    private func isEncoded(_ stream: PDFStream) -> Bool {
        guard stream.dictionary.keys.allSatisfy(SecurityStoreShape.streamKeys.contains) else { return false }
        if view.document.isCipherText { return true }
        guard let data = try? view.decodedData(of: stream, limit: 16 << 20), data[0] == 0x30, let length = data[1]
        else {
            return false
        }
        if length < 0x80 { return data.count >= 2 + Int(length) && data.count <= 4 + Int(length) }
        let octets = Int(length & 0x7F)
        if octets == 0 { return true }
        guard octets <= 4 else { return false }
        var size = 0
        for index in 2..<(2 + octets) { size = size << 8 | Int(data[index] ?? 0) }
        // A line end may have slipped in.
        return data.count >= size + 2 + octets && data.count <= size + 4 + octets
    }
}
