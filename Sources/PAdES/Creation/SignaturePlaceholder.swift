import PDFSyntax

/// A signature dictionary written out with room for `/ByteRange` and `/Contents`, which are filled in when the places of
/// both in the file are known.
struct SignaturePlaceholder {
    /// The serialized dictionary.
    let bytes: [UInt8]
    /// Where the text between the brackets of `/ByteRange` stands in `bytes`.
    let byteRange: Range<Int>
    /// Where `/Contents` stands in `bytes`, with its angle brackets: what the signature leaves out.
    let contents: Range<Int>

    /// Room for `0` and three offsets of ten digits.
    private static let byteRangeWidth = 34

    init(_ entries: PDFDictionary, reservedBytes: Int) {
        var text = PDFWriter.serialize(.dictionary(entries))
        text.removeLast(2)
        text += Array("/ByteRange[".utf8)
        byteRange = text.count..<(text.count + SignaturePlaceholder.byteRangeWidth)
        text += [UInt8](repeating: 0x20, count: SignaturePlaceholder.byteRangeWidth)
        text += Array("]/Contents".utf8)
        contents = text.count..<(text.count + 2 * reservedBytes + 2)
        text.append(0x3C)
        text += [UInt8](repeating: 0x30, count: 2 * reservedBytes)
        text += Array(">>>".utf8)
        bytes = text
    }
}

extension SignatureRequest {
    /// The entries of the signature dictionary except `/ByteRange` and `/Contents` (ISO 32000-2, table 255; ETSI EN 319
    /// 142-1, 6.3: the signing time is in `/M`, and `/Cert` is absent).
    ///
    /// - Parameters:
    ///   - lock: what the signature locks.
    ///   - catalog: what a lock refers to.
    func dictionary(lock: FieldLock?, catalog: PDFReference?) -> PDFDictionary {
        var entries: PDFDictionary = [
            "Type": .name(kind == .documentTimeStamp ? "DocTimeStamp" : "Sig"), "Filter": .name(Self.filter),
            "SubFilter": .name(PDFName(encoding.rawValue)),
        ]
        // The time of a document time-stamp is in the token alone (EN 319 142-1, 5.4.3).
        if kind == .documentTimeStamp { return entries }
        entries["M"] = PDFDate(signingTime, offsetMinutes: utcOffsetMinutes).object
        let texts: [(PDFName, String?)] = [
            ("Name", signerName), ("Reason", reason), ("Location", location), ("ContactInfo", contactInfo),
        ]
        for case (let key, let text?) in texts { entries[key] = .text(text) }
        if let application {
            entries["Prop_Build"] = .dictionary(["App": .dictionary(["Name": .name(PDFName(application))])])
        }
        var references = certification.map { [$0.reference] } ?? []
        if let lock, let catalog { references.append(lock.reference(data: catalog)) }
        if !references.isEmpty { entries["Reference"] = .array(references.map(PDFObject.dictionary)) }
        return entries
    }
}
