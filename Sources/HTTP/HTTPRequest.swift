import Diagnostics
import FoundationEssentials

/// One request to a service (RFC 9110).
public struct HTTPRequest: Sendable, Hashable {
    /// The two methods that trust services use.
    public enum Method: String, Sendable, Hashable {
        case get = "GET"
        case post = "POST"
    }

    /// An absolute `http` or `https` address.
    public var url: String
    /// How.
    public var method: Method
    /// Field names and values; neither may hold a line end.
    public var headers: [HTTPField]
    /// What is posted.
    public var body: [UInt8]
    /// Seconds for everything together, the connection included.
    public var timeout: TimeInterval
    /// Seconds for the connection alone.
    public var connectTimeout: TimeInterval
    /// A longer response is an error, so that no service can fill the memory.
    public var maximumResponseBytes: Int
    /// Sent by basic authentication (RFC 7617) to the address's own host, never to one it redirects to.
    public var credentials: HTTPCredentials?

    /// A request that ends within `timeout` seconds and gives at most one megabyte unless told otherwise.
    public init(
        _ url: String, method: Method = .get, headers: [HTTPField] = [], body: [UInt8] = [],
        timeout: TimeInterval = 30, connectTimeout: TimeInterval = 10, maximumResponseBytes: Int = 1 << 20,
        credentials: HTTPCredentials? = nil
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maximumResponseBytes = maximumResponseBytes
        self.credentials = credentials
    }

    /// The host and, if stated, the port: what messages may show of the address, whose path can hold a secret. The whole
    /// address when it cannot be taken apart.
    public var host: String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        return String(authority.split(separator: "@").last ?? authority)
    }
}

/// One header field.
public struct HTTPField: Sendable, Hashable {
    /// The name; letter case does not matter.
    public let name: String
    /// The value without surrounding space.
    public let value: String

    /// A field called `name`.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// A user name and a password. Neither shows in any description.
public struct HTTPCredentials: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
    let user: String
    let password: String

    /// Credentials already in memory.
    public init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// Reads the password from a file, so that it stands in no profile and on no command line. A final line end does not
    /// belong to it.
    /// - Throws: `http-credentials-unreadable`.
    public init(user: String, passwordFile: String) throws(HTTPError) {
        let contents = FileManager.default.contents(atPath: passwordFile).map { [UInt8]($0) }
        guard let contents, contents.count <= 4096,
            let text = String(validating: contents, as: UTF8.self)?.split(separator: "\n", maxSplits: 1).first
        else {
            throw HTTPError(
                .credentialsUnreadable, .configuration,
                vi: "Không đọc được mật khẩu của dịch vụ trong tệp \(passwordFile).",
                en: "Cannot read the service's password from the file \(passwordFile).",
                remedy: Bilingual(
                    vi: "Tệp phải có một dòng chứa mật khẩu, chỉ chủ tài khoản đọc được.",
                    en: "The file must hold the password on one line, readable by its owner alone."))
        }
        self.init(user: user, password: String(text.last == "\r" ? text.dropLast() : text))
    }

    /// The user alone.
    public var description: String { "HTTPCredentials(\(user))" }
    /// Nothing, so that no dump prints the password.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
