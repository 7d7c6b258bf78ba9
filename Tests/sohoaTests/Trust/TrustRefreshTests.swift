import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct TrustRefreshTests {
    /// What the test's server gives for a path.
    private func fetched(_ path: String) throws -> Data {
        let program = "import sys, urllib.request; sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1]).read())"
        return Data(try Command.run(Oracle.python, ["-c", program, TrustServiceWorld.address(path)]).stdout)
    }

    /// A user who accepted the test's authority, and has seen a certificate with these addresses of lists.
    private func home(lists: [String]) throws -> TrustHome {
        let home = try TrustHome()
        let query = lists.map { "crl=" + $0 }.joined(separator: "&")
        let issued = try fetched("/issue?" + query)
        let texts = try JSONDecoder().decode([String: String].self, from: issued)
        let leaf = try Scratch.file("leaf.pem", Array((texts["certificate"] ?? "").utf8))
        let root = try TrustServiceWorld.file("root.pem")
        let text = try Command.tool("openssl", ["x509", "-in", root, "-noout", "-fingerprint", "-sha256"]).text
        let digest = String(text.split(separator: "=").last ?? "").trimmingCharacters(in: .newlines)
        let imported = try home.run(
            "trust", "import", root, TrustServiceWorld.file("issuing.pem"), leaf.path, "--accept", digest, "--store",
            "demo")
        #expect(imported.status == 0, "\(imported.stderr)")
        return home
    }

    @Test func listsGoToTheArchive() throws {
        let home = try home(lists: ["good"])
        let first = try home.run("trust", "refresh", "--allow-network", "127.0.0.0/8", "--json")
        #expect(first.status == 0, "\(first.stderr)\(first.text)")
        #expect(first.json.compactMap { $0["result"] as? String } == ["kept"])
        let kept = FileTree(home.evidence).paths.filter { $0.hasSuffix(".crl") }
        #expect(kept.count == 1)
        // OpenSSL reads what was kept.
        let file = home.evidence.appendingPathComponent(try #require(kept.first)).path
        #expect(try Command.tool("openssl", ["crl", "-inform", "DER", "-in", file, "-noout"]).status == 0)
        // What the archive has seen is enough for the next time.
        let other = home.data.appendingPathComponent("other")
        let elsewhere = try home.run(
            "trust", "refresh", "--allow-network", "127.0.0.1", "--archive", other.path, "--trust", home.trust.path)
        #expect(elsewhere.status == 0 && FileTree(other).paths.count { $0.hasSuffix(".crl") } == 1)
    }

    @Test func whatFailsIsNamed() throws {
        let home = try home(lists: ["good", "http-404", "wrong-issuer"])
        let run = try home.run("trust", "refresh", "--allow-network", "127.0.0.0/8", "--json")
        #expect(run.status == 2)
        let codes = run.json.compactMap { $0["code"] as? String }
        #expect(codes == ["http-status", "revocation-unauthorized"])
        #expect(FileTree(home.evidence).paths.count { $0.hasSuffix(".crl") } == 1)
    }

    @Test func ownMachineIsNotAskedUnlessAllowed() throws {
        let home = try home(lists: ["good"])
        let run = try home.run("trust", "refresh", "--json")
        #expect(run.status == 5)
        #expect(run.json.compactMap { $0["code"] as? String } == ["http-address-refused"])
        #expect(try home.run("trust", "refresh", "--allow-network", "10.0.0.0/33").status == 64)
    }

    @Test func withoutTrustThereIsNothingToFetch() throws {
        #expect(try TrustHome().run("trust", "refresh").status == 2)
    }

    /// A list that came by mail is kept once its authority is known, and not before.
    @Test func importedListsNeedASignature() throws {
        let data = try fetched("/crl/good")
        let list = try Scratch.file("list.crl", data)
        let forged = try fetched("/crl/forged")
        let false1 = try Scratch.file("forged.crl", forged)
        let early = try TrustHome().run("trust", "import", list.path, "--json")
        #expect(early.status == 1 && early.json.first?["code"] as? String == "trust-crl-unverified")
        let home = try home(lists: [])
        #expect(try home.run("trust", "import", list.path).status == 0)
        #expect(try home.run("trust", "import", false1.path).status == 1)
        #expect(FileTree(home.evidence).paths.count == 1)
        #expect(try home.run("trust", "import", list.path, "--json").json.first?["result"] as? String == "present")
    }
}
