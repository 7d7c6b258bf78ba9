/// Where requests may lead whose addresses somebody else wrote, such as those in certificates of an uploaded file. Without
/// it a stranger could make this machine ask its own network (server-side request forgery).
///
/// The address is judged after the name was resolved, at the moment the connection is opened, for the request and for
/// every redirect: a name that leads somewhere else the second time gains nothing. Behind a proxy the proxy resolves
/// names; then only numeric addresses can be judged here, and the proxy must keep the rest from its own network.
public struct AddressGuard: Sendable, Hashable {
    /// The ports that may be asked.
    public var ports: Set<Int>
    /// Networks that are not public and yet may be asked, such as an agency's own with its authority's services.
    public var allowedNetworks: [IPNetwork]

    /// By default the public internet, on the ports of the web.
    public init(ports: Set<Int> = [80, 443], allowedNetworks: [IPNetwork] = []) {
        self.ports = ports
        self.allowedNetworks = allowedNetworks
    }

    /// Whether a connection may be opened. In an allowed network any port may be asked: whoever allowed it knows it.
    public func permits(_ address: IPAddress, port: Int) -> Bool {
        if allowedNetworks.contains(where: { $0.contains(address) }) { return true }
        return ports.contains(port) && address.isPublic
    }
}
