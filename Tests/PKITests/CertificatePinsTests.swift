import FoundationEssentials
import PKI
import Testing

@Suite(.enabled(if: Tool.openssl.isAvailable, "needs openssl"))
struct CertificatePinsTests {
    private static let subject = "/C=VN/O=Ban Cơ yếu Mẫu/CN=RootCA chuyên dùng Mẫu G2"

    private func write(_ authority: MadeAuthority, _ folder: TemporaryFolder, _ name: String) throws {
        try folder.write(Array(authority.certificate.pem.utf8), name)
    }

    @Test func thePinGivesTheLabelWhateverTheFolder() throws {
        let root = try MadeAuthority(Self.subject)
        let folder = try TemporaryFolder()
        try write(root, folder, "trust/demo/root.pem")
        let pins = CertificatePins([root.pin()])
        let read = try TrustDirectory.load(folder.path + "/trust", pins: pins)
        #expect(read.store.anchors == [TrustAnchor(root.certificate, label: .official)])
        #expect(read.entries.map(\.pin) == [root.pin()] && read.skipped.isEmpty)
        #expect(try TrustDirectory.load(folder.path + "/trust").store.anchors.first?.label == .demo)
    }

    /// Names that people would take for the pinned one, however they are written.
    @Test(arguments: [
        subject, "/CN=RootCA chuyên dùng Mẫu G2/O=Ban Cơ yếu Mẫu/C=VN", "/CN=ROOTCA CHUYÊN DÙNG MẪU G2",
        "/CN=  RootCA  chuyên dùng Mẫu G2 ", "/CN=RootCA chuyen dung Mau G2", "/CN=R00tCA-chuyên-dùng-Mẫu-G2",
        // Cyrillic М, С and А, Greek ο, full-width letters, a zero-width space, a combining mark.
        "/CN=RootСА chuyên dùng Мẫu G2", "/CN=RοοtCA chuyên dùng Mẫu G2", "/CN=ＲｏｏｔCA chuyên dùng Mẫu G2",
        "/CN=Root\u{200B}CA chuyên dùng Mẫu G2", "/CN=RootCA chuye\u{302}n dùng Mẫu G2",
        "/CN=Gốc/CN=RootCA chuyên dùng Mẫu G2",
        // A root of that organization that nobody knows.
        "/C=VN/O=BAN CO YEU MAU/CN=RootCA chuyên dùng Mẫu G3", "/CN=Ban Cơ yếu Mẫu",
    ])
    func aNameIsNoTrust(subject: String) throws {
        let genuine = try MadeAuthority(Self.subject)
        let other = try MadeAuthority(subject)
        let pins = CertificatePins([genuine.pin()])
        #expect(pins.claimedPin(of: other.certificate) == genuine.pin())
        #expect(pins.claimedPin(of: genuine.certificate) == nil)
        let folder = try TemporaryFolder()
        try write(genuine, folder, "trust/official/a.pem")
        try write(other, folder, "trust/official/b.pem")
        // What a look-alike issues is worth as little.
        let below = try MadeAuthority("/CN=Cơ quan cấp", issuer: other)
        try write(below, folder, "trust/official/c.pem")
        let read = try TrustDirectory.load(folder.path + "/trust", pins: pins)
        #expect(read.store.anchors == [TrustAnchor(genuine.certificate, label: .official)])
        #expect(read.store.intermediates == [below.certificate])
        let skipped = try #require(read.skipped.first)
        #expect(read.skipped.count == 1 && skipped.path.hasSuffix("/b.pem") && skipped.claimed == genuine.pin())
        #expect(skipped.reason.en == "claims the name of “RootCA chuyên dùng Mẫu G2” without its SHA-256")
        let path = PathValidator.validate(
            below.certificate, extra: [other.certificate], trust: read.store, at: Date(), revocation: .ignored,
            purpose: .any)
        #expect(path.anchor == nil)
    }

    @Test(arguments: ["/CN=RootCA chuyên dùng Mẫu G22", "/O=Ban Cơ yếu/CN=Gốc", "/O=Công ty/CN=RootCA chuyên dùng"])
    func otherNamesAreNobodysBusiness(subject: String) throws {
        let genuine = try MadeAuthority(Self.subject)
        let other = try MadeAuthority(subject)
        #expect(CertificatePins([genuine.pin()]).claimedPin(of: other.certificate) == nil)
        // People's names are not looked at: they cannot issue.
        let pins = CertificatePins([
            CertificatePins.Pin(
                sha256: genuine.certificate.fingerprint, name: try Fixtures.officer().certificate.displayName,
                label: .official, role: .root)
        ])
        #expect(try pins.claimedPin(of: Fixtures.officer().certificate) == nil)
    }

    @Test func successorsAreKnownByTheirIssuersKey() throws {
        let root = try MadeAuthority(Self.subject)
        let issuing = "/O=Ban Cơ yếu Mẫu/CN=CA phục vụ cơ quan Mẫu"
        let old = try MadeAuthority(issuing, issuer: root)
        let renewed = try MadeAuthority(issuing, issuer: root)
        let between = try MadeAuthority("/CN=CA trung gian mới", issuer: root)
        let below = try MadeAuthority(issuing, issuer: between)
        let false1 = try MadeAuthority(issuing)
        let false2 = try MadeAuthority(issuing, issuer: MadeAuthority(Self.subject))
        let pins = CertificatePins([root.pin(), old.pin(.intermediate)])
        let folder = try TemporaryFolder()
        for (index, authority) in [below, renewed, between, false1, false2].enumerated() {
            try write(authority, folder, "trust/\(index).pem")
        }
        // Without the pinned root nothing vouches for them.
        var read = try TrustDirectory.load(folder.path + "/trust", pins: pins)
        #expect(read.store.anchors.isEmpty && read.store.intermediates == [between.certificate])
        #expect(read.skipped.count == 4)
        // The root may come from another folder.
        try write(root, folder, "other/root.pem")
        read = try TrustDirectory.load([folder.path + "/trust", folder.path + "/other"], pins: pins)
        #expect(read.store.anchors == [TrustAnchor(root.certificate, label: .official)])
        #expect(read.store.intermediates == [below, renewed, between].map(\.certificate))
        #expect(read.skipped.map(\.path).map { $0.suffix(5) } == ["3.pem", "4.pem"])
    }

