/// `path` as seen from `folder`: absolute paths stay.
func absolutePath(_ path: String, from folder: String) -> String {
    path.hasPrefix("/") ? path : folder + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
}

/// A signer URI with its paths counted from `folder`; nil for an unknown scheme or a missing path.
func absoluteSigner(_ uri: String, from folder: String) -> String? {
    if uri.hasPrefix("pkcs11:") { return uri.utf8.count > "pkcs11:".utf8.count ? uri : nil }
    if uri.hasPrefix("p12:") {
        let path = uri.dropFirst("p12:".count)
        return path.isEmpty ? nil : "p12:" + absolutePath(String(path), from: folder)
    }
    guard uri.hasPrefix("pem:") else { return nil }
    let files = uri.dropFirst("pem:".count).split(separator: ",", omittingEmptySubsequences: false)
    guard files.count == 2, files.allSatisfy({ !$0.isEmpty }) else { return nil }
    return "pem:" + files.map { absolutePath(String($0), from: folder) }.joined(separator: ",")
}

/// The folder of a file, with its final `/`; empty for a bare name.
func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
}

/// A host name of RFC 1123 with an optional port.
func isHost(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard let name = parts.first, (1...253).contains(name.count), parts.count <= 2 else { return false }
    let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isName = { (byte: UInt8) in
        byte == UInt8(ascii: "-") || (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
    guard labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isName) }) else { return false }
    return parts.count == 1 || ((1...5).contains(parts[1].count) && parts[1].allSatisfy { (48...57).contains($0) })
}

/// An `http` or `https` address with a host of `isHost`.
func isHTTPAddress(_ text: String) -> Bool {
    guard let scheme = ["http://", "https://"].first(where: text.hasPrefix) else { return false }
    let rest = text.dropFirst(scheme.count)
    return isHost(String(rest.prefix { $0 != "/" && $0 != "?" }))
        && rest.utf8.allSatisfy { (0x21...0x7E).contains($0) }
}

/// Numbers with full stops between them, as in `1.3.6.1.4.1`.
func isObjectIdentifier(_ text: String) -> Bool {
    let arcs = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return arcs.count >= 2 && text.utf8.count <= 128
        && arcs.allSatisfy { !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }
}
