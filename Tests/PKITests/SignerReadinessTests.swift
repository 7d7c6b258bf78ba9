import DemoPKI
import Diagnostics
import FoundationEssentials
import PKI
import Synchronization
import Testing

@Suite struct SignerReadinessTests {
    private let demo: DemoPKI
    private let seal: DemoPKI.Holder

    init() throws {
        demo = try Fixtures.demo()
        seal = try Fixtures.seal()
    }

    /// The trust of the demonstration without its revocation lists.
    private var trust: TrustStore {
        TrustStore(
            anchors: [TrustAnchor(demo.root.certificate, label: .demo)], intermediates: [demo.issuing.certificate])
    }

    private struct Unreachable: Error {}

    private var lists: RevocationSource {
        let (root, rootList, list) = (
            demo.root.certificate, demo.rootRevocationList, demo.issuingRevocationList
        )
        return RevocationSource { _, issuer, _ in [.crl(issuer == root ? rootList : list)] }
    }

    private func check(
        _ identity: SigningIdentity, _ rules: SignerReadiness.Rules, at date: Date = Fixtures.now + 60
    ) throws -> SignerReadiness { try SignerReadiness.check(identity, at: date, rules: rules) }

    @Test func aGoodSignerPassesInTheOrderOfTheLaw() throws {
        let readiness = try check(
            seal.identity(), .init(trust: trust, revocation: lists, requiresRevocation: true))
        #expect(readiness.findings.map(\.step) == [.validity, .path, .usage, .revocation, .algorithm])
        #expect(readiness.findings.allSatisfy { $0.outcome == .met && !$0.message.vi.isEmpty })
        #expect(readiness.chain == [demo.issuing.certificate, demo.root.certificate])
        #expect(readiness.anchor?.label == .demo && readiness.evidence.count == 2)
    }

    @Test func theValidityPeriodIsLookedAtFirst() throws {
        let expired = try #require(demo.expiredOfficer)
        let nobody = SignerReadiness.Rules(trust: TrustStore())
        for (date, code) in [
            (Fixtures.now, PKIErrorCode.certificateExpired),
            (expired.certificate.notBefore - 1, .certificateNotYetValid),
        ] {
            let error = #expect(throws: PKIError.self) { try check(expired.identity(), nobody, at: date) }
            #expect(error?.code == code)
        }
    }

    @Test func withoutAPathNothingIsSignedUnlessTheRulesLetIt() throws {
        let error = #expect(throws: PKIError.self) { try check(seal.identity(), .init(trust: TrustStore())) }
        #expect(error?.code == .signerUntrusted && error?.remedy?.en.contains("trust import") == true)
        let readiness = try check(seal.identity(), .init(trust: TrustStore(), requiresPath: false))
        #expect(readiness.findings.first { $0.step == .path }?.outcome == .unmet)
        #expect(readiness.findings.first { $0.step == .revocation }?.outcome == .notChecked)
        #expect(readiness.anchor == nil && readiness.chain.first == demo.issuing.certificate)
    }

    @Test func theChainIsCompletedFromTheTrustStore() throws {
        let bare = try SigningIdentity(key: seal.key, certificate: seal.certificate, chain: [])
        let readiness = try check(bare, .init(trust: trust))
        let complete = bare.withChain(readiness.chain)
        let signed = try SignedData(
            CAdESBuilder.sign(contentDigest: Digest(.sha256, of: [1]), identity: complete))
        // The root is left to the verifier.
        #expect(Set(signed.certificates) == [seal.certificate, demo.issuing.certificate])
    }

    @Test func theChainIsCompletedByFetchingIssuers() throws {
        let bare = try SigningIdentity(key: seal.key, certificate: seal.certificate, chain: [])
        let anchors = TrustStore(anchors: [TrustAnchor(demo.root.certificate, label: .demo)])
        let asked = Mutex<[Certificate]>([])
        let (issuing, stranger) = (demo.issuing.certificate, demo.timeStamping.certificate)
        let readiness = try check(
            bare,
            .init(
                trust: anchors,
                issuers: { certificate in
                    asked.withLock { $0.append(certificate) }
                    // What did not sign the certificate is not believed.
                    return [stranger, issuing]
                }))
        #expect(readiness.chain == [issuing, demo.root.certificate] && asked.withLock { $0 } == [seal.certificate])
        let failing = #expect(throws: PKIError.self) {
            try check(bare, .init(trust: anchors, issuers: { _ in throw Unreachable() }))
        }
        #expect(failing?.code == .signerUntrusted)
    }

    @Test func aRevokedSignerIsRefusedWhereverItIsSaid() throws {
        let revoked = try #require(demo.revokedOfficer)
        for rules in [
            SignerReadiness.Rules(trust: trust, revocation: lists), .init(trust: demo.trust),
        ] {
            let error = #expect(throws: PKIError.self) { try check(revoked.identity(), rules) }
            #expect(error?.code == .signerRevoked && error?.what.vi.contains("thu hồi") == true)
        }
        // Nobody asked, nobody told: that is said.
        let readiness = try check(revoked.identity(), .init(trust: trust))
        #expect(readiness.findings.first { $0.step == .revocation }?.outcome == .notChecked)
    }

    @Test func revocationThatCannotBeAskedIsSaidOrRefused() throws {
        let deaf = RevocationSource { _, _, _ in throw Unreachable() }
        let readiness = try check(seal.identity(), .init(trust: trust, revocation: deaf))
        #expect(readiness.findings.first { $0.step == .revocation }?.outcome == .notChecked)
        let error = #expect(throws: PKIError.self) {
            try check(seal.identity(), .init(trust: trust, revocation: deaf, requiresRevocation: true))
        }
        #expect(error?.code == .signerRevocationUnknown && error?.what.en.contains("Unreachable") == true)
        // A list of another authority proves nothing.
        let wrong = demo.rootRevocationList
        let misleading = #expect(throws: PKIError.self) {
            try check(
                seal.identity(),
                .init(trust: trust, revocation: .init { _, _, _ in [.crl(wrong)] }, requiresRevocation: true))
        }
        #expect(misleading?.code == .signerRevocationUnknown)
    }

    @Test func usageAndAlgorithmAreChecked() throws {
        for holder in [demo.timeStamping, demo.issuing] {
            let error = #expect(throws: PKIError.self) { try check(holder.identity(), .init(trust: trust)) }
            #expect(error?.code == .keyUsageForbidsSigning, "\(holder.certificate)")
        }
        let weak = try Fixtures.holder(PrivateKey.generate(.rsa(bits: 1024)))
        let keyError = #expect(throws: PKIError.self) { try check(weak.identity(), .init(trust: trust)) }
        #expect(keyError?.code == .weakKey)
        let old = try SigningIdentity(
            key: seal.key, certificate: seal.certificate, chain: [], algorithm: .rsaPKCS1(.sha1))
        let digestError = #expect(throws: PKIError.self) { try check(old, .init(trust: trust)) }
        #expect(digestError?.code == .weakDigest)
    }
}
