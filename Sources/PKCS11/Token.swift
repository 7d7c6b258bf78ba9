import CP11Kit
import Diagnostics
import FoundationEssentials
import PKI
import Synchronization

/// A token with one login for all that is signed with it, from as many threads as it has sessions.
///
/// When the token is pulled out, or its server goes away, the signature in hand and every later one throw `token-gone`
/// and nothing is tried again; a token opened afresh signs on. The login belongs to the process: a second opening of the
/// same token while the first lives is let in without its PIN being looked at, as
/// PKCS #11 has it of C_Login.
public final class Token: Sendable {
    /// What the token says of itself.
    public let description: TokenDescription
    private let uri: TokenURI
    private let access: TokenAccess
    /// Kept only for keys that want it for every signature.
    private let pin: TokenPIN?
    /// Nil once the token is gone, so that the last call under way lets the library go.
    private let connection: Mutex<TokenConnection?>

    /// Finds the token, logs in, and stays logged in until the last owner lets it go.
    /// - Parameters:
    ///   - pin: nil for the file that the address names, for tokens with their own key pad, and for those without PIN.
    /// - Throws: `token-module-unloadable`, `token-not-found`, `token-ambiguous`, and what can be wrong with a PIN.
    public init(_ uri: TokenURI, pin: TokenPIN? = nil, access: TokenAccess = TokenAccess()) throws(TokenError) {
        let pin = if pin != nil { pin } else { try uri.pinFile.map(Self.pin(file:)) }
        let (connection, keepsPIN) = try BrokenPipe.guarded { () throws(TokenError) in
            let connection = try TokenConnection(uri, pin: pin, access: access)
            return (connection, connection.hasKeysThatAuthenticateEach)
        }
        description = connection.description
        (self.uri, self.access) = (uri, access)
        self.pin = keepsPIN ? pin : nil
        self.connection = Mutex(connection)
    }

    /// The tokens present that fit an address, blank ones and the system's lists of authorities included.
    /// - Throws: `token-module-unloadable`.
    public static func present(
        _ uri: TokenURI = TokenURI(), access: TokenAccess = TokenAccess()
    ) throws(TokenError) -> [TokenDescription] {
        try BrokenPipe.guarded { () throws(TokenError) in
            try TokenConnection.places(uri, access).map(\.description).filter { $0.fits(uri) }
        }
    }

    /// The one key that the address names, with its certificate and those above it.
    /// - Parameter uri: nil for the address the token was opened by.
    /// - Throws: `token-key-not-found`, `token-key-ambiguous`, `token-certificate-missing`, `token-gone`.
    public func key(_ uri: TokenURI? = nil) throws(TokenError) -> TokenKey {
        let uri = uri ?? self.uri
        let connection = try current()
        let found: (entries: [TokenKeyRing.Entry], certified: [TokenKey])
        do throws(CryptokiFailure) {
            found = try BrokenPipe.guarded { () throws(CryptokiFailure) in
                try connection.pool.withSession { session throws(CryptokiFailure) in
                    let ring = try TokenKeyRing(ObjectSearch(module: connection.module, session: session))
                    let entries = try ring.keys(uri)
                    return (entries, entries.compactMap { key($0, ring) })
                }
            }
        } catch { throw self.error(error, connection) }
        guard !found.entries.isEmpty else { throw .keyNotFound(description.label) }
        // Keys without a certificate cannot sign documents: they do not compete.
        guard let key = found.certified.first else { throw .certificateMissing(description.label) }
        guard found.certified.count == 1 else {
            throw .keyAmbiguous(description.label, found.entries.map(\.name))
        }
        return key
    }

    private func key(_ entry: TokenKeyRing.Entry, _ ring: TokenKeyRing) -> TokenKey? {
        guard let certificate = ring.certificate(of: entry, others: access.certificates),
            let type = try? certificate.publicKey.type
        else { return nil }
        return TokenKey(
            token: self, handle: entry.handle, authenticatesEach: entry.authenticatesEach, label: entry.label,
            id: entry.id, keyType: type, certificate: certificate,
            chain: ring.chain(above: certificate, others: access.certificates))
    }

    /// The mechanism the token makes such signatures by.
    func mechanism(_ algorithm: SignatureAlgorithm) throws(TokenError) -> SigningMechanism {
        guard let mechanism = SigningMechanism(algorithm, supported: try current().mechanisms) else {
            throw .mechanismUnsupported(description.label, algorithm.name)
        }
        return mechanism
    }

    /// The token's own answer to `message`.
    func sign(
        _ message: [UInt8], _ mechanism: SigningMechanism, key: CK_OBJECT_HANDLE, authenticatesEach: Bool,
        algorithm: SignatureAlgorithm
    ) throws(TokenError) -> [UInt8] {
        let connection = try current()
        do throws(CryptokiFailure) {
            return try BrokenPipe.guarded { () throws(CryptokiFailure) in
                try connection.sign(
                    mechanism.data(for: message), mechanism, key: key, authenticatesEach: authenticatesEach,
                    pin: authenticatesEach ? pin : nil)
            }
        } catch { throw self.error(error, connection, algorithm.name) }
    }

    private func current() throws(TokenError) -> TokenConnection {
        guard let connection = connection.withLock({ $0 }) else { throw .tokenGone(description.label) }
        return connection
    }

    /// Tells what happened, and lets the connection go when the token is not there any more.
    private func error(_ failure: CryptokiFailure, _ used: TokenConnection, _ algorithm: String = "") -> TokenError {
        guard failure.meansGone || (failure.mayMeanGone && !BrokenPipe.guarded { used.isPresent }) else {
            return failure.error(token: description.label, algorithm: algorithm)
        }
        connection.withLock { $0 = nil }
        return .tokenGone(description.label)
    }

    /// The first line of the file.
    private static func pin(file path: String) throws(TokenError) -> TokenPIN {
        guard var data = FileManager.default.contents(atPath: path) else { throw .pinFileUnreadable(path) }
        defer { data.resetBytes(in: data.startIndex..<data.endIndex) }
        var line = Array(data.prefix { $0 != 0x0a && $0 != 0x0d })
        guard !line.isEmpty else { throw .pinFileUnreadable(path) }
        return TokenPIN(taking: &line)
    }
}
