import Diagnostics
import Foundation
import PKCS11
import PKI
import TestSupport
import Testing

/// A token behind a server of p11-kit, which is killed: to its user that is a token pulled out.
@Suite(.serialized, .enabled(if: TokenServer.isAvailable, "needs softhsm2, opensc and p11-kit"))
struct TokenGoneTests {
    @Test func aTokenPulledOutStopsEverySignatureAndSignsAgainAfterwards() throws {
        let fixture = try TokenFixture.shared.get()
        let socket = try Scratch.folder("server").appendingPathComponent("s").path
        let access = TokenAccess(modulePath: TokenServer.clientLibrary, maximumSessions: 2)
        let uri = try TokenURI("pkcs11:token=may-chu;object=xa")
        var server = try TokenServer(fixture.hsm, token: "may-chu", socket: socket)
        let token = try Token(uri, pin: TokenFixture.pin, access: access)
        let key = try token.key()
        let identity = try key.identity()
        let publicKey = try key.certificate.publicKey
        #expect(publicKey.verifies(try identity.sign([1]), over: [1], algorithm: .ecdsa(.sha256)))

        server.pullOut()
        for _ in 0..<3 {
            let error = #expect(throws: TokenError.self) { try identity.sign([2]) }
            #expect(error?.code == .tokenGone && error?.kind == .dependency)
            #expect(error?.what.vi.contains("may-chu") == true && error?.remedy != nil)
        }
        let lookup = #expect(throws: TokenError.self) { try token.key() }
        #expect(lookup?.code == .tokenGone)
        let reopening = #expect(throws: TokenError.self) { try Token(uri, pin: TokenFixture.pin, access: access) }
        #expect(reopening.map { [.tokenNotFound, .moduleUnloadable].contains($0.code) } == true)

        server = try TokenServer(fixture.hsm, token: "may-chu", socket: socket)
        let again = try Token(uri, pin: TokenFixture.pin, access: access).key()
        let signature = try again.sign([3], algorithm: .ecdsa(.sha256))
        #expect(publicKey.verifies(signature, over: [3], algorithm: .ecdsa(.sha256)))
        // The old identity stays as it was: nothing is picked up again behind a caller's back.
        #expect(throws: TokenError.self) { try identity.sign([4]) }
        server.pullOut()
    }
}
