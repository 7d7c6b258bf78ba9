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
}
