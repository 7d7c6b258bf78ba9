import Foundation
import TestSupport
import Testing

/// `sohoa sign FILE --signer URI --profile FILE [--out FILE]` (DESIGN section 5).
@Suite struct SignCommandTests {
    let world: DemoWorld
    let unsigned = Checkout.testDocuments.appendingPathComponent("quyet-dinh-tro-cap.pdf")

    init() throws { world = try DemoWorld.shared.get() }

    /// The officer's key and the file that holds its passphrase.
    private func officer() throws -> (uri: String, pin: String) {
        let name = try #require(FileTree(world.keys).paths.first { $0.hasSuffix("-officer.p12") })
        let path = world.keys.appendingPathComponent(name).path
        return ("p12:" + path, path.replacingOccurrences(of: ".p12", with: ".pin"))
    }

    private func sign(pinFile: String, out: URL) throws -> CommandResult {
        try SohoaBinary.run([
            "sign", unsigned.path, "--signer", officer().uri, "--pin-file", pinFile, "--profile", world.profile,
            "--out",
            out.path,
        ])
    }

    @Test func signatureIsAnIncrementAndPasses() throws {
        let out = try Scratch.folder("signed").appendingPathComponent("da-ky.pdf")
        let run = try sign(pinFile: officer().pin, out: out)
        #expect(run.status == 0, "\(run.stderr)")
        let signed = [UInt8](try Data(contentsOf: out))
        #expect(signed.starts(with: [UInt8](try Data(contentsOf: unsigned))))
        let (report, status) = try Verification.of(out)
        #expect(report.conclusion == .totalPassed)
        #expect(report.signatures.map(\.level) == ["B-B"])
        #expect(report.signatures.first?.coverage == .file)
        #expect(status == 0)
    }

    /// A PIN may come by a descriptor, so that it stands in no file.
    @Test func pinMayComeByADescriptor() throws {
        let out = try Scratch.folder("signed").appendingPathComponent("da-ky.pdf")
        let key = try officer()
        let run = try Command.run(
            "/bin/sh",
            [
                "-c",
                "cat \"$2\" | exec \"$0\" sign \"$1\" --signer \"$3\" --pin-file /dev/stdin --profile \"$4\" --out \"$5\"",
                SohoaBinary.path, unsigned.path, key.pin, key.uri, world.profile, out.path,
            ])
        #expect(run.status == 0, "\(run.stderr)")
    }

    @Test func wrongPassphraseLeavesNoFile() throws {
        let out = try Scratch.folder("wrong").appendingPathComponent("da-ky.pdf")
        let pin = try Scratch.file("sai.pin", Array("khong-dung-mat-khau".utf8))
        let run = try sign(pinFile: pin.path, out: out)
        #expect(run.status != 0 && run.status != 64 && run.status != 70)
        #expect(run.stderr.contains("sohoa: error:"))
        #expect(!run.stderr.contains("khong-dung-mat-khau"))
        #expect(!FileManager.default.fileExists(atPath: out.path))
    }

    @Test func inputIsNeverOverwritten() throws {
        let copy = try Scratch.copy(unsigned, "input")
        let before = try Data(contentsOf: copy)
        let run = try SohoaBinary.run([
            "sign", copy.path, "--signer", officer().uri, "--pin-file", officer().pin, "--profile", world.profile,
            "--out", copy.path,
        ])
        #expect(run.status != 0)
        #expect(try Data(contentsOf: copy) == before)
    }

    @Test func malformedSignerIsConfigurationOrUsage() throws {
        let run = try SohoaBinary.run(
            [
                "sign", unsigned.path, "--signer", "khong-phai-uri", "--profile", world.profile, "--out",
                "/tmp/khong.pdf",
            ])
        #expect([4, 64].contains(run.status))
    }
}
