import Foundation
import TestSupport
import Testing

/// `sohoa sign --signer pkcs11:…`: a token in software, one PIN for many files, and a token that is pulled out.
@Suite(.enabled(if: SoftHSM.isAvailable, "softhsm2, opensc or openssl is missing")) struct SignTokenTests {
    private let label = "sohoa-cli-\(UInt32.random(in: 0...UInt32.max))"
    private let hsm: SoftHSM
    private let pin: URL
    private let profile: String

    init() throws {
        hsm = try SoftHSM.shared.get()
        pin = try Scratch.file("token.pin", Array(SoftHSM.pin.utf8))
        profile = try SigningProfile(signers: ["tokenModule: \(SoftHSM.library)"]).path
        try hsm.makeToken(label)
        let options = try DemoKey("officer").options
        let file = String(options[1].dropFirst(4))
        let key = try Command.tool(
            "openssl", ["pkcs12", "-in", file, "-passin", "file:" + options[3], "-nodes", "-nocerts"])
        let pkcs8 = try Command.tool("openssl", ["pkcs8", "-topk8", "-nocrypt"], input: key.text)
        let certificate = try Command.tool(
            "openssl", ["x509", "-in", file.replacingOccurrences(of: ".p12", with: ".pem"), "-outform", "DER"])
        try hsm.add(key: pkcs8.stdout, token: label, label: "officer", id: "01")
        try hsm.add(certificate: certificate.stdout, token: label, label: "officer", id: "01")
    }

    private func sign(_ folder: URL, into out: URL, pin: URL, uri: String? = nil) throws -> CommandResult {
        try Command.run(
            SohoaBinary.path,
            [
                "sign", folder.path, "--signer", uri ?? "pkcs11:token=\(label);object=officer", "--pin-file", pin.path,
                "--profile", profile, "--out-dir", out.path, "--json",
            ], environment: hsm.environment)
    }

    @Test func oneLoginSignsAFolder() throws {
        let out = try Scratch.folder("out")
        let run = try sign(UnsignedFolder.make(12), into: out, pin: pin)
        #expect(run.status == 0, "\(run.stderr)")
        #expect(run.json.last?["signed"] as? Int == 12)
        let (report, _) = try Verification.of(out.appendingPathComponent("7.pdf"))
        #expect(report.conclusion == .totalPassed)
        // The intermediate is not on the token: it comes from the trust store and is embedded all the same.
        let dump = try Command.tool("pdfsig", ["-nocert", out.appendingPathComponent("7.pdf").path])
        #expect(dump.text.contains("Signature is Valid."))
    }

    @Test func wrongPINIsToldAndTriedOnce() throws {
        let out = try Scratch.folder("out")
        let wrong = try Scratch.file("wrong.pin", Array("000000".utf8))
        let run = try sign(UnsignedFolder.make(3), into: out, pin: wrong)
        #expect([4, 5].contains(run.status))
        #expect(run.stderr.contains("PIN") && !run.stderr.contains("000000"))
        #expect(FileTree(out).paths.isEmpty)
        // Had the PIN been tried once a file, the token would be near its limit now.
        #expect(try sign(UnsignedFolder.make(1), into: out, pin: pin).status == 0)
    }

    @Test func aPINInTheAddressIsRefused() throws {
        let run = try sign(
            UnsignedFolder.make(1), into: Scratch.folder("out"), pin: pin,
            uri: "pkcs11:token=\(label);object=officer?pin-value=\(SoftHSM.pin)")
        #expect([4, 64].contains(run.status))
        #expect(!run.stderr.contains(SoftHSM.pin) && !run.text.contains(SoftHSM.pin))
    }

    /// The token behind a p11-kit server, in a process of its own that can be killed.
    private func serve(_ socket: String) throws -> RunningCommand {
        try? FileManager.default.removeItem(atPath: socket)
        let server = try Command.start(
            Command.find("p11-kit") ?? "p11-kit",
            ["server", "--foreground", "--provider", SoftHSM.library, "--name", socket, "pkcs11:token=\(label)"],
            environment: hsm.environment)
        let deadline = Date().addingTimeInterval(10)
        while !FileManager.default.fileExists(atPath: socket), Date() < deadline { usleep(5000) }
        return server
    }

    @Test(.enabled(if: TokenServer.isAvailable, "p11-kit or pkill is missing"))
    func aTokenPulledOutStopsCleanlyAndTheNextRunGoesOn() throws {
        let socket = try Scratch.folder("p11").appendingPathComponent("s").path
        let folder = try UnsignedFolder.make(400)
        let out = try Scratch.folder("out")
        let profile = try SigningProfile(signers: ["tokenModule: \(TokenServer.clientLibrary)"]).path
        let arguments = [
            "sign", folder.path, "--signer", "pkcs11:token=\(label);object=officer", "--pin-file", pin.path,
            "--profile",
            profile, "--out-dir", out.path, "--json",
        ]
        let environment = ["P11_KIT_SERVER_ADDRESS": "unix:path=\(socket)"]
        let server = try serve(socket)
        let run = try Command.start(SohoaBinary.path, arguments, environment: environment)
        while run.isRunning, FileTree(out).paths.isEmpty { usleep(2000) }
        _ = try Command.tool("pkill", ["-KILL", "-P", String(server.id)])
        server.send(SIGKILL)
        _ = server.wait(atMost: 5)
        let stopped = run.wait(atMost: 60)
        #expect(stopped.status == 5, "\(stopped.stderr)")
        let first = try #require(stopped.json.last)
        let (signed, left) = (first["signed"] as? Int ?? 0, first["left"] as? Int ?? 0)
        #expect(signed > 0 && left > 0 && signed + left == 400)
        #expect(FileTree(out).paths.count == signed)
        // The token is back.
        let again = try serve(socket)
        let rest = try Command.run(SohoaBinary.path, arguments, environment: environment)
        #expect(rest.status == 0, "\(rest.stderr)")
        #expect(rest.json.last?["alreadySigned"] as? Int == signed && rest.json.last?["signed"] as? Int == left)
        _ = try Command.tool("pkill", ["-KILL", "-P", String(again.id)])
        again.send(SIGKILL)
        _ = again.wait(atMost: 5)
    }
}
