import DemoPKI
import Diagnostics
import FoundationEssentials
import PKI
import Testing

@Suite struct TimeStampTests {
    private static let message = Array("giá trị chữ ký".utf8)
    private static let digest = Digest(.sha256, of: message)
    private static let nonce: [UInt8] = [0, 0x91, 2, 3, 4, 5, 6, 7, 8]

    private func token(
        _ request: TimeStampRequest = TimeStampRequest(digest, nonce: nonce), by holder: DemoPKI.Holder? = nil,
        at date: Date = Fixtures.now
    ) throws -> TimeStampToken {
        try DemoTimeStampAuthority(holder ?? Fixtures.demo().timeStamping).token(for: request, at: date)
    }

    private func refusal(
        _ token: TimeStampToken, _ request: TimeStampRequest = TimeStampRequest(digest, nonce: nonce),
        trust: TrustStore? = nil, at date: Date = Fixtures.now
    ) throws -> PKIErrorCode? {
        let trust = try trust ?? Fixtures.demo().trust
        let error = #expect(throws: PKIError.self) { try token.require(request, trust: trust, at: date) }
        return error?.code
    }

    @Test func aTokenAnswersItsRequest() throws {
        let request = TimeStampRequest(Self.digest, nonce: Self.nonce, policy: "1.2.3.4")
        let token = try token(request)
        try token.require(request, trust: Fixtures.demo().trust, at: Fixtures.now)
        #expect(token.policy == "1.2.3.4" && token.time == Fixtures.now && token.accuracy == 1)
        #expect(try TimeStampToken(token.der + [0, 0, 0]).der == token.der)
    }

