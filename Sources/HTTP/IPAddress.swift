import Glibc

/// An internet address, of version 4 or 6.
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16 bytes in network order. A version 4 address inside a version 6 one (RFC 4291 §2.5.5.2) is kept as the
    /// former: whatever is judged of it holds for the machine it leads to.
    public let bytes: [UInt8]

    /// - Parameter bytes: 4 or 16 of them; nil for any other number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        let isMapped = bytes.count == 16 && bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255
        self.bytes = isMapped ? Array(bytes[12...]) : bytes
    }

    /// Reads the usual notation, dotted or with colons, without brackets and zones.
    public init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self.init(bytes: withUnsafeBytes(of: four) { [UInt8]($0) })
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            self.init(bytes: withUnsafeBytes(of: six) { [UInt8]($0) })
        } else {
            return nil
        }
    }

    /// The usual notation.
    public var description: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2)
            .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
    }

    /// True for an address of the public internet: none that is private, local, shared, reserved, for documentation,
    /// for multicast, or that wraps another address (IANA's special-purpose registries, RFC 6890).
    public var isPublic: Bool {
        let special = bytes.count == 4 ? IPNetwork.specialVersion4 : IPNetwork.specialVersion6
        if special.contains(where: { $0.contains(self) }) { return false }
        // Of version 6 only 2000::/3 is given out.
        return bytes.count == 4 || bytes[0] & 0xe0 == 0x20
    }
}

/// All addresses with a common beginning, such as `10.0.0.0/8`.
public struct IPNetwork: Sendable, Hashable, CustomStringConvertible {
    /// An address inside.
    public let address: IPAddress
    /// How many leading bits are common.
    public let prefixLength: Int

    /// Reads `address/length`, or a single address.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let first = parts.first, let address = IPAddress(String(first)), parts.count <= 2 else { return nil }
        let width = address.bytes.count * 8
        let length = parts.count == 2 ? Int(parts[1]) : width
        guard let length, (0...width).contains(length) else { return nil }
        self.address = address
        prefixLength = length
    }

    /// Whether `other` lies inside; addresses of another version never do.
    public func contains(_ other: IPAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        for (index, (a, b)) in zip(address.bytes, other.bytes).enumerated() {
            let bits = min(8, prefixLength - index * 8)
            if bits <= 0 { return true }
            let mask = UInt8(truncatingIfNeeded: 0xff00 >> bits)
            if a & mask != b & mask { return false }
        }
        return true
    }

    /// As it is written.
    public var description: String { "\(address)/\(prefixLength)" }

    fileprivate static let specialVersion4 = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    ].compactMap(IPNetwork.init)

    /// Inside 2000::/3: protocol assignments with Teredo, documentation, 6to4, documentation again.
    fileprivate static let specialVersion6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]
        .compactMap(IPNetwork.init)
}
