/// Undoes the encryption of a document (ISO 32000-2, 7.6). This module knows what of a file is encrypted and asks when it
/// reads it; keys and ciphers are the business of whoever conforms. Everything behind the reading then sees plain values,
/// so that two revisions of an object are equal when only their initialization vectors differ.
public protocol PDFDecryption: Sendable {
    /// The plain bytes of a string that stands in the indirect object `owner`.
    func plainString(_ cipherText: [UInt8], in owner: PDFReference) -> [UInt8]

    /// The plain data of a stream, still encoded by its filters.
    ///
    /// - Parameter cryptFilter: the name that the stream's own Crypt filter gives (7.4.10); nil without such a filter.
    func plainData(of stream: PDFStream, in owner: PDFReference, cryptFilter: PDFName?) -> ByteView
}

/// What a decryption is applied to, object by object.
struct ObjectDecryption: Sendable {
    private let decryption: any PDFDecryption
    /// The encryption dictionaries, which are not encrypted themselves (7.6.2).
    private let spared: Set<Int>

    init(_ decryption: any PDFDecryption, trailers: [PDFDictionary]) {
        self.decryption = decryption
        spared = Set(trailers.compactMap { $0["Encrypt"]?.reference?.number })
    }

    /// `object` with plain strings and data. Not for objects that stand in an object stream: those are encrypted as part
    /// of their container alone (7.5.7).
    func plain(_ object: PDFObject, in owner: PDFReference) -> PDFObject {
        guard !spared.contains(owner.number) else { return object }
        if case .stream(let stream) = object { return .stream(plain(stream, in: owner)) }
        return plainValue(object, in: owner)
    }

    /// `stream` with plain data. A cross-reference stream is never encrypted (7.5.8.2).
    func plain(_ stream: PDFStream, in owner: PDFReference) -> PDFStream {
        guard stream.dictionary["Type"]?.name != "XRef" else { return stream }
        let data = decryption.plainData(of: stream, in: owner, cryptFilter: FilterChain.cryptFilter(stream.dictionary))
        return PDFStream(dictionary: plain(stream.dictionary, in: owner), data: data)
    }

    private func plainValue(_ object: PDFObject, in owner: PDFReference) -> PDFObject {
        switch object {
        case .string(let bytes): .string(decryption.plainString(bytes, in: owner))
        case .array(let elements): .array(elements.map { plainValue($0, in: owner) })
        case .dictionary(let dictionary): .dictionary(plain(dictionary, in: owner))
        default: object
        }
    }

    private func plain(_ dictionary: PDFDictionary, in owner: PDFReference) -> PDFDictionary {
        var result = dictionary
        let signature = dictionary.isSignature
        for entry in dictionary.entries {
            switch entry.value {
            // The value of a signature is made after everything else is encrypted, and stays as it is (7.6.2).
            case .string where signature && entry.key == "Contents": continue
            case .string, .array, .dictionary: result[entry.key] = plainValue(entry.value, in: owner)
            default: continue
            }
        }
        return result
    }
}

extension PDFDictionary {
    /// Whether this is meant as a signature dictionary (ISO 32000-2, 12.8.1), wherever it stands: by its type, or, since
    /// the type may be left out, by having both `/ByteRange` and `/Contents`.
    public var isSignature: Bool {
        switch self["Type"]?.name {
        case "Sig", "DocTimeStamp": self["Contents"] != nil || self["ByteRange"] != nil
        case nil: self["ByteRange"] != nil && self["Contents"] != nil
        default: false
        }
    }
}

extension PDFDocument {
    /// The same file, read through `decryption`.
    ///
    /// - Throws: `pdf-unrecoverable`.
    public func decrypted(by decryption: any PDFDecryption) throws -> PDFDocument {
        try PDFDocument(self, decryption: decryption)
    }
}
