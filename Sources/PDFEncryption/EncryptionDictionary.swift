import PDFSyntax

/// The encryption dictionary of the standard security handler (ISO 32000-2, 7.6.2 and 7.6.4.2).
struct EncryptionDictionary: Sendable {
    /// How a crypt filter treats data.
    enum Method: Sendable, Hashable {
        /// Not at all.
        case identity
        case rc4
        case aes128
        case aes256
    }

    /// The revision of the password algorithms, 2 to 6.
    let revision: Int
    /// The length of the file's key, in bytes.
    let keyBytes: Int
    let owner: [UInt8]
    let user: [UInt8]
    /// The file's key under the owner's and the user's password (revisions 5 and 6).
    let ownerKey: [UInt8]
    let userKey: [UInt8]
    /// `/P`, as the four bytes that the algorithms take.
    let permissions: [UInt8]
    let encryptsMetadata: Bool
    /// The first string of the file identifier.
    let identifier: [UInt8]
    let streams: Method
    let strings: Method
    let embeddedFiles: Method
    let filters: [PDFName: Method]

    /// - Throws: `pdf-encryption-unsupported`, `pdf-encryption-malformed`.
    init(_ dictionary: PDFDictionary, in view: PDFView) throws(PDFEncryptionError) {
        func value(_ key: PDFName) -> PDFObject { view.resolve(dictionary[key]) }
        let handler = value("Filter").name ?? "Standard"
        guard handler == "Standard" else { throw .unsupported(handler: handler.text) }
        let version = value("V").integer ?? 0
        let revision = value("R").integer ?? 0
        guard [1, 2, 4, 5].contains(version), (2...6).contains(revision), (version == 5) == (revision >= 5) else {
            throw .unsupported(handler: "V \(version), R \(revision)")
        }
        self.revision = revision
        guard let owner = value("O").string, let user = value("U").string, let flags = value("P").integer else {
            throw .malformed("/O, /U, /P")
        }
        let passwordBytes = revision >= 5 ? 48 : 32
        guard owner.count >= passwordBytes, user.count >= passwordBytes else { throw .malformed("/O, /U") }
        self.owner = Array(owner.prefix(passwordBytes))
        self.user = Array(user.prefix(passwordBytes))
        ownerKey = Array((value("OE").string ?? []).prefix(32))
        userKey = Array((value("UE").string ?? []).prefix(32))
        guard revision < 5 || ownerKey.count == 32 && userKey.count == 32 else { throw .malformed("/OE, /UE") }
        // Signed or not, the low 32 bits are what counts; some writers print them as an unsigned number.
        let bits = UInt32(truncatingIfNeeded: flags)
        permissions = (0..<4).map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) }
        encryptsMetadata = version < 4 || value("EncryptMetadata").boolean ?? true
        let trailers = [view.trailer] + view.document.revisions.reversed().map(\.trailer)
        identifier = trailers.lazy.compactMap { view.resolve(view.resolve($0["ID"]).array?.first).string }.first ?? []
        let filters = version >= 4 ? Self.filters(value("CF").dictionary, view) : [:]
        self.filters = filters
        keyBytes = version == 1 ? 5 : version == 5 ? 32 : Self.keyBytes(value("Length").integer, version)
        if version < 4 {
            (streams, strings, embeddedFiles) = (.rc4, .rc4, .rc4)
            return
        }
        func method(_ key: PDFName) throws(PDFEncryptionError) -> Method? {
            guard let name = value(key).name else { return nil }
            guard let method = name == "Identity" ? .identity : filters[name] else { throw .malformed("\(key)") }
            return method
        }
        streams = try method("StmF") ?? .identity
        strings = try method("StrF") ?? .identity
        embeddedFiles = try method("EFF") ?? streams
    }

    /// `/Length` counts bits, though some writers count bytes. Crypt filters of version 4 always have a key of 128 bits.
    private static func keyBytes(_ length: Int?, _ version: Int) -> Int {
        if version == 4 { return 16 }
        switch length {
        case let bits? where (40...128).contains(bits) && bits % 8 == 0: return bits / 8
        case let bytes? where (5...16).contains(bytes): return bytes
        default: return 5
        }
    }

    /// The crypt filters by name (7.6.6). One with a method we do not know is left out, and so is a name that leads to it.
    private static func filters(_ dictionary: PDFDictionary?, _ view: PDFView) -> [PDFName: Method] {
        var filters: [PDFName: Method] = [:]
        for entry in dictionary?.entries.prefix(64) ?? [] {
            switch view.resolve(view.resolve(entry.value).dictionary?["CFM"]).name {
            case nil, "None": filters[entry.key] = .identity
            case "V2": filters[entry.key] = .rc4
            case "AESV2": filters[entry.key] = .aes128
            case "AESV3": filters[entry.key] = .aes256
            default: continue
            }
        }
        return filters
    }
}
