import Diagnostics
import Foundation
import HTTP
import PKI
import Synchronization
import TestSupport
import Testing
import TrustServices

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct RevocationCacheTests {
    /// The requests of one client.
    private final class Requests: Sendable {
        let number = Mutex(0)
        var transport: HTTPTransport {
            let curl = HTTPTransport.curl()
            return HTTPTransport { request in
                self.number.withLock { $0 += 1 }
                return try curl.send(request)
            }
        }
        var count: Int { number.withLock { $0 } }
    }

    private func client(
        _ world: ServiceCertificate, _ requests: Requests, folder: String? = nil, remarks: Remarks = Remarks(),
        clock: @escaping @Sendable () -> Date = { Date() }
    ) -> RevocationClient {
        var settings = RevocationClient.Settings()
        settings.cacheFolder = folder
        return RevocationClient(
            trust: world.trust, transport: requests.transport, clock: clock, settings: settings,
            remark: { remarks.add($0) })
    }

    @Test(arguments: [true, false])
    func aBatchAsksOncePerCertificate(byOCSP: Bool) async throws {
        let world = try byOCSP ? ServiceCertificate(ocsp: ["good"]) : ServiceCertificate(crl: ["good"])
        let requests = Requests()
        let source = client(world, requests).source
        try await withThrowingTaskGroup(of: [RevocationEvidence].self) { group in
            for _ in 0..<64 {
                group.addTask { try source.evidence(for: world.certificate, issuer: world.issuing, at: Date()) }
            }
            var all: Set<[RevocationEvidence]> = []
            for try await evidence in group { all.insert(evidence) }
            #expect(all.count == 1)
        }
        #expect(requests.count == 1)
    }

    @Test func certificatesShareAList() throws {
        let worlds = try (0..<3).map { _ in try ServiceCertificate(crl: ["good"]) }
        let requests = Requests()
        let client = client(worlds[0], requests)
        for world in worlds {
            _ = try client.evidence(for: world.certificate, issuer: world.issuing, at: Date())
        }
        #expect(requests.count == 1)
    }

    @Test(arguments: [true, false])
    func aFolderOutlivesTheProcess(byOCSP: Bool) throws {
        let world = try byOCSP ? ServiceCertificate(ocsp: ["good"]) : ServiceCertificate(crl: ["good"])
        let folder = try Scratch.folder("cache").path + "/made/when/needed"
        let first = Requests()
        let evidence = try client(world, first, folder: folder)
            .evidence(for: world.certificate, issuer: world.issuing, at: Date())
        let second = Requests()
        let again = try client(world, second, folder: folder)
            .evidence(for: world.certificate, issuer: world.issuing, at: Date())
        #expect(again == evidence && first.count == 1 && second.count == 0)
        // What stands in the folder is believed no more than what the network sends.
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let file = URL(fileURLWithPath: folder + "/" + name)
            var bytes = try Data(contentsOf: file)
            bytes[bytes.count - 1] ^= 1
            try bytes.write(to: file)
        }
        let third = Requests()
        _ = try client(world, third, folder: folder)
            .evidence(for: world.certificate, issuer: world.issuing, at: Date())
        #expect(third.count == 1)
        // Past nextUpdate it is asked again.
        let fourth = Requests()
        let late = Date() + 2 * 86_400
        _ = try? client(world, fourth, folder: folder, clock: { late })
            .evidence(for: world.certificate, issuer: world.issuing, at: late)
        #expect(fourth.count == 1)
    }

    @Test func aFolderThatCannotBeWrittenCostsNoSignature() throws {
        let world = try ServiceCertificate(ocsp: ["good"])
        let file = try Scratch.folder("cache").appendingPathComponent("file")
        try Data().write(to: file)
        let remarks = Remarks()
        let evidence = try client(world, Requests(), folder: file.path + "/below", remarks: remarks)
            .evidence(for: world.certificate, issuer: world.issuing, at: Date())
        #expect(evidence.nextUpdate != nil && remarks.unwritten == 1)
    }

    @Test func failuresAreRememberedForAMinute() throws {
        let world = try ServiceCertificate(ocsp: ["http-503"])
        let requests = Requests()
        let now = Mutex(Date())
        let client = client(world, requests, clock: { now.withLock { $0 } })
        let date = Date()
        for _ in 0..<5 {
            let error = #expect(throws: ServicesUnavailable.self) {
                try client.evidence(for: world.certificate, issuer: world.issuing, at: date)
            }
            #expect(error?.attempts.count == 1)
        }
        #expect(requests.count == 1)
        now.withLock { $0 += 61 }
        _ = try? client.evidence(for: world.certificate, issuer: world.issuing, at: date)
        #expect(requests.count == 2)
    }

    @Test func evidenceIsRenewedWhenItsTimeIsOver() throws {
        let world = try ServiceCertificate(ocsp: ["good"])
        let requests = Requests()
        let now = Mutex(Date())
        let client = client(world, requests, clock: { now.withLock { $0 } })
        func ask(at date: Date) throws -> RevocationEvidence {
            try client.evidence(for: world.certificate, issuer: world.issuing, at: date)
        }
        let first = try ask(at: Date())
        now.withLock { $0 += 1800 }
        #expect(try ask(at: Date() + 1800) == first && requests.count == 1)
        // OpenSSL's answers hold for an hour.
        now.withLock { $0 += 1801 }
        _ = try ask(at: Date())
        #expect(requests.count == 2)
    }
}
