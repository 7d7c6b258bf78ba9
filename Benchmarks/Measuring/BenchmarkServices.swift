import ArgumentParser
import DemoPKI
import Foundation
import PKI
import Signing
import Synchronization

/// A time-stamping authority and revocation lists inside the process, the same that the peers are given. The time the
/// authority takes to make its tokens is measured apart; checking them is the signer's work and stays in its time.
struct BenchmarkServices {
    let all: SignatureServices
    let meter = ServiceMeter()

    init(tsa: String?, passFile: String?, trust: String?) throws {
        guard let tsa, let passFile, let trust else {
            all = SignatureServices()
            return
        }
        let store = try TrustDirectory.load(trust).store
        let contents = try SignBenchmark.open(tsa, passFile)
        let authority = DemoTimeStampAuthority(
            DemoPKI.Holder(key: contents.key, certificate: contents.certificate, chain: contents.chain))
        let meter = meter
        let stamps = TimeStampSource(maximumTokenSize: 8192) { digest in
            let request = TimeStampRequest(digest, nonce: SecureRandom.bytes(8))
            let now = Date()
            let token = try meter.measure { try authority.token(for: request, at: now) }
            try token.require(request, trust: store, at: now)
            return token
        }
        let revocation = RevocationSource { _, issuer, _ in
            store.revocationLists.filter { $0.issuerDER == issuer.subjectDER }.map(RevocationEvidence.crl)
        }
        all = SignatureServices(timeStamps: stamps, revocation: revocation, trust: store)
    }
}

/// Adds up the CPU time of something that happens on several threads.
final class ServiceMeter: Sendable {
    private let total = Mutex(0.0)

    var seconds: Double { total.withLock { $0 } }

    func reset() { total.withLock { $0 = 0 } }

    func measure<Value>(_ work: () throws -> Value) rethrows -> Value {
        let start = ProcessUsage.threadSeconds
        defer {
            let spent = ProcessUsage.threadSeconds - start
            total.withLock { $0 += spent }
        }
        return try work()
    }
}
