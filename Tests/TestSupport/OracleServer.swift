import Foundation

/// A server of Tests/Oracles that runs beside the tests: it prints one JSON line when it is ready, and ends when its
/// standard input does, however the tests end.
public final class OracleServer: @unchecked Sendable {
    // Started once; what changes afterwards is inside Process, which nobody touches.
    private let process = Process()
    private let input = Pipe()
    /// What it printed.
    public let greeting: [String: Any]

    struct NotStarted: Error {}

    /// Starts Tests/Oracles/NAME and waits until it is ready.
    public init(_ name: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: Oracle.python)
        process.arguments = [Checkout.root.appendingPathComponent("Tests/Oracles/\(name)").path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while true {
            let byte = output.fileHandleForReading.readData(ofLength: 1)
            guard let value = byte.first else { throw NotStarted() }
            if value == UInt8(ascii: "\n") { break }
            line.append(value)
        }
        guard let greeting = try JSONSerialization.jsonObject(with: line) as? [String: Any] else { throw NotStarted() }
        self.greeting = greeting
    }

    /// The port of 127.0.0.1 where it listens.
    public var port: Int { greeting["port"] as? Int ?? 0 }
}

/// The time-stamping authority, OCSP responder and lists of `trust_services.py`, shared by all tests of a run.
public enum TrustServiceWorld {
    /// Whether it can run here.
    public static let isAvailable =
        Oracle.has("asn1crypto", "cryptography", "pyhanko") && Command.has("openssl")

    /// The server.
    public static let server = Result { try OracleServer("trust_services.py") }

    /// The address of one of its paths, such as `/tsa/good`.
    public static func address(_ path: String) throws -> String { "http://127.0.0.1:\(try server.get().port)\(path)" }

    /// The same path behind TLS, by a certificate that `root.pem` issued.
    public static func secureAddress(_ path: String) throws -> String {
        "https://127.0.0.1:\(try server.get().greeting["tls_port"] as? Int ?? 0)\(path)"
    }

    /// A file in its folder, such as `root.pem`.
    public static func file(_ name: String) throws -> String {
        (try server.get().greeting["folder"] as? String ?? "") + "/" + name
    }
}