    @Test func aDecisionCountsInTheFolderThatWasNamed() throws {
        let genuine = try MadeAuthority(Self.subject)
        let renewed = try MadeAuthority("/C=VN/O=Ban Cơ yếu Mẫu/CN=RootCA chuyên dùng Mẫu G3")
        let pins = CertificatePins([genuine.pin()])
        let folder = try TemporaryFolder()
        try write(renewed, folder, "trust/public/g3.pem")
        let decision = TrustDecision(renewed.certificate, label: .official, day: "2026-11-22")
        #expect(decision.line.hasPrefix(renewed.certificate.fingerprint + " official 2026-11-22 RootCA"))
        #expect(TrustDecision.all(in: Array("# ghi chú\n\n\(decision.line)\nabc official\n".utf8)) == [decision])
        try folder.write(Array(decision.line.utf8), "trust/public/ACCEPTED")
        #expect(try TrustDirectory.load(folder.path + "/trust", pins: pins).store.anchors.isEmpty)
        try folder.write(Array(decision.line.utf8), "trust/ACCEPTED")
        let read = try TrustDirectory.load(folder.path + "/trust", pins: pins)
        #expect(read.store.anchors == [TrustAnchor(renewed.certificate, label: .official)])
        #expect(read.entries.first?.pin?.isAccepted == true)
    }

    @Test func bundlesAreRead() throws {
        let root = try MadeAuthority(Self.subject)
        let issuing = try MadeAuthority("/CN=Cơ quan cấp", issuer: root)
        let folder = try TemporaryFolder()
        try folder.write(Array((root.certificate.pem + issuing.certificate.pem).utf8), "chain.pem")
        for (form, name) in [("DER", "trust/chain.p7b"), ("PEM", "trust/text.p7c")] {
            try folder.write([], name)
            let made = try Tool.openssl.run(
                ["crl2pkcs7", "-nocrl", "-certfile", "chain.pem", "-outform", form, "-out", name], in: folder.path)
            #expect(made.status == 0, "\(made.text)")
        }
        let read = try TrustDirectory.load(folder.path + "/trust")
        #expect(read.store.anchors.map(\.certificate) == [root.certificate])
        #expect(read.store.intermediates == [issuing.certificate] && read.entries.count == 4 && read.skipped.isEmpty)
    }
}

/// The certificates of the Vietnamese authorities, with the two look-alikes that are found beside them.
@Suite(.enabled(if: Corpus.exists("vietnam/certs"), "needs the corpus"))
struct VietnameseAuthoritiesTests {
    private static func pin(
        _ sha256: String, _ name: String, _ organization: String, _ label: TrustLabel,
        _ role: CertificatePins.Role = .root
    ) -> CertificatePins.Pin {
        CertificatePins.Pin(sha256: sha256, name: name, organization: organization, label: label, role: role)
    }

    private let pins = CertificatePins([
        pin(
            "f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90",
            "Co quan chung thuc so chuyen dung Chinh phu (RootCA)", "Ban Co yeu Chinh phu", .official),
        pin(
            "f04ba4b459a7c9a1b971ad9b1cb833e695a80c79aea63b174b66a70edfe2fdb8", "RootCA chuyên dùng Chính phủ G2",
            "Ban Cơ yếu Chính phủ", .official),
        pin(
            "bac8bf609ab420a8ee1780d74f4de5c7f7184959d2a7375b0a75e4c29f0908e7", "Vietnam National Root CA",
            "Ministry of Information and Communications", .public),
        pin(
            "ca918d635bb130bec97639e6aabf7edbc4eb1310f8058b9419f467ae0230ad8c", "MIC National Root CA",
            "Ministry of Information and Communications", .public),
        pin(
            "406ba8be66ead6d01672f1e137cc35a778e2f289edd3f9e7580964190b83c761", "FPT Certification Authority",
            "FPT Corporation", .public, .intermediate),
    ])

    @Test func anchorsAreTheGenuineRootsAlone() throws {
        let read = try TrustDirectory.load(Corpus.root + "/vietnam/certs", pins: pins)
        var labels: [String: TrustLabel] = [:]
        for anchor in read.store.anchors { labels[anchor.certificate.fingerprint] = anchor.label }
        let roots = pins.pins.filter { $0.role == .root }
        #expect(labels == Dictionary(uniqueKeysWithValues: roots.map { ($0.sha256, $0.label) }))
        #expect(read.skipped.count == 2)
        #expect(read.skipped.allSatisfy { $0.path.contains("/LOOKALIKE__") && $0.claimed != nil })
        #expect(
            !read.store.intermediates.contains { certificate in
                read.skipped.contains { $0.path.contains(certificate.fingerprint) }
            })
        #expect(read.store.intermediates.count == 26)
    }
}
