import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: Command.has("openssl"), "needs openssl"))
struct TrustImportTests {
    private static let certificates = Checkout.corpus?.appendingPathComponent("vietnam/certs")

    /// The whole collection at once: the genuine ones go to their stores, the look-alikes stay outside.
    @Test(.enabled(if: certificates != nil, "needs the corpus"))
    func genuineAuthoritiesAreImportedAndLookalikesRefused() throws {
        let folder = try #require(Self.certificates).path
        let home = try TrustHome()
        let imported = try home.run("trust", "import", folder, "--json", "--lang", "en")
        #expect(imported.status == 1)
        let certificates = imported.json.filter { ["anchor", "helper"].contains($0["role"] as? String) }
        let refused = certificates.filter { $0["result"] as? String == "refused" }
        #expect(refused.count == 2 && certificates.count { $0["result"] as? String == "imported" } == 30)
        #expect(refused.allSatisfy { ($0["file"] as? String)?.contains("LOOKALIKE__") == true })
        #expect(refused.allSatisfy { $0["code"] as? String == "trust-lookalike" })
        #expect(imported.stderr.contains("claims the name of “MIC National Root CA” without its SHA-256"))
        #expect(imported.stderr.contains("claims the name of “FPT Certification Authority” without its SHA-256"))
        #expect(
            home.files.count { $0.hasPrefix("official/") } == 2 && home.files.count { $0.hasPrefix("public/") } == 2)
        #expect(home.files.count { $0.hasPrefix("intermediates/") } == 26)

        // The responders' answers found beside them are kept for the authority they speak for.
        let answers = imported.json.filter { $0["role"] as? String == "ocsp" }
        #expect(!answers.isEmpty && answers.allSatisfy { $0["result"] as? String == "imported" })
        #expect(FileTree(home.evidence).paths.count { $0.hasSuffix(".ocsp") } == answers.count)

