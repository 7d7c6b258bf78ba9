import Foundation
import TestSupport
import Testing

/// `sohoa demo`: the first thing a newcomer runs (DESIGN section 5).
@Suite struct DemoTests {
    let world: DemoWorld

    init() throws { world = try DemoWorld.shared.get() }

    @Test func endsWellAndShowsAllThreeAnswers() {
        #expect(world.result.status == 0, "\(world.result.stderr)")
        #expect(world.result.text.contains("TOTAL-PASSED"))
        #expect(world.result.text.contains("TOTAL-FAILED"))
        #expect(world.result.text.contains("HASH_FAILURE"))
    }

    @Test func saysWhereThingsAre() {
        #expect(world.result.text.contains(world.folder.path))
        for path in ["vault/vault.yaml", "profile.yaml", "pki/trust", "pki/keys"] {
            let there = FileManager.default.fileExists(atPath: world.folder.appendingPathComponent(path).path)
            #expect(there, "\(path)")
        }
    }

    @Test(.enabled(if: Command.has("openssl"), "needs openssl"))
    func everyCertificateIsLabelledDemo() throws {
        let pki = FileTree(world.folder.appendingPathComponent("pki"))
        let certificates = pki.paths.filter { $0.hasSuffix(".pem") }
        #expect(certificates.count >= 4)
        for path in certificates {
            let subject = try Command.tool(
                "openssl",
                [
                    "x509", "-in", pki.root.appendingPathComponent(path).path, "-noout", "-subject", "-nameopt",
                    "utf8,sep_comma_plus",
                ]
            ).text
            #expect(subject.contains("DEMO"), "\(path): \(subject)")
        }
    }

    /// The chain of the officer's certificate holds for OpenSSL too, with the lists that are in the trust folder.
    @Test(.enabled(if: Command.has("openssl"), "needs openssl"))
    func opensslAcceptsTheChain() throws {
        let trust = URL(fileURLWithPath: world.trust)
        let files = FileTree(trust).paths
        let root = try #require(files.first { $0.hasSuffix("root.pem") })
        let issuing = try #require(files.first { $0.hasSuffix("issuing.pem") })
        for path in FileTree(world.keys).paths where path.hasSuffix("-officer.pem") || path.hasSuffix("-agency.pem") {
            let run = try Command.tool(
                "openssl",
                [
                    "verify", "-CAfile", trust.appendingPathComponent(root).path, "-untrusted",
                    trust.appendingPathComponent(issuing).path, world.keys.appendingPathComponent(path).path,
                ])
            #expect(run.status == 0, "\(path): \(run.stderr)")
        }
    }

    /// A second demo in the same place, over the documents it takes by itself, files nothing twice.
    @Test func runningAgainHarmsNothing() throws {
        let copy = try Scratch.copy(world.folder, "again")
        let before = try FileTree(copy.appendingPathComponent("vault/volumes")).digests()
        _ = try SohoaBinary.run(["demo", "--dir", copy.path], in: Checkout.root.path)
        let after = try FileTree(copy.appendingPathComponent("vault/volumes")).digests()
        for (path, digest) in before { #expect(after[path] == digest, "\(path)") }
    }
}
