import FoundationEssentials

/// Sends requests. A test, or an agency whose network is reached otherwise, gives its own closure.
public struct HTTPTransport: Sendable {
    private let sender: @Sendable (HTTPRequest) throws -> HTTPResponse

    /// - Parameter send: blocks until the response is whole; several threads may call it at once.
    public init(_ send: @escaping @Sendable (HTTPRequest) throws -> HTTPResponse) { sender = send }

    /// Sends `request` and waits for the whole response, whatever its status. Call it from a thread that may block.
    /// - Throws: errors of this module, or the closure's own.
    public func send(_ request: HTTPRequest) throws -> HTTPResponse { try sender(request) }
}

/// How libcurl reaches the network.
public struct CurlOptions: Sendable, Hashable {
    /// A proxy such as `http://proxy.example:3128`; nil for none. The environment's proxies are not looked at: whoever
    /// reads the environment passes them on.
    public var proxy: String?
    /// Hosts that are reached without the proxy, separated by commas.
    public var proxyExceptions: String?
    /// A PEM file of authorities for `https` in place of the system's.
    public var certificateAuthorities: String?
    /// How many redirects are followed; never from `https` to `http`.
    public var maximumRedirects: Int
    /// What the services see as the client's name.
    public var userAgent: String
    /// Where requests may lead; nil for anywhere, which is right only for addresses that the user wrote.
    public var addressGuard: AddressGuard?

    /// By default the system's authorities, no proxy, and three redirects.
    public init(
        proxy: String? = nil, proxyExceptions: String? = nil, certificateAuthorities: String? = nil,
        maximumRedirects: Int = 3, userAgent: String = "sohoa", addressGuard: AddressGuard? = nil
    ) {
        self.proxy = proxy
        self.proxyExceptions = proxyExceptions
        self.certificateAuthorities = certificateAuthorities
        self.maximumRedirects = maximumRedirects
        self.userAgent = userAgent
        self.addressGuard = addressGuard
    }
}

extension HTTPTransport {
    /// A transport over libcurl. Connections are kept and used again, by one thread at a time each.
    public static func curl(_ options: CurlOptions = CurlOptions()) -> HTTPTransport {
        let handles = CurlHandles(options)
        return HTTPTransport { request in try handles.perform(request) }
    }
}
