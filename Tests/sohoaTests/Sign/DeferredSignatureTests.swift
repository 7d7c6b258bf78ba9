import Foundation
import TestSupport
import Testing

/// `sohoa sign --prepare` and `--complete`: the key is elsewhere, here with OpenSSL.
@Suite(.enabled(if: Command.has("openssl"), "openssl is missing")) struct DeferredSignatureTests {
    let folder: URL
    let unsigned = Checkout.testDocuments.appendingPathComponent("quyet-dinh-tro-cap.pdf")
    let profile: String

    init() throws {
        folder = try Scratch.folder("deferred")
        profile = try DemoWorld.shared.get().profile
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// The officer's key as the remote side has it.
    private func remoteKey() throws -> (key: String, certificate: String) {
        let options = try DemoKey("officer").options
        let file = String(options[1].dropFirst(4))
        _ = try Command.tool(
            "openssl",
            ["pkcs12", "-in", file, "-passin", "file:" + options[3], "-nodes", "-nocerts", "-out", path("key.pem")])
        return (path("key.pem"), file.replacingOccurrences(of: ".p12", with: ".pem"))
    }

    private func prepare() throws -> String {
        let run = try SohoaBinary.run([
            "sign", unsigned.path, "--profile", profile, "--prepare", path("request.json"), "--certificate",
            remoteKey().certificate,
        ])
        #expect(run.status == 0, "\(run.stderr)")
        return path("request.json")
    }

    private func complete(_ file: String, _ request: String, _ signature: String) throws -> CommandResult {
        try SohoaBinary.run([
            "sign", file, "--profile", profile, "--complete", request, "--signature", signature, "--out",
            path("signed.pdf"),
        ])
    }

    private func remoteSignature(_ request: String, over key: String) throws -> String {
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: request)))
        let text = (json as? [String: Any])?[key] as? String ?? ""
        try Data(base64Encoded: text)?.write(to: folder.appendingPathComponent("message"))
        _ = try Command.tool(
            "openssl", ["dgst", "-sha256", "-sign", remoteKey().key, "-out", path("value"), path("message")])
        return path("value")
    }

    @Test func theSignatureOfARemoteKeyPasses() throws {
        let request = try prepare()
        let run = try complete(unsigned.path, request, remoteSignature(request, over: "signedAttributes"))
        #expect(run.status == 0, "\(run.stderr)")
        let (report, status) = try Verification.of(folder.appendingPathComponent("signed.pdf"))
        #expect(report.conclusion == .totalPassed && status == 0)
        #expect(try Command.tool("pdfsig", ["-nocert", path("signed.pdf")]).text.contains("Signature is Valid."))
    }

    /// A visible signature, and one that certifies, can be made with a key that is elsewhere.
    @Test func formAndCertificationAreHonoured() throws {
        let run = try SohoaBinary.run([
            "sign", unsigned.path, "--profile", profile, "--prepare", path("request.json"), "--certificate",
            remoteKey().certificate, "--as", "digitizer", "--certify", "2",
        ])
        #expect(run.status == 0, "\(run.stderr)")
        let request = path("request.json")
        #expect(try complete(unsigned.path, request, remoteSignature(request, over: "signedAttributes")).status == 0)
        let text = try Command.tool("pdftotext", [path("signed.pdf"), "-"]).text
        #expect(text.contains("Người số hóa"))
        #expect([UInt8](try Data(contentsOf: folder.appendingPathComponent("signed.pdf"))).contains("DocMDP".utf8))
    }

    /// A service that hashes by itself signs the attributes; one that signs hashes is given the digest of them.
    @Test func theDigestIsThatOfTheAttributes() throws {
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: prepare())))
        let request = try #require(json as? [String: Any])
        let attributes = try #require(Data(base64Encoded: request["signedAttributes"] as? String ?? ""))
        let digest = try #require(Data(base64Encoded: request["digest"] as? String ?? ""))
        let file = try Scratch.file("attributes", attributes)
        let expected = try Command.tool("openssl", ["dgst", "-sha256", "-binary", "-out", path("digest"), file.path])
        #expect(expected.status == 0)
        #expect(try Data(contentsOf: folder.appendingPathComponent("digest")) == digest)
    }

    @Test func whatDoesNotBelongTogetherIsRefused() throws {
        let request = try prepare()
        let value = try remoteSignature(request, over: "signedAttributes")
        let other = try Scratch.copy(unsigned, "other")
        let handle = try FileHandle(forWritingTo: other)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([0x0A]))
        try handle.close()
        #expect(try complete(other.path, request, value).status == 3)
        let wrong = try remoteSignature(request, over: "digest")
        let run = try complete(unsigned.path, request, wrong)
        #expect(run.status == 3 && run.stderr.contains("sohoa: error:"))
        let text = try String(contentsOfFile: request, encoding: .utf8)
        let altered = text.replacingOccurrences(of: "\"level\":\"B-B\"", with: "\"level\":\"B-Z\"")
        let forged = try Scratch.file("request.json", Array(altered.utf8))
        #expect(try complete(unsigned.path, forged.path, value).status == 3)
        #expect(!FileManager.default.fileExists(atPath: path("signed.pdf")))
    }
}
