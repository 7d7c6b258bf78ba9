import PDFSyntax

/// The strings and streams of a file whose key is known (ISO 32000-2, 7.6.3).
struct StandardDecryption: PDFDecryption {
    let dictionary: EncryptionDictionary
    /// Empty when only attachments are encrypted and nobody gave their password: they stay as they are.
    let key: [UInt8]

    func plainString(_ cipherText: [UInt8], in owner: PDFReference) -> [UInt8] {
        plain(cipherText, dictionary.strings, owner)
    }

    func plainData(of stream: PDFStream, in owner: PDFReference, cryptFilter: PDFName?) -> ByteView {
        let method = method(of: stream.dictionary, cryptFilter)
        return method == .identity ? stream.data : ByteView(plain(stream.data.bytes, method, owner))
    }

    private func method(of stream: PDFDictionary, _ cryptFilter: PDFName?) -> EncryptionDictionary.Method {
        if let cryptFilter { return dictionary.filters[cryptFilter] ?? .identity }
        switch stream["Type"]?.name {
        case "Metadata" where !dictionary.encryptsMetadata: return .identity
        case "EmbeddedFile": return dictionary.embeddedFiles
        default: return dictionary.streams
        }
    }

    private func plain(
        _ input: [UInt8], _ method: EncryptionDictionary.Method, _ owner: PDFReference
    ) -> [UInt8] {
        if key.isEmpty { return input }
        return switch method {
        case .identity: input
        case .rc4: objectKey(owner, salted: false).map { RC4.apply($0, to: input) } ?? input
        case .aes128: objectKey(owner, salted: true).map { aes(input, $0) } ?? input
        case .aes256: aes(input, key)
        }
    }

    /// Algorithm 1: the file's key mixed with the numbers of the object.
    private func objectKey(_ owner: PDFReference, salted: Bool) -> [UInt8]? {
        let (number, generation) = (owner.number, owner.generation)
        var input = key
        for shift in [0, 8, 16] { input.append(UInt8(truncatingIfNeeded: number >> shift)) }
        for shift in [0, 8] { input.append(UInt8(truncatingIfNeeded: generation >> shift)) }
        if salted { input += [0x73, 0x41, 0x6C, 0x54] }
        return (try? KeyDigest.md5.hash(input)).map { Array($0.prefix(min(key.count + 5, 16))) }
    }

    /// The initialization vector comes first, and the last byte says how many were added to fill the last block. Data
    /// that do not end so are kept as they come out, as readers do.
    private func aes(_ input: [UInt8], _ key: [UInt8]) -> [UInt8] {
        guard input.count >= 16, var output = AESCBC.decrypt(input[16...], key: key, iv: Array(input[..<16])) else {
            return []
        }
        if let padding = output.last, (1...16).contains(padding), Int(padding) <= output.count,
            output.suffix(Int(padding)).allSatisfy({ $0 == padding })
        {
            output.removeLast(Int(padding))
        }
        return output
    }
}
