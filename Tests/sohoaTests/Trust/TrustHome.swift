import Foundation
import TestSupport

/// A user with an empty home, who runs commands.
struct TrustHome {
    let data: URL

    init() throws { data = try Scratch.folder("xdg-data") }

    var trust: URL { data.appendingPathComponent("sohoa/trust") }
    var evidence: URL { data.appendingPathComponent("sohoa/evidence") }

    func run(_ arguments: String...) throws -> CommandResult { try run(arguments) }

    func run(_ arguments: [String]) throws -> CommandResult {
        try Command.run(
            SohoaBinary.path, arguments,
            environment: ["XDG_DATA_HOME": data.path, "http_proxy": "", "all_proxy": "", "ALL_PROXY": ""])
    }

    /// The names of the files in the trust folder.
    var files: [String] { FileTree(trust).paths.sorted() }
}

/// An authority that OpenSSL made.
struct MadeRoot {
    let folder: URL
    let stem: String

    /// - Parameter issuer: nil for a root.
    init(_ subject: String, issuer: MadeRoot? = nil) throws {
        folder = try issuer?.folder ?? Scratch.folder("authority")
        stem = folder.appendingPathComponent("a\(UInt32.random(in: 0...UInt32.max))").path
        let made = try Command.tool(
            "openssl",
            [
                "req", "-x509", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "3650", "-subj", subject, "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout", stem + ".key",
                "-out", stem + ".pem",
            ] + (issuer.map { ["-CA", $0.path, "-CAkey", $0.stem + ".key"] } ?? []))
        guard made.status == 0 else { throw Failed(text: made.stderr) }
    }

    struct Failed: Error {
        let text: String
    }

    var path: String { stem + ".pem" }

    /// As OpenSSL prints it: upper case with colons.
    func fingerprint() throws -> String {
        let text = try Command.tool("openssl", ["x509", "-in", path, "-noout", "-fingerprint", "-sha256"]).text
        return text.split(separator: "=").last.map { $0.trimmingCharacters(in: .newlines) } ?? ""
    }

    func sha256() throws -> String { try fingerprint().replacingOccurrences(of: ":", with: "").lowercased() }
}
