import Diagnostics

/// The address that a seal's QR code holds: `HTTPS://HOST/Q#DIGITS`.
///
/// Upper case lets the QR code use its alphanumeric mode. A browser does not send what follows `#`, so the data of
/// the paper do not reach the server's logs.
public struct SealURL: Sendable, Hashable {
    /// Lower case, with the port if one was given. Never proof of anything: a copied seal can carry any host.
    public let host: String
    /// The COSE_Sign1.
    public let sealBytes: [UInt8]

    /// - Throws: `QRErrorCode.addressMalformed` when `host` is not a host name with an optional port,
    ///   `.sealTooLong` above 1 KB.
    public init(host: String, sealBytes: [UInt8]) throws(QRError) {
        guard Self.isHost(host) else { throw Self.malformed }
        guard sealBytes.count <= SealNumber.maximumByteCount else {
            throw QRError(
                .sealTooLong, .input,
                vi: "Nội dung mã xác thực dài \(sealBytes.count) byte, quá \(SealNumber.maximumByteCount) byte.",
                en: "The seal has \(sealBytes.count) bytes, more than \(SealNumber.maximumByteCount).",
                remedy: Bilingual(
                    vi: "Rút gọn tên giấy tờ, tên hệ thống hoặc phạm vi hiệu lực.",
                    en: "Shorten the title, the system's name or the scope."))
        }
        self.host = host.lowercased()
        self.sealBytes = sealBytes
    }

    /// Reads an address as scanned or pasted: scheme, host and `Q` in any case, any host.
    ///
    /// - Throws: `QRErrorCode.addressMalformed`, `.numberMalformed`.
    public init(parsing text: String) throws(QRError) {
        // Longest address possible: scheme, host, path and the digits of 1 KB.
        guard text.utf8.count <= 4096, text.utf8.allSatisfy({ $0 < 0x80 }),
            let hash = text.utf8.firstIndex(of: UInt8(ascii: "#"))
        else {
            throw Self.malformed
        }
        let address = text[..<hash].lowercased()
        let (scheme, path) = ("https://", "/q")
        guard address.hasPrefix(scheme), address.hasSuffix(path), address.utf8.count > scheme.count + path.count else {
            throw Self.malformed
        }
        let host = String(address.dropFirst(scheme.count).dropLast(path.count))
        guard Self.isHost(host) else { throw Self.malformed }
        self.host = host
        sealBytes = try SealNumber.bytes(of: text[text.utf8.index(after: hash)...])
    }

    /// The text to put into the QR code.
    public var text: String { "HTTPS://\(host.uppercased())/Q#\(SealNumber.digits(of: sealBytes))" }

    /// Letters, digits, hyphens and dots of RFC 1123, at most 253, and `:port`.
    private static func isHost(_ host: String) -> Bool {
        let parts = host.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard let name = parts.first, (1...253).contains(name.count), parts.count <= 2 else { return false }
        let labels = name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isNameByte) }) else { return false }
        guard parts.count == 2 else { return true }
        return (1...5).contains(parts[1].count) && parts[1].allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static var malformed: QRError {
        QRError(
            .addressMalformed, .input,
            vi: "Đây không phải là địa chỉ mã xác thực dạng https://…/Q#….",
            en: "This is not a seal address of the form https://…/Q#….")
    }
}
