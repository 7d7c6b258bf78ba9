import Foundation
import TestSupport
import Testing

/// Trusted lists by `sohoa trust import`; what a list must be like to be believed is tested with TrustedLists.
@Suite(.enabled(if: Oracle.has("lxml", "cryptography"), "needs the Python packages of Tests/Oracles"))
struct TrustedListImportTests {
    /// The lists of the oracle, made once.
    private static let lists = Result { () throws -> URL in
        let folder = try Scratch.folder("lists")
        guard try Oracle.run("trusted_lists.py", [folder.path]).status == 0 else { throw CocoaError(.fileReadUnknown) }
        return folder
    }

    private func file(_ name: String) throws -> String { try Self.lists.get().appendingPathComponent(name).path }

    private func load(_ home: TrustHome, _ list: String, signer: String? = "operator.pem", _ more: String...) throws
        -> CommandResult
    {
        let by = try signer.map { ["--signed-by", try file($0)] } ?? []
        return try home.run(["trust", "import", try file(list), "--json", "--lang", "en"] + by + more)
    }

    @Test func approvedServicesBecomeAnchors() throws {
        let home = try TrustHome()
        // A scheme that has ended: its list stays current for ever.
        let imported = try load(home, "closed.xml")
        #expect(imported.status == 0, "\(imported.stderr)")
        let names = Set(imported.json.compactMap { $0["sha256"] as? String })
        let list = try home.run("trust", "list", "--json").json
        #expect(Set(list.compactMap { $0["sha256"] as? String }) == names && !names.isEmpty)
        let anchors = list.filter { $0["role"] as? String == "anchor" }
        #expect(!anchors.isEmpty && anchors.allSatisfy { $0["store"] as? String == "public" })
        #expect(anchors.allSatisfy { $0["pin"] as? String == "accepted" })
        func digest(_ service: String) throws -> String {
            let path = try file(service + ".pem")
            let text = try Command.tool("openssl", ["x509", "-in", path, "-noout", "-fingerprint", "-sha256"]).text
            return String(text.split(separator: "=").last ?? "").filter(\.isHexDigit).lowercased()
        }
        #expect(try anchors.contains { $0["sha256"] as? String == (try digest("service-root")) })
        #expect(try !names.contains(digest("service-gone")), "a withdrawn service is trusted")
        // The same list again changes nothing; in another store it leaves the first.
        #expect(try load(home, "closed.xml").status == 0)
        #expect(try load(home, "closed.xml", signer: "operator.pem", "--store", "demo").status == 0)
        let moved = try home.run("trust", "list", "--json").json
        #expect(moved.count == list.count && moved.allSatisfy { $0["store"] as? String != "public" })
        // The operator signs lists and vouches for no signature.
        #expect(try !moved.contains { $0["sha256"] as? String == (try digest("operator")) })
        #expect(FileTree(home.trust).paths.allSatisfy { !$0.contains(".new") && !$0.contains(".old") })
    }

    @Test(
        arguments: [
            ("status-changed.xml", "operator.pem"), ("closed.xml", "stranger.pem"), ("closed.xml", nil),
            ("expired.xml", "operator.pem"), ("signature-removed.xml", "operator.pem"),
        ] as [(String, String?)])
    func whatIsNotBelievedIsNotTakenOver(list: String, signer: String?) throws {
        let home = try TrustHome()
        let refused = try load(home, list, signer: signer)
        #expect(refused.status == 1 && home.files.isEmpty, "\(refused.stderr)")
        #expect(refused.stderr.contains("sohoa: error: ") && refused.stderr.contains(list))
    }

    @Test func anOlderListDoesNotComeBack() throws {
        let home = try TrustHome()
        #expect(try load(home, "closed.xml").status == 0)
        let before = home.files
        #expect(try load(home, "previous.xml").status == 1)
        #expect(home.files == before)
    }

    @Test func whatIsNoListIsUnreadable() throws {
        let page = try Scratch.file("page.xml", Array("<html><body>".utf8))
        #expect(try TrustHome().run("trust", "import", page.path).status == 3)
    }
}
