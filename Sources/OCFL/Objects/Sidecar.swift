import PKI

/// `DIGEST inventory.json`, one or more spaces or tabs between (OCFL 1.1, section 3.7).
struct Sidecar {
    /// Lower case.
    let digest: String

    init?(_ bytes: [UInt8]) {
        guard bytes.last == 0x0A, !bytes.dropLast().contains(0x0A) else { return nil }
        let parts = bytes.dropLast().split { $0 == 0x20 || $0 == 0x09 }
        guard parts.count == 2, parts[1].elementsEqual(Inventory.fileName.utf8), parts[0].count == 64,
            Hexadecimal.decode(String(decoding: parts[0], as: UTF8.self)) != nil
        else { return nil }
        digest = String(decoding: parts[0], as: UTF8.self).lowercased()
    }
}
