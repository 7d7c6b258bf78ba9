import DemoPKI
import Diagnostics
import Foundation
import HTTP
import PKI
import Synchronization
import TestSupport
import Testing
import TrustServices

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct TimeStampClientTests {
    private static let start = Date(timeIntervalSince1970: 1_795_132_800)
    private static let digest = Digest(.sha256, of: Array("giá trị chữ ký".utf8))

    private func client(
        _ faults: String..., policy: String? = nil, clock: @escaping @Sendable () -> Date = { Date() },
        settings: TimeStampClient.Settings = .init(), remarks: Remarks = Remarks()
    ) throws -> TimeStampClient {
        let authorities = try faults.map { fault in
            TimeStampAuthority(
                url: try TrustServiceWorld.address("/tsa/" + fault), policy: policy,
                timeout: fault == "slow" ? 0.5 : 30)
        }
        return TimeStampClient(
            authorities: authorities, trust: try serviceTrust(), transport: .curl(), clock: clock, settings: settings,
            remark: { remarks.add($0) })
    }

    /// The code of why the only authority was refused.
    private func refusal(_ fault: String) throws -> String? {
        let client = try client(fault)
        let error = #expect(throws: ServicesUnavailable.self, "\(fault)") { try client.stamp(Self.digest) }
        #expect(error?.code == .timeStampUnavailable && error?.attempts.count == 1)
        let host = try #require(error?.attempts.first?.host)
        #expect(host.hasPrefix("127.0.0.1:"))
        #expect(error?.what.vi.contains(host) == true && error?.what.en.contains(host) == true)
        return (error?.attempts.first?.error as? any UserFacingError)?.codeName
    }

    @Test(arguments: [DigestAlgorithm.sha256, .sha384, .sha512])
    func stampsOverHTTP(algorithm: DigestAlgorithm) throws {
        let message = Array("nội dung \(algorithm)".utf8)
        let token = try client("good").source.stamp(Digest(algorithm, of: message))
        #expect(token.covers(message) && token.imprintAlgorithm == algorithm)
        #expect(token.accuracy == 1 && abs(token.time.timeIntervalSinceNow) < 60)
        // OpenSSL agrees with what we accepted.
        let folder = try Scratch.folder("stamp")
        try Data(message).write(to: folder.appendingPathComponent("message"))
        try Data(token.der).write(to: folder.appendingPathComponent("token"))
        let result = try Command.tool(
            "openssl",
            [
                "ts", "-verify", "-data", folder.path + "/message", "-in", folder.path + "/token", "-token_in",
                "-CAfile",
                TrustServiceWorld.file("root.pem"), "-untrusted", TrustServiceWorld.file("issuing.pem"),
            ])
        #expect(result.status == 0 && result.text.contains("Verification: OK"), "\(result.stderr)")
    }

    @Test(arguments: [
        ("wrong-nonce", "timestamp-nonce-differs"), ("no-nonce", "timestamp-nonce-differs"),
        ("wrong-imprint", "timestamp-imprint-differs"), ("expired", "timestamp-authority-untrusted"),
        ("no-eku", "timestamp-authority-untrusted"), ("untrusted", "timestamp-authority-untrusted"),
        ("forged", "timestamp-signature-invalid"), ("unnamed", "timestamp-signer-unnamed"),
        ("refused", "timestamp-refused"), ("garbage", "timestamp-response-malformed"),
        ("truncated", "timestamp-response-malformed"), ("empty", "timestamp-response-malformed"),
        ("huge", "http-response-too-large"), ("cut", "http-interrupted"), ("wrong-type", "http-wrong-media-type"),
        ("http-500", "http-status"), ("http-404", "http-status"), ("auth", "http-status"), ("slow", "http-timed-out"),
    ])
    func everyFaultIsNamed(fault: String, code: String) throws {
        #expect(try refusal(fault) == code)
        // The next authority makes it good, and the failure is told.
        let remarks = Remarks()
        let token = try client(fault, "good", remarks: remarks).stamp(Self.digest)
        #expect(token.covers(Self.digest))
        #expect(remarks.failures == [code])
    }

    @Test func thePolicyAskedForIsThePolicyGiven() throws {
        #expect(try client("good", policy: "1.3.6.1.4.1.32473.2").stamp(Self.digest).policy == "1.3.6.1.4.1.32473.2")
        let refused = try client("good", policy: "1.3.6.1.4.1.32473.77")
        let error = #expect(throws: ServicesUnavailable.self) { try refused.stamp(Self.digest) }
        let cause = error?.attempts.first?.error as? PKIError
        #expect(cause?.code == .timeStampRefused && cause?.what.en.contains("policy is not supported") == true)
        let other = try client("other-policy", policy: "1.3.6.1.4.1.32473.1")
        let differing = #expect(throws: ServicesUnavailable.self) { try other.stamp(Self.digest) }
        #expect((differing?.attempts.first?.error as? PKIError)?.code == .timeStampPolicyDiffers)
    }

    @Test func redirectsAndCredentials() throws {
        #expect(try client("redirect").stamp(Self.digest).covers(Self.digest))
        var authority = TimeStampAuthority(url: try TrustServiceWorld.address("/tsa/auth"))
        authority.credentials = HTTPCredentials(user: "dịch-vụ", password: "mật khẩu")
        let client = TimeStampClient(
            authorities: [authority], trust: try serviceTrust(), transport: .curl(), clock: { Date() })
        #expect(try client.stamp(Self.digest).covers(Self.digest))
    }

    @Test func aFailedAuthorityIsAskedLastForAWhile() throws {
        let demo = try DemoPKI.create(organizations: [], now: Self.start)
        let now = Mutex(Self.start)
        let dead = Mutex<Set<String>>(["a.example"])
        let asked = Mutex<[String]>([])
        let transport = HTTPTransport { request in
            asked.withLock { $0.append(request.host) }
            if dead.withLock({ $0.contains(request.host) }) { return HTTPResponse(status: 503) }
            let body = try demo.timeStampAuthority.response(to: request.body, at: now.withLock { $0 })
            return HTTPResponse(
                status: 200, headers: [HTTPField("Content-Type", "application/timestamp-reply")], body: body)
        }
        let client = TimeStampClient(
            authorities: ["a", "b", "c"].map { TimeStampAuthority(url: "http://\($0).example/") },
            trust: demo.trust, transport: transport, clock: { now.withLock { $0 } })
        func stamped() throws -> [String] {
            asked.withLock { $0 = [] }
            #expect(try client.stamp(Self.digest).covers(Self.digest))
            return asked.withLock { $0 }
        }
        #expect(try stamped() == ["a.example", "b.example"])
        #expect(try stamped() == ["b.example"])
        // Five minutes later the first has its place again, whether or not it is back.
        now.withLock { $0 += 301 }
        #expect(try stamped() == ["a.example", "b.example"])
        now.withLock { $0 += 301 }
        dead.withLock { $0 = [] }
        #expect(try stamped() == ["a.example"])
        // When everything fails, everything is asked and named.
        dead.withLock { $0 = ["a.example", "b.example", "c.example"] }
        let error = #expect(throws: ServicesUnavailable.self) { try client.stamp(Self.digest) }
        #expect(error?.attempts.map(\.host) == ["a.example", "b.example", "c.example"])
        #expect(error?.what.vi.contains("a.example") == true && error?.what.en.contains("c.example") == true)
    }

    @Test func withoutAuthoritiesTheErrorSaysSo() {
        let client = TimeStampClient(
            authorities: [], trust: TrustStore(), transport: HTTPTransport { _ in HTTPResponse(status: 500) },
            clock: { Date() })
        let error = #expect(throws: ServicesUnavailable.self) { try client.stamp(Self.digest) }
        #expect(error?.code == .noTimeStampAuthority && error?.kind == .configuration && error?.remedy != nil)
    }

    @Test func clocksAreReportedAndNotRefused() throws {
        let remarks = Remarks()
        let behind = try client("good", clock: { Date() - 1800 }, remarks: remarks)
        #expect(try behind.stamp(Self.digest).covers(Self.digest))
        #expect(remarks.clocks.count == 1 && remarks.clocks.allSatisfy { (1700...1900).contains($0) })
        let quiet = Remarks()
        #expect(try client("good", remarks: quiet).stamp(Self.digest).covers(Self.digest))
        #expect(quiet.clocks.isEmpty)
    }

    @Test func aTokenThatDoesNotFitIsRefused() throws {
        var settings = TimeStampClient.Settings()
        settings.maximumTokenSize = 500
        let client = try client("good", settings: settings)
        let error = #expect(throws: ServicesUnavailable.self) { try client.source.stamp(Self.digest) }
        #expect((error?.attempts.first?.error as? PKIError)?.code == .timeStampTooLarge)
    }

    @Test func severalThreadsAtOnce() async throws {
        let source = try client("good").source
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<8 {
                group.addTask {
                    let digest = Digest(.sha256, of: [UInt8(number)])
                    return try source.stamp(digest).covers(digest)
                }
            }
            for try await covers in group { #expect(covers) }
        }
    }
}

/// What a client remarked, from any thread.
final class Remarks: Sendable {
    private let all = Mutex<[ServiceRemark]>([])

    func add(_ remark: ServiceRemark) { all.withLock { $0.append(remark) } }

    /// The codes of services that failed.
    var failures: [String] {
        all.withLock { $0 }.compactMap { remark in
            guard case .failed(let attempt) = remark else { return nil }
            return (attempt.error as? any UserFacingError)?.codeName ?? "\(attempt.error)"
        }
    }

    var clocks: [TimeInterval] {
        all.withLock { $0 }.compactMap { if case .clockDiffers(_, let seconds) = $0 { seconds } else { nil } }
    }

    var unarchived: Int {
        all.withLock { $0 }.count { if case .archiveNotWritten = $0 { true } else { false } }
    }

    var unwritten: Int {
        all.withLock { $0 }.count { if case .cacheNotWritten = $0 { true } else { false } }
    }
}
