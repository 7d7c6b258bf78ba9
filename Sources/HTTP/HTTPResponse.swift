/// What a service answered (RFC 9110), after all redirects.
public struct HTTPResponse: Sendable, Hashable {
    /// The status code; not checked by the transport.
    public let status: Int
    /// The header fields in the order they came.
    public let headers: [HTTPField]
    /// The content, whole.
    public let body: [UInt8]

    /// A response, from a transport or from a test.
    public init(status: Int, headers: [HTTPField] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The last value of a field.
    public func value(of name: String) -> String? {
        headers.last { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The media type in lower case without parameters, such as `application/timestamp-reply`.
    public var mediaType: String? {
        value(of: "Content-Type")?.split(separator: ";").first.map { type in
            String(type.drop { $0 == " " }).lowercased().split(separator: " ").first.map(String.init) ?? ""
        }
    }
}
