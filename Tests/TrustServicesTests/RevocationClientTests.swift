import Diagnostics
import Foundation
import HTTP
import PKI
import TestSupport
import Testing
import TrustServices

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct RevocationClientTests {
    private func client(
        _ trust: TrustStore, settings: RevocationClient.Settings = .init(), remarks: Remarks = Remarks()
    ) -> RevocationClient {
        RevocationClient(
            trust: trust, transport: .curl(), clock: { Date() }, settings: settings, remark: { remarks.add($0) })
    }

    private func evidence(
        _ world: ServiceCertificate, settings: RevocationClient.Settings = .init(), remarks: Remarks = Remarks()
    ) throws -> RevocationEvidence {
        try client(world.trust, settings: settings, remarks: remarks)
            .evidence(for: world.certificate, issuer: world.issuing, at: Date())
    }

    private func status(_ evidence: RevocationEvidence, _ world: ServiceCertificate) -> RevocationStatus {
        evidence.status(of: world.certificate, issuer: world.issuing, trust: world.trust, at: Date())
    }

    @Test(arguments: ["good", "by-issuer", "open-ended"])
    func asksOCSPFirst(answer: String) throws {
        let world = try ServiceCertificate(ocsp: [answer], crl: ["good"])
        let evidence = try evidence(world)
        guard case .ocsp(let response) = evidence else { return #expect(Bool(false), "a list came back") }
        #expect(status(evidence, world) == .good)
        // OpenSSL agrees with what we accepted.
        let folder = try Scratch.folder("ocsp")
        try Data(response.der).write(to: folder.appendingPathComponent("response"))
        try Data(world.certificate.pem.utf8).write(to: folder.appendingPathComponent("leaf.pem"))
        let result = try Command.tool(
            "openssl",
            [
                "ocsp", "-no_nonce", "-respin", folder.path + "/response", "-CAfile",
                TrustServiceWorld.file("root.pem"),
                "-verify_other", TrustServiceWorld.file("issuing.pem"), "-issuer",
                TrustServiceWorld.file("issuing.pem"), "-cert", folder.path + "/leaf.pem",
            ])
        #expect(result.status == 0 && result.text.contains("leaf.pem: good"), "\(result.stderr)")
        #expect(result.stderr.contains("Response verify OK"))
    }

    @Test func revokedIsAnAnswer() throws {
        for world in [
            try ServiceCertificate(ocsp: ["good"], isRevoked: true), try ServiceCertificate(ocsp: ["revoked"]),
            try ServiceCertificate(crl: ["good"], isRevoked: true),
        ] {
            let evidence = try evidence(world)
            guard case .revoked(let revocation) = status(evidence, world) else {
                return #expect(Bool(false), "not revoked")
            }
            #expect(revocation.reason == .keyCompromise && abs(revocation.date.timeIntervalSinceNow + 3600) < 600)
            let found: ([CertificateList], [OCSPResponse]) =
                switch evidence {
                case .crl(let list): ([list], [])
                case .ocsp(let response): ([], [response])
                }
            let path = PathValidator.validate(
                world.certificate, extraRevocationLists: found.0, extraOCSPResponses: found.1, trust: world.trust,
                at: Date(), revocation: .required)
            #expect(path.subIndication == .revokedNoPOE && path.evidence[world.certificate] == evidence)
        }
    }

    @Test(arguments: [
        ("unknown", "ocsp-certificate-unknown"), ("try-later", "ocsp-unsuccessful"),
        ("stale", "revocation-not-current"), ("future", "revocation-not-current"),
        ("wrong-responder", "revocation-unauthorized"), ("not-delegated", "revocation-unauthorized"),
        ("forged", "revocation-unauthorized"), ("other-certificate", "revocation-other-certificate"),
        ("wrong-nonce", "ocsp-nonce-differs"), ("garbage", "ocsp-malformed"), ("truncated", "ocsp-malformed"),
        ("empty", "ocsp-malformed"), ("huge", "http-response-too-large"), ("cut", "http-interrupted"),
        ("wrong-type", "http-wrong-media-type"), ("http-500", "http-status"), ("slow", "http-timed-out"),
    ])
    func everyOCSPFaultIsNamed(fault: String, code: String) throws {
        var settings = RevocationClient.Settings()
        settings.timeout = fault == "slow" ? 0.5 : 30
        let alone = try ServiceCertificate(ocsp: [fault])
        let error = #expect(throws: ServicesUnavailable.self, "\(fault)") { try evidence(alone, settings: settings) }
        #expect(error?.code == .revocationUnavailable && error?.attempts.count == 1)
        #expect((error?.attempts.first?.error as? any UserFacingError)?.codeName == code)
        // The list makes it good, and the failure is told.
        let remarks = Remarks()
        let both = try ServiceCertificate(ocsp: [fault], crl: ["good"])
        guard case .crl = try evidence(both, settings: settings, remarks: remarks) else {
            return #expect(Bool(false), "the faulty answer was taken")
        }
        #expect(remarks.failures == [code])
    }

    @Test(arguments: [
        ("stale", "revocation-not-current"), ("wrong-issuer", "revocation-unauthorized"),
        ("forged", "revocation-unauthorized"), ("root", "revocation-unauthorized"), ("garbage", "crl-malformed"),
        ("truncated", "crl-malformed"), ("empty", "crl-malformed"), ("huge", "http-response-too-large"),
        ("cut", "http-interrupted"), ("http-500", "http-status"), ("loop", "http-bad-redirect"),
        ("to-file", "http-bad-redirect"), ("slow", "http-timed-out"),
    ])
    func everyListFaultIsNamed(fault: String, code: String) throws {
        var settings = RevocationClient.Settings()
        settings.timeout = fault == "slow" ? 0.5 : 30
        let world = try ServiceCertificate(crl: [fault])
        let error = #expect(throws: ServicesUnavailable.self, "\(fault)") { try evidence(world, settings: settings) }
        #expect((error?.attempts.first?.error as? any UserFacingError)?.codeName == code)
        // A second address makes it good.
        let second = try ServiceCertificate(crl: [fault, "good"])
        #expect(try status(evidence(second, settings: settings), second) == .good)
    }

    @Test func everyAttemptIsNamed() throws {
        let world = try ServiceCertificate(ocsp: ["unknown", "garbage"], crl: ["stale", "http-404"])
        let error = #expect(throws: ServicesUnavailable.self) { try evidence(world) }
        let codes = error?.attempts.compactMap { ($0.error as? any UserFacingError)?.codeName }
        #expect(codes == ["ocsp-certificate-unknown", "ocsp-malformed", "revocation-not-current", "http-status"])
        #expect(error?.what.vi.contains("Người ký") == true && error?.remedy != nil)
    }

    @Test func otherWaysToNameACertificate() throws {
        var settings = RevocationClient.Settings()
        settings.certificateIDDigest = .sha256
        let world = try ServiceCertificate(ocsp: ["sha256"])
        #expect(try status(evidence(world, settings: settings), world) == .good)
        settings.usesNonce = false
        let plain = try ServiceCertificate(ocsp: ["good"])
        settings.certificateIDDigest = .sha1
        guard case .ocsp(let response) = try evidence(plain, settings: settings) else {
            return #expect(Bool(false), "no response")
        }
        #expect(response.nonce == nil)
    }

    @Test func withoutAddressesTheTrustStoreHelps() throws {
        let world = try ServiceCertificate()
        let none = #expect(throws: ServicesUnavailable.self) { try evidence(world) }
        #expect(none?.code == .noServiceAddress && none?.attempts.isEmpty == true)
        let address = try TrustServiceWorld.address("/crl/good")
        let list = try CertificateList(HTTPTransport.curl().send(HTTPRequest(address)).body)
        var trust = world.trust
        trust.add(TrustStore(revocationLists: [list]))
        let found = try client(trust).evidence(for: world.certificate, issuer: world.issuing, at: Date())
        #expect(found == .crl(list))
    }
}
