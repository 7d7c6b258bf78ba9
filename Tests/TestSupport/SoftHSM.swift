import Foundation

/// Tokens in software (SoftHSM2), in a folder of the tests' own.
///
/// The library reads its configuration from the environment when it is first loaded, so the first use of ``shared`` sets
/// it for this process. Once loaded it does not see what other processes add: each suite makes its tokens and keys first
/// and then loads a copy of the library that nobody else
/// uses. A token belongs to one copy: its file is rewritten at every login, under locks that hold between processes only.
public struct SoftHSM: Sendable {
    /// The library.
    public static let library = "/usr/lib/softhsm/libsofthsm2.so"
    /// The PIN of every token.
    public static let pin = "246813"
    /// Whether the machine has what the tests need; they skip and say so otherwise.
    public static let isAvailable =
        FileManager.default.fileExists(atPath: library) && Command.has("softhsm2-util", "pkcs11-tool", "openssl")

    /// The one of this process.
    public static let shared = Result { try SoftHSM() }

    /// A tool said no.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What other processes need to see the same tokens.
    public let environment: [String: String]

    private init() throws {
        let folder = try Scratch.folder("softhsm")
        let tokens = folder.appendingPathComponent("tokens")
        try FileManager.default.createDirectory(at: tokens, withIntermediateDirectories: true)
        let configuration = folder.appendingPathComponent("softhsm2.conf")
        try Data("directories.tokendir = \(tokens.path)\nlog.level = ERROR\n".utf8).write(to: configuration)
        environment = ["SOFTHSM2_CONF": configuration.path]
        setenv("SOFTHSM2_CONF", configuration.path, 1)
    }

    /// A copy of the library, which the loader takes for another one.
    public func ownLibrary() throws -> String {
        let copy = try Scratch.folder("softhsm-library").appendingPathComponent("libsofthsm2.so")
        try FileManager.default.copyItem(
            at: URL(fileURLWithPath: Self.library).resolvingSymlinksInPath(), to: copy)
        return copy.path
    }

    /// Makes an empty token of that label.
    public func makeToken(_ label: String) throws {
        try run(
            "softhsm2-util", ["--init-token", "--free", "--label", label, "--so-pin", "13572468", "--pin", Self.pin])
    }

    /// Puts a private key, PKCS#8 in PEM, on a token.
    public func add(key: [UInt8], token: String, label: String, id: String) throws {
        let file = try Scratch.file("key.pem", key)
        try run(
            "softhsm2-util",
            ["--import", file.path, "--token", token, "--label", label, "--id", id, "--pin", Self.pin])
    }

    /// Puts a DER certificate on a token.
    public func add(certificate: [UInt8], token: String, label: String, id: String) throws {
        let file = try Scratch.file("certificate.der", certificate)
        try tool(["--write-object", file.path, "--type", "cert", "--label", label, "--id", id], token: token)
    }

    /// Runs pkcs11-tool, logged in to a token.
    public func tool(_ arguments: [String], token: String) throws {
        try run(
            "pkcs11-tool",
            ["--module", Self.library, "--token-label", token, "--login", "--pin", Self.pin] + arguments)
    }

    private func run(_ name: String, _ arguments: [String]) throws {
        let result = try Command.run(Command.find(name) ?? name, arguments, environment: environment)
        guard result.status == 0 else {
            throw Failure(description: "\(name) \(arguments.first ?? ""): \(result.text)\(result.stderr)")
        }
    }
}

/// A process that serves tokens to others over a socket, and can be killed: a token that is pulled out.
public final class TokenServer: @unchecked Sendable {
    // Only the test that started it uses it.
    private let process: RunningCommand
    /// The client library for p11-kit.
    public static let clientLibrary = "/usr/lib/x86_64-linux-gnu/pkcs11/p11-kit-client.so"
    /// Whether the machine has what the tests need.
    public static let isAvailable =
        SoftHSM.isAvailable && Command.has("p11-kit", "pkill") && FileManager.default.fileExists(atPath: clientLibrary)

    /// Serves `token` on a socket. The client finds the socket by the environment of this process.
    public init(_ hsm: SoftHSM, token: String, socket: String) throws {
        try? FileManager.default.removeItem(atPath: socket)
        process = try Command.start(
            Command.find("p11-kit") ?? "p11-kit",
            ["server", "--foreground", "--provider", SoftHSM.library, "--name", socket, "pkcs11:token=\(token)"],
            environment: hsm.environment)
        setenv("P11_KIT_SERVER_ADDRESS", "unix:path=\(socket)", 1)
        let deadline = Date().addingTimeInterval(10)
        while !FileManager.default.fileExists(atPath: socket), Date() < deadline { usleep(5000) }
    }

    /// Ends the server and the children that serve its connections.
    public func pullOut() {
        _ = try? Command.tool("pkill", ["-KILL", "-P", String(process.id)])
        process.send(SIGKILL)
        _ = process.wait(atMost: 5)
    }

    deinit { if process.isRunning { pullOut() } }
}
