import DemoPKI
import Diagnostics
import FoundationEssentials
import PKI
import Testing

@Suite struct PathValidatorTests {
    private func outcome(
        _ leaf: Certificate, trust: TrustStore? = nil, at date: Date = Fixtures.now,
        _ revocation: RevocationPolicy = .required
    ) throws -> PathOutcome {
        PathValidator.validate(leaf, trust: try trust ?? Fixtures.demo().trust, at: date, revocation: revocation)
    }

    @Test func passes() throws {
        let demo = try Fixtures.demo()
        let leaf = try Fixtures.seal().certificate
        let outcome = try outcome(leaf)
        #expect(outcome.status == .passed && outcome.indication == .passed && outcome.subIndication == nil)
        #expect(outcome.chain == [leaf, demo.issuing.certificate, demo.root.certificate])
        #expect(outcome.anchor?.label == .demo && outcome.reasons.isEmpty)
    }

    @Test func withoutAnchorsThereIsNoChain() throws {
        let demo = try Fixtures.demo()
        let leaf = try Fixtures.seal().certificate
        let nothing = try outcome(leaf, trust: TrustStore())
        #expect(nothing.status == .noChain(leaf) && nothing.anchor == nil)
        #expect(nothing.subIndication == .noCertificateChainFound)
        // The signature's own root is no anchor, whatever comes along.
        let own = PathValidator.validate(
            leaf, extra: [demo.issuing.certificate, demo.root.certificate], trust: TrustStore(), at: Fixtures.now,
            revocation: .ignored)
        #expect(own.status == .noChain(demo.root.certificate))
        // With the anchor but without the authority in between, too.
        let gap = try outcome(leaf, trust: TrustStore(anchors: demo.trust.anchors))
        #expect(gap.status == .noChain(leaf))
    }

    @Test func revoked() throws {
        let demo = try Fixtures.demo()
        let leaf = try #require(demo.revokedOfficer).certificate
        let revocation = Revocation(date: Fixtures.now - 2 * Fixtures.day, reason: .keyCompromise)
        let now = try outcome(leaf)
        #expect(now.status == .revoked(leaf, revocation) && now.subIndication == .revokedNoPOE)
        #expect(now.reasons.first?.code == "CERTIFICATE_REVOKED")
        #expect(now.reasons.first?.message.en.contains("2026-11-18") == true)
        // Ten days earlier it was not, and the later list says so.
        #expect(try outcome(leaf, at: Fixtures.now - 10 * Fixtures.day).status == .passed)
        #expect(try outcome(leaf, .ignored).status == .passed)
    }

    @Test func expiredAndNotYetValid() throws {
        let leaf = try #require(Fixtures.demo().expiredOfficer).certificate
        let now = try outcome(leaf)
        #expect(now.status == .expired(leaf) && now.subIndication == .outOfBoundsNoPOE)
        // Whose it was stays visible.
        #expect(now.chain.count == 3 && now.anchor?.label == .demo)
        let young = try Fixtures.seal().certificate
        #expect(try outcome(young, at: Fixtures.now - 30 * Fixtures.day).status == .notYetValid(young))
    }

    @Test func revocationUnknown() throws {
        let demo = try Fixtures.demo()
        let leaf = try Fixtures.seal().certificate
        let silent = TrustStore(anchors: demo.trust.anchors, intermediates: demo.trust.intermediates)
        let required = try outcome(leaf, trust: silent)
        // From the anchor down, the authority is the first of which nothing is known.
        #expect(required.status == .revocationUnknown(demo.issuing.certificate))
        #expect(required.subIndication == .tryLater)
        let soft = try outcome(leaf, trust: silent, .ifAvailable)
        #expect(soft.status == .passed && soft.warnings.count == 2)
        #expect(soft.reasons.map(\.code) == ["REVOCATION_UNKNOWN", "REVOCATION_UNKNOWN"])
        // Lists go stale.
        #expect(try outcome(leaf, at: Fixtures.now + 31 * Fixtures.day).subIndication == .tryLater)
        #expect(try outcome(leaf, at: Fixtures.now + 29 * Fixtures.day).status == .passed)
    }

    @Test func aListOfAnotherIssuerSaysNothing() throws {
        let demo = try Fixtures.demo()
        let other = try DemoPKI.create(organizations: [], now: Fixtures.now)
        let trust = TrustStore(
            anchors: demo.trust.anchors, intermediates: demo.trust.intermediates,
            revocationLists: [other.rootRevocationList, other.issuingRevocationList])
        // The names are equal, the keys are not.
        #expect(try outcome(Fixtures.seal().certificate, trust: trust).subIndication == .tryLater)
    }

    @Test func aForgedIssuerOfTheSameNameIsNoIssuer() throws {
        let other = try DemoPKI.create(organizations: [Fixtures.seal2()], now: Fixtures.now)
        let leaf = try #require(other.agencies.first).seal.certificate
        #expect(try outcome(leaf).status != .passed)
        #expect(try outcome(leaf).anchor == nil)
    }

    @Test func aLeafIsNoAuthority() throws {
        let seal = try Fixtures.seal()
        let forged = try Fixtures.holder(PrivateKey.generate(.p256), by: seal)
        let outcome = PathValidator.validate(
            forged.certificate, extra: [seal.certificate], trust: try Fixtures.demo().trust, at: Fixtures.now,
            revocation: .ignored)
        #expect(outcome.status != .passed && outcome.indication == .indeterminate)
        #expect(outcome.subIndication == .chainConstraintsFailure)
    }

    @Test func keyUsage() throws {
        let issuing = try Fixtures.demo().issuing.certificate
        let outcome = try outcome(issuing)
        #expect(outcome.status == .constraintFailure(issuing, .leafKeyUsage))
        let any = PathValidator.validate(
            issuing, trust: try Fixtures.demo().trust, at: Fixtures.now, revocation: .required, purpose: .any)
        #expect(any.status == .passed)
    }

    @Test(.enabled(if: Tool.openssl.isAvailable, "needs the openssl command"))
    func opensslAgrees() throws {
        let folder = try TemporaryFolder()
        let demo = try Fixtures.demo()
        try folder.write(Array(demo.root.certificate.pem.utf8), "root.pem")
        try folder.write(Array(demo.issuing.certificate.pem.utf8), "issuing.pem")
        let lists = [demo.rootRevocationList, demo.issuingRevocationList]
        let text = lists.map { PEM(label: "X509 CRL", der: $0.der).text }.joined()
        try folder.write(Array(text.utf8), "crls.pem")
        let leaves = [
            try Fixtures.seal(), try Fixtures.officer(), demo.timeStamping, try #require(demo.revokedOfficer),
            try #require(demo.expiredOfficer), try #require(demo.agencies.first).resultSeal,
        ]
        for leaf in leaves {
            try folder.write(Array(leaf.certificate.pem.utf8), "leaf.pem")
            let output = try Tool.openssl.run(
                [
                    "verify", "-x509_strict", "-crl_check_all", "-CRLfile", "crls.pem", "-CAfile", "root.pem",
                    "-untrusted", "issuing.pem", "-attime", "1795132860", "leaf.pem",
                ], in: folder.path)
            let ours = PathValidator.validate(
                leaf.certificate, trust: demo.trust, at: Fixtures.now + 60, revocation: .required, purpose: .any)
            #expect((output.status == 0) == (ours.status == .passed), "\(leaf.certificate): \(output.text)")
        }
    }
}
