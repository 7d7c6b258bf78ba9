import Diagnostics
import Foundation
import HTTP
import PKI
import TestSupport
import Testing
import TrustServices

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct IssuerClientTests {
    private func chain(_ world: ServiceCertificate, known: [Certificate] = []) throws -> [Certificate] {
        let trust = TrustStore(anchors: [TrustAnchor(world.root, label: .demo)])
        return try IssuerClient(trust: trust, transport: .curl(), timeout: 5).chain(of: world.certificate, known: known)
    }

    @Test(arguments: ["good", "pem", "p7c", "redirect"])
    func fetchesTheIssuer(answer: String) throws {
        let world = try ServiceCertificate(cer: [answer])
        #expect(try chain(world) == [world.issuing, world.root])
    }

    @Test(arguments: ["wrong", "garbage", "empty", "http-404", "huge"])
    func aWrongAnswerIsNamedAndTheNextAddressAsked(fault: String) throws {
        let world = try ServiceCertificate(cer: [fault])
        let error = #expect(throws: ServicesUnavailable.self) { try chain(world) }
        #expect(error?.code == .issuerUnavailable && error?.attempts.count == 1)
        let second = try ServiceCertificate(cer: [fault, "good"])
        #expect(try chain(second) == [second.issuing, second.root])
    }

    @Test func whatIsKnownIsNotFetched() throws {
        let world = try ServiceCertificate()
        let error = #expect(throws: ServicesUnavailable.self) { try chain(world) }
        #expect(error?.code == .noServiceAddress)
        #expect(try chain(world, known: [world.issuing]) == [world.issuing, world.root])
    }
}
