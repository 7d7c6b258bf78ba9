import PKI

/// How tokens are reached on this machine, beyond what an address says.
public struct TokenAccess: Sendable {
    /// The library that addresses without `module-path` use; nil for the libraries registered with p11-kit.
    public var modulePath: String?
    /// The most sessions, and so signatures at a time, on one token. A token may hold fewer.
    public var maximumSessions: Int
    /// Whether a PIN may be tried when the token says that one more wrong one locks it. Off, so that an old PIN file
    /// cannot lock a token.
    public var usesFinalTry: Bool
    /// Certificates that may belong to keys of tokens that hold keys alone.
    public var certificates: [Certificate]

    /// By default the registered libraries and eight sessions.
    public init(
        modulePath: String? = nil, maximumSessions: Int = 8, usesFinalTry: Bool = false,
        certificates: [Certificate] = []
    ) {
        self.modulePath = modulePath
        self.maximumSessions = maximumSessions
        self.usesFinalTry = usesFinalTry
        self.certificates = certificates
    }

    /// The libraries that may hold what `uri` names.
    func modules(for uri: TokenURI) throws(TokenError) -> [CryptokiModule] {
        if let path = uri.modulePath ?? (uri.moduleName == nil ? modulePath : nil) {
            return [try CryptokiModule(path: path)]
        }
        return try CryptokiModule.registered(named: uri.moduleName)
    }
}
