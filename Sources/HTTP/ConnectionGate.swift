import CCurl
import Glibc

extension CurlOptions {
    /// Behind a proxy no connection shows where a request leads: the address itself is judged.
    var judgesNames: Bool { addressGuard != nil && proxy != nil }
}

/// Opens the connections of one transfer, and remembers what it did not open. Used by libcurl on the thread of the
/// transfer alone.
final class ConnectionGate {
    private let addressGuard: AddressGuard?
    /// The last address that was refused.
    private(set) var refused: String?

    init(_ options: CurlOptions) { addressGuard = options.judgesNames ? nil : options.addressGuard }

    /// Whether connections are to be judged at all.
    var judgesSockets: Bool { addressGuard != nil }

    func permits(_ address: IPAddress?, port: Int) -> Bool {
        if let address, addressGuard?.permits(address, port: port) == true { return true }
        refused = address.map { "\($0):\(port)" } ?? "?"
        return false
    }
}

/// libcurl's view of ``ConnectionGate``: it is called with the resolved address of every connection to be made, the first
/// one and those of redirects.
func openSocket(
    _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let context, let address, let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return -1 }
    let gate = Unmanaged<ConnectionGate>.fromOpaque(context).takeUnretainedValue()
    let asked = address.pointee
    // libcurl gives addrlen bytes there, more than the type `sockaddr` has for version 6.
    let bytes = UnsafeRawBufferPointer(
        start: UnsafeRawPointer(address).advanced(by: offset), count: Int(min(asked.addrlen, 128)))
    // The port stands behind the family in both versions; then 4 bytes of address, or 4 of flow and 16 of address.
    guard bytes.count >= 8 else { return -1 }
    let port = Int(bytes[2]) << 8 | Int(bytes[3])
    let number: [UInt8] =
        switch asked.family {
        case AF_INET: Array(bytes[4..<8])
        case AF_INET6 where bytes.count >= 24: Array(bytes[8..<24])
        default: []
        }
    guard purpose == CURLSOCKTYPE_IPCXN, gate.permits(IPAddress(bytes: number), port: port) else { return -1 }
    return socket(asked.family, asked.socktype | Int32(SOCK_CLOEXEC.rawValue), asked.protocol)
}

extension AddressGuard {
    /// Why the proxy must not be asked for `address`: its host or port; nil when it may. Names that only mean something
    /// inside a network are refused, numeric addresses in any notation are judged.
    func refusal(of address: String) -> String? {
        guard let handle = curl_url() else { return address }
        defer { curl_url_cleanup(handle) }
        guard curl_url_set(handle, CURLUPART_URL, address, 0) == CURLUE_OK,
            let host = Self.part(handle, CURLUPART_HOST)?.lowercased(),
            let port = Self.part(handle, CURLUPART_PORT).flatMap(Int.init)
        else { return address }
        let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast().prefix { $0 != "%" }) : host
        if let numeric = IPAddress(bare) { return permits(numeric, port: port) ? nil : "\(numeric):\(port)" }
        let labels = bare.split(separator: ".")
        let isLocal =
            labels.count < 2 || ["localhost", "local", "internal"].contains(labels.last.map(String.init) ?? "")
        return isLocal || !ports.contains(port) ? "\(host):\(port)" : nil
    }

    private static func part(_ handle: OpaquePointer, _ part: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        defer { curl_free(text) }
        // libcurl rewrites 0x7f.1, 2130706433 and the like to the dotted form.
        guard curl_url_get(handle, part, &text, UInt32(CURLU_DEFAULT_PORT)) == CURLUE_OK, let text else { return nil }
        return String(cString: text)
    }
}