    @Test func anotherQuestionIsNotAnswered() throws {
        let token = try token()
        #expect(
            try refusal(token, TimeStampRequest(Digest(.sha256, of: [1]), nonce: Self.nonce))
                == .timeStampImprintDiffers)
        #expect(
            try refusal(token, TimeStampRequest(Digest(.sha512, of: Self.message), nonce: Self.nonce))
                == .timeStampImprintDiffers)
        #expect(try refusal(token, TimeStampRequest(Self.digest, nonce: [9])) == .timeStampNonceDiffers)
        #expect(try refusal(token, TimeStampRequest(Self.digest, nonce: [])) == .timeStampNonceDiffers)
        #expect(
            try refusal(token, TimeStampRequest(Self.digest, nonce: Self.nonce, policy: "1.2.3"))
                == .timeStampPolicyDiffers)
    }

    @Test func onlyTrustedAuthoritiesCount() throws {
        let demo = try Fixtures.demo()
        #expect(try refusal(token(), trust: TrustStore()) == .timeStampAuthorityUntrusted)
        // Some other certificate of the same authority is none for time stamping.
        #expect(try refusal(token(by: Fixtures.seal())) == .timeStampAuthorityUntrusted)
        let old = try demo.timeStampingAuthority(
            from: Fixtures.now - 100 * Fixtures.day, to: Fixtures.now - Fixtures.day)
        let stamped = try token(by: old, at: Fixtures.now - 2 * Fixtures.day)
        let request = TimeStampRequest(Self.digest, nonce: Self.nonce)
        try stamped.require(request, trust: demo.trust, at: Fixtures.now - 2 * Fixtures.day)
        #expect(try refusal(stamped) == .timeStampAuthorityUntrusted)
        // Valid now, and yet the asserted time lies before its certificate.
        let early = try token(at: Fixtures.now - 30 * Fixtures.day)
        #expect(try refusal(early) == .timeStampAuthorityUntrusted)
        // Half an hour is nothing to refuse, only to report.
        let slow = try token(at: Fixtures.now - 1800)
        try slow.require(request, trust: demo.trust, at: Fixtures.now)
        #expect(slow.deviation(from: Fixtures.now) == -1799)
        #expect(try token().deviation(from: Fixtures.now) == 0)
    }

    @Test func aChangedTokenDoesNotVerify() throws {
        var bytes = try token().der
        bytes[bytes.count - 1] ^= 1
        #expect(try refusal(TimeStampToken(bytes)) == .timeStampSignatureInvalid)
        // One bit of the asserted time.
        var info = try token().der
        let time = try #require(info.firstRange(of: Array("20261120".utf8)))
        info[time.lowerBound + 3] ^= 1
        #expect(try refusal(TimeStampToken(info)) != nil)
    }

    @Test func requestsAreReadAsWritten() throws {
        for request in [
            TimeStampRequest(Self.digest, nonce: Self.nonce, policy: "1.2.3"),
            TimeStampRequest(Digest(.sha512, of: Self.message), nonce: [], asksForCertificates: false),
        ] {
            #expect(try TimeStampRequest(der: request.der) == request)
        }
        let error = #expect(throws: PKIError.self) { try TimeStampRequest(der: [0x30, 0]) }
        #expect(error?.code == .malformedTimeStampRequest)
    }

    @Test func refusalsSayWhy() throws {
        for failure in TimeStampResponse.Failure.allCases {
            let response = try TimeStampResponse(DemoTimeStampAuthority.refusal(failure))
            #expect(response.status == .rejection && response.failures == [failure] && response.token == nil)
            let error = #expect(throws: PKIError.self) { try response.grantedToken() }
            #expect(error?.code == .timeStampRefused && error?.what.en.contains(failure.message.en) == true)
        }
        let authority = try Fixtures.demo().timeStampAuthority
        let weak = TimeStampRequest(Digest(.sha1, of: Self.message), nonce: Self.nonce)
        let answer = try TimeStampResponse(authority.response(to: weak.der, at: Fixtures.now))
        #expect(answer.failures == [.badAlgorithm])
    }

    @Test func damagedResponsesEndInAnError() throws {
        let request = TimeStampRequest(Self.digest, nonce: Self.nonce)
        let response = try Fixtures.demo().timeStampAuthority.response(to: request.der, at: Fixtures.now)
        #expect(try TimeStampResponse(response).grantedToken().covers(Self.digest))
        for count in stride(from: 0, to: response.count, by: 7) {
            #expect(throws: PKIError.self) { try TimeStampResponse(Array(response.prefix(count))) }
        }
        // Any changed byte is an error or a token that is not relied upon; nothing traps.
        for index in stride(from: 0, to: response.count, by: 3) {
            var bytes = response
            bytes[index] ^= 0x11
            guard let token = try? TimeStampResponse(bytes).grantedToken() else { continue }
            let isAccepted = (try? token.require(request, trust: Fixtures.demo().trust, at: Fixtures.now)) != nil
            // What no signature covers: the bags of the message, its own status and algorithm parameters.
            if isAccepted { #expect(token.covers(Self.digest) && token.time == Fixtures.now) }
        }
    }

    @Test func aSourceKeepsItsPromises() throws {
        let source = try Fixtures.demo().timeStampSource(clock: { Fixtures.now })
        let token = try source.stamp(Self.digest)
        #expect(token.covers(Self.digest) && token.der.count <= source.maximumTokenSize)
        let tight = TimeStampSource(maximumTokenSize: 100) { _ in token }
        let error = #expect(throws: PKIError.self) { try tight.stamp(Self.digest) }
        #expect(error?.code == .timeStampTooLarge)
        let wrong = #expect(throws: PKIError.self) { try tight.stamp(Digest(.sha256, of: [])) }
        #expect(wrong?.code == .timeStampImprintDiffers)
    }

    @Test(.enabled(if: Tool.openssl.isAvailable, "needs the openssl command"))
    func opensslAgrees() throws {
        let demo = try Fixtures.demo()
        let folder = try TemporaryFolder()
        try folder.write(Array(demo.root.certificate.pem.utf8), "root.pem")
        try folder.write(Array(demo.issuing.certificate.pem.utf8), "issuing.pem")
        try folder.write(Self.message, "message")
        // Our token by OpenSSL.
        try folder.write(token().der, "token")
        let verify = ["ts", "-verify", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "-attime", "1795132860"]
        let ours = try Tool.openssl.run(verify + ["-data", "message", "-in", "token", "-token_in"], in: folder.path)
        #expect(ours.text.contains("Verification: OK"), "\(ours.text)")
        // Our answer to OpenSSL's request.
        let query = try Tool.openssl.run(
            ["ts", "-query", "-data", "message", "-sha384", "-cert", "-out", "query"], in: folder.path)
        #expect(query.status == 0)
        let request = try TimeStampRequest(der: folder.read("query"))
        #expect(request.digest == Digest(.sha384, of: Self.message) && request.asksForCertificates)
        #expect(try request.nonce.count >= 7 && TimeStampRequest(der: request.der) == request)
        try folder.write(demo.timeStampAuthority.response(to: request.der, at: Fixtures.now), "response")
        let answered = try Tool.openssl.run(verify + ["-queryfile", "query", "-in", "response"], in: folder.path)
        #expect(answered.text.contains("Verification: OK"), "\(answered.text)")
    }
}
