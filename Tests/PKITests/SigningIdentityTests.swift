import FoundationEssentials
import PKI
import Testing

@Suite struct SigningIdentityTests {
    @Test func readinessFollowsTheValidityPeriod() throws {
        let seal = try Fixtures.seal()
        let identity = try seal.identity()
        try identity.requireReady(at: Fixtures.now)
        let cases: [(Date, PKIErrorCode)] = [
            (seal.certificate.notBefore - 1, .certificateNotYetValid),
            (seal.certificate.notAfter + 1, .certificateExpired),
        ]
        for (date, code) in cases {
            let error = #expect(throws: PKIError.self) { try identity.requireReady(at: date) }
            #expect(error?.code == code)
        }
    }

    @Test func anAuthorityMayNotSignDocuments() throws {
        let identity = try Fixtures.demo().issuing.identity()
        let error = #expect(throws: PKIError.self) { try identity.requireReady(at: Fixtures.now) }
        #expect(error?.code == .keyUsageForbidsSigning)
    }

    @Test func weakKeysAndDigestsAreRefused() throws {
        let weak = try Fixtures.holder(PrivateKey.generate(.rsa(bits: 1024)))
        let keyError = #expect(throws: PKIError.self) { try weak.identity().requireReady(at: Fixtures.now) }
        #expect(keyError?.code == .weakKey)
        let seal = try Fixtures.seal()
        let old = try SigningIdentity(
            key: seal.key, certificate: seal.certificate, chain: [], algorithm: .rsaPKCS1(.sha1))
        let digestError = #expect(throws: PKIError.self) { try old.requireReady(at: Fixtures.now) }
        #expect(digestError?.code == .weakDigest)
    }

    @Test func keyAndCertificateMustBelongTogether() throws {
        let seal = try Fixtures.seal()
        let other = try Fixtures.officer()
        let error = #expect(throws: PKIError.self) {
            try SigningIdentity(key: other.key, certificate: seal.certificate, chain: [])
        }
        #expect(error?.code == .keyMismatch)
    }
}