        let list = try home.run("trust", "list", "--json")
        #expect(list.status == 0 && list.stderr.isEmpty)
        let anchors = list.json.filter { $0["role"] as? String == "anchor" }
        let labels = Dictionary(uniqueKeysWithValues: anchors.map { ($0["name"] as? String, $0["store"] as? String) })
        #expect(
            labels == [
                "Co quan chung thuc so chuyen dung Chinh phu (RootCA)": "official",
                "RootCA chuyên dùng Chính phủ G2": "official", "Vietnam National Root CA": "public",
                "MIC National Root CA": "public",
            ])
        #expect(list.json.count == 30 && list.json.allSatisfy { $0["pin"] as? String == "pinned" })
        #expect(list.json.contains { $0["validity"] as? String == "expired" })

        let again = try home.run("trust", "import", folder, "--json")
        #expect(again.status == 1 && again.json.count { $0["result"] as? String == "present" } >= 30)
        #expect(try home.run("trust", "list", "--pins", "--json").json.count { $0["present"] as? Bool == true } == 30)
    }

    /// The collection as `--trust` names it, with nothing imported.
    @Test(.enabled(if: certificates != nil, "needs the corpus"))
    func theCollectionItself() throws {
        let list = try TrustHome().run(
            "trust", "list", "--trust", try #require(Self.certificates).path, "--json", "--lang", "en")
        let skipped = list.json.filter { $0["role"] as? String == "skipped" }
        #expect(skipped.count == 2)
        #expect(skipped.allSatisfy { ($0["reason"] as? String)?.hasPrefix("claims the name of") == true })
        let stores = list.json.filter { $0["role"] as? String == "anchor" }.compactMap { $0["store"] as? String }
        #expect(stores.sorted() == ["official", "official", "public", "public"])
    }

    @Test func anUnknownRootNeedsAPersonsWord() throws {
        let home = try TrustHome()
        let root = try MadeRoot("/O=Sở Mẫu/CN=Gốc nội bộ Mẫu")
        let digest = try root.sha256()
        let refused = try home.run("trust", "import", root.path)
        #expect(refused.status == 1 && home.files.isEmpty)
        #expect(refused.stderr.contains("--accept \(digest)"))
        // Without a store, and with a digest that is cut off or of something else.
        #expect(try home.run("trust", "import", root.path, "--accept", digest).status == 1)
        #expect(try home.run("trust", "import", root.path, "--store", "official").status == 1)
        #expect(
            try home.run("trust", "import", root.path, "--accept", String(digest.prefix(16)), "--store", "official")
                .status == 64)
        let other = String(repeating: "ab", count: 32)
        let wrong = try home.run("trust", "import", root.path, "--accept", other, "--store", "official", "--json")
        #expect(wrong.status == 1 && home.files.isEmpty)
        #expect(wrong.json.compactMap { $0["code"] as? String } == ["trust-unpinned-root", "trust-accepted-not-found"])

        let accepted = try home.run("trust", "import", root.path, "--accept", root.fingerprint(), "--store", "official")
        #expect(accepted.status == 0, "\(accepted.stderr)")
        #expect(home.files.contains("official/goc-noi-bo-mau-\(digest.prefix(16)).pem"))
        let decisions = try String(contentsOf: home.trust.appendingPathComponent("ACCEPTED"), encoding: .utf8)
        #expect(decisions.hasPrefix("\(digest) official 20") && decisions.contains("Gốc nội bộ Mẫu"))
        let list = try home.run("trust", "list", "--json").json
        #expect(list.count == 1 && list.first?["store"] as? String == "official")
        #expect(list.first?["pin"] as? String == "accepted")
        // The decision stands: no second word is needed.
        #expect(try home.run("trust", "import", root.path).status == 0)
        #expect(try String(contentsOf: home.trust.appendingPathComponent("ACCEPTED"), encoding: .utf8) == decisions)
    }

    @Test func aRenewedRootUnderAPinnedNameIsAcceptedDeliberately() throws {
        let home = try TrustHome()
        let root = try MadeRoot("/C=VN/O=Ban Co yeu Chinh phu/CN=ROOTCA chuyen dung CHINH PHU G2")
        let refused = try home.run("trust", "import", root.path, "--lang", "en", "--json")
        #expect(refused.status == 1 && refused.json.first?["code"] as? String == "trust-lookalike")
        #expect(refused.stderr.contains("claims the name of “RootCA chuyên dùng Chính phủ G2” without its SHA-256"))
        // What it issued is not trusted either, though it may lie there.
        let below = try MadeRoot("/CN=Cơ quan cấp Mẫu", issuer: root)
        #expect(try home.run("trust", "import", below.path).status == 0)
        #expect(try home.run("trust", "list", "--json").json.allSatisfy { $0["role"] as? String == "helper" })
        let digest = try root.sha256()
        #expect(try home.run("trust", "import", root.path, "--accept", digest, "--store", "demo").status == 0)
        let anchors = try home.run("trust", "list", "--json").json.filter { $0["role"] as? String == "anchor" }
        #expect(anchors.compactMap { $0["store"] as? String } == ["demo"])
    }

    @Test func bundlesFoldersAndOtherPlaces() throws {
        let home = try TrustHome()
        let root = try MadeRoot("/CN=Gốc Mẫu")
        let below = try MadeRoot("/CN=Cơ quan cấp Mẫu", issuer: root)
        let both = try Scratch.file(
            "both.pem",
            try Data(contentsOf: URL(fileURLWithPath: root.path)) + Data(contentsOf: URL(fileURLWithPath: below.path)))
        let bundle = both.deletingLastPathComponent().appendingPathComponent("chain.p7b")
        #expect(
            try Command.tool(
                "openssl", ["crl2pkcs7", "-nocrl", "-certfile", both.path, "-outform", "DER", "-out", bundle.path]
            ).status == 0)
        let place = try Scratch.folder("place").appendingPathComponent("kho tin cậy")
        let digest = try root.sha256()
        let imported = try home.run(
            "trust", "import", bundle.path, "--into", place.path, "--accept", digest, "--store", "public")
        #expect(imported.status == 0, "\(imported.stderr)")
        #expect(home.files.isEmpty)
        #expect(try home.run("trust", "list", "--trust", place.path, "--json").json.count == 2)
        // A folder that holds nothing, a file that is nothing, and one that is not there.
        #expect(try home.run("trust", "import", Scratch.folder("empty").path).status == 3)
        #expect(try home.run("trust", "import", Scratch.file("x.pem", Array("no".utf8)).path).status == 3)
        let missing = try home.run("trust", "import", "/khong/co.pem", bundle.path)
        #expect(missing.status == 3 && missing.stderr.contains("/khong/co.pem"))
        // One damaged file of a folder is named and does not stop the others.
        let folder = try Scratch.folder("mixed")
        try Data(contentsOf: URL(fileURLWithPath: below.path)).write(to: folder.appendingPathComponent("b.pem"))
        try Data("-----BEGIN CERTIFICATE-----".utf8).write(to: folder.appendingPathComponent("a.pem"))
        let mixed = try home.run("trust", "import", folder.path)
        #expect(mixed.status == 3 && mixed.stderr.contains("a.pem") && home.files.count == 1)
        #expect(try home.run("trust", "import").status == 64)
        #expect(try home.run("trust", "import", bundle.path, "--store", "state").status == 64)
    }

    @Test func privateKeysAreNotCopied() throws {
        let home = try TrustHome()
        let root = try MadeRoot("/CN=Gốc Mẫu")
        let key = try Data(contentsOf: URL(fileURLWithPath: root.stem + ".key"))
        let both = try Scratch.file("both.pem", try key + Data(contentsOf: URL(fileURLWithPath: root.path)))
        #expect(try home.run("trust", "import", both.path, "--accept", root.sha256(), "--store", "demo").status == 0)
        for file in home.files {
            let text = try String(contentsOf: home.trust.appendingPathComponent(file), encoding: .utf8)
            #expect(!text.contains("PRIVATE"))
        }
    }
}
