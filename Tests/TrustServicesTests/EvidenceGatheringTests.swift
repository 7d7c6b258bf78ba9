import Diagnostics
import Foundation
import HTTP
import PKI
import Synchronization
import TestSupport
import Testing
import TrustServices

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct EvidenceGatheringTests {
    /// Every address that was asked.
    private final class Requests: Sendable {
        let asked = Mutex<[String]>([])
        var addresses: [String] { asked.withLock { $0 } }
        func transport(_ transport: HTTPTransport) -> HTTPTransport {
            HTTPTransport { request in
                self.asked.withLock { $0.append(request.url) }
                return try transport.send(request)
            }
        }
    }

    /// One gathering with all it told.
    private struct Setup {
        let requests = Requests()
        let remarks = Remarks()
        let gathering: EvidenceGathering

        init(
            _ trust: TrustStore, issuers: FetchingRules.Scope = .anchored, revocation: FetchingRules.Scope = .anchored,
            hosts: [String] = [], archive: EvidenceArchive? = nil, limits: EvidenceGathering.Limits = .init(),
            guarding: AddressGuard = AddressGuard(allowedNetworks: [IPNetwork("127.0.0.1")].compactMap(\.self))
        ) {
            let remarks = remarks
            gathering = EvidenceGathering(
                trust: trust,
                policies: .fetching(FetchingRules(issuers: issuers, revocation: revocation, hosts: hosts)),
                transport: requests.transport(.curl(CurlOptions(addressGuard: guarding))), archive: archive,
                limits: limits, clock: { Date() }, remark: { remarks.add($0) })
        }
    }

    private func revocation(_ world: ServiceCertificate, at date: Date = Date()) -> EvidenceQuestion {
        .revocation(of: world.certificate, issuer: world.issuing, at: date)
    }

    /// The root alone.
    private func anchors(_ world: ServiceCertificate, _ label: TrustLabel = .public) -> TrustStore {
        TrustStore(anchors: [TrustAnchor(world.root, label: label)])
    }

    @Test(arguments: [true, false])
    func revocationOfAnAnchoredCertificate(byOCSP: Bool) throws {
        let world = try byOCSP ? ServiceCertificate(ocsp: ["good"]) : ServiceCertificate(crl: ["good"])
        let setup = Setup(anchors(world))
        // The issuing authority came with the file: its signature by the anchor's key is what counts.
        let gathered = setup.gathering.fetch([revocation(world)])
        #expect(gathered.store.ocspResponses.count == (byOCSP ? 1 : 0))
        #expect(gathered.store.revocationLists.count == (byOCSP ? 0 : 1))
        #expect(gathered.unanswered.isEmpty && gathered.store.anchors.isEmpty)
        var trust = anchors(world)
        trust.add(gathered.store)
        let path = PathValidator.validate(
            world.certificate, extra: [world.issuing], trust: trust, at: Date(), revocation: .required)
        // The root's own list is still missing for the authority.
        #expect(path.evidence[world.certificate] != nil)
    }

    /// A stranger's certificate, with addresses of the stranger's choice.
    @Test(arguments: [FetchingRules.Scope.none, .anchored])
    func strangersSendUsNowhere(scope: FetchingRules.Scope) throws {
        let world = try ServiceCertificate(ocsp: ["good"], crl: ["good"], cer: ["good"])
        let setup = Setup(TrustStore(), issuers: scope, revocation: scope)
        let gathered = setup.gathering.fetch(
            [revocation(world), .issuer(of: world.certificate)], known: [world.issuing, world.root])
        #expect(gathered.isEmpty && gathered.unanswered.count == 1 && setup.requests.addresses.isEmpty)
        #expect(setup.remarks.failures == ["address-not-allowed", "address-not-allowed"])
        // Nor does one who claims an anchor's name with another key.
        let namesake = try Certificate(
            der: HTTPTransport.curl().send(HTTPRequest(TrustServiceWorld.address("/cer/wrong"))).body)
        let claimed = Setup(
            TrustStore(anchors: [TrustAnchor(namesake, label: .public)]), issuers: scope, revocation: scope)
        _ = claimed.gathering.fetch([revocation(world), .issuer(of: world.certificate)])
        #expect(claimed.requests.addresses.isEmpty)
    }

    @Test func aPolicyMayTrustHostsForAnyCertificate() throws {
        let world = try ServiceCertificate(cer: ["good"])
        let question = EvidenceQuestion.issuer(of: world.certificate)
        let other = Setup(anchors(world), issuers: .any, hosts: ["ca.gov.vn"])
        #expect(other.gathering.fetch([question]).isEmpty && other.requests.addresses.isEmpty)
        let allowed = Setup(anchors(world), issuers: .any, hosts: ["127.0.0.1"])
        let gathered = allowed.gathering.fetch([question])
        #expect(gathered.store.intermediates == [world.issuing])
        #expect(allowed.requests.addresses.count == 1)
    }

    @Test func hostsHoldForAllBelowThem() throws {
        // The guard is what stands between us and a name that leads into our own network.
        let world = try ServiceCertificate(ocsp: ["good"])
        let closed = Setup(anchors(world), guarding: AddressGuard())
        #expect(closed.gathering.fetch([revocation(world)]).isEmpty)
        #expect(closed.remarks.failures == ["http-address-refused"])
        let limited = Setup(anchors(world), hosts: ["0.0.1"])
        #expect(!limited.gathering.fetch([revocation(world)]).isEmpty)
        let none = Setup(anchors(world), hosts: ["27.0.0.1", "127.0.0.1.evil.example"])
        #expect(none.gathering.fetch([revocation(world)]).isEmpty && none.requests.addresses.isEmpty)
    }

    @Test func aStoreWithoutFetchingAsksNothing() throws {
        let world = try ServiceCertificate(ocsp: ["good"])
        let setup = Setup(anchors(world), revocation: .none)
        let question = revocation(world)
        #expect(setup.gathering.fetch([question]).unanswered == [question])
        #expect(setup.requests.addresses.isEmpty)
    }

    @Test func aFileCannotAskWithoutEnd() throws {
        let worlds = try (0..<6).map { _ in try ServiceCertificate(ocsp: ["http-500"], crl: ["http-404"]) }
        var limits = EvidenceGathering.Limits()
        limits.requests = 4
        let setup = Setup(anchors(worlds[0]), limits: limits)
        let gathered = setup.gathering.fetch(worlds.map { revocation($0) })
        #expect(setup.requests.addresses.count == 4 && gathered.unanswered.count == 6)
        #expect(setup.remarks.failures.count { $0 == "requests-used-up" } == 8)
        // The next file has a budget of its own, and what was not asked is asked then.
        _ = setup.gathering.fetch(worlds.map { revocation($0) })
        #expect(setup.requests.addresses.count == 8)
    }

    @Test func timeIsLimitedToo() throws {
        let worlds = try (0..<5).map { _ in try ServiceCertificate(ocsp: ["slow"]) }
        var limits = EvidenceGathering.Limits()
        (limits.seconds, limits.timeout) = (1, 30)
        let setup = Setup(anchors(worlds[0]), limits: limits)
        let start = Date()
        #expect(setup.gathering.fetch([revocation(worlds[0])]).isEmpty)
        #expect(Date().timeIntervalSince(start) < 4)
        // A host that did not answer is not waited for again, whichever file names it.
        #expect(setup.gathering.fetch(worlds.dropFirst().map { revocation($0) }).isEmpty)
        #expect(Date().timeIntervalSince(start) < 5 && setup.requests.addresses.count == 1)
        #expect(Set(setup.remarks.failures) == ["http-timed-out"])
    }

    @Test func whatWasFetchedIsThereInYears() throws {
        let world = try ServiceCertificate(ocsp: ["good"], crl: ["good"], cer: ["good"])
        let archive = EvidenceArchive(folder: try Scratch.folder("archive").path)
        let first = Setup(anchors(world), issuers: .any, hosts: ["127.0.0.1"], archive: archive)
        let questions = [EvidenceQuestion.issuer(of: world.certificate), revocation(world)]
        #expect(first.gathering.recall(questions).unanswered == questions)
        let fetched = first.gathering.fetch(questions)
        #expect(fetched.unanswered.isEmpty)
        // Another process, without network.
        let later = Setup(anchors(world), archive: archive)
        let recalled = later.gathering.recall(questions)
        #expect(recalled.store == fetched.store && recalled.unanswered.isEmpty)
        #expect(later.requests.addresses.isEmpty)
        #expect(archive.listAddresses(of: world.issuing) == world.certificate.crlDistributionPoints)
    }

    @Test func strangersDoNotFillTheArchive() throws {
        let world = try ServiceCertificate(ocsp: ["good"], cer: ["good"])
        let archive = EvidenceArchive(folder: try Scratch.folder("archive").path)
        let setup = Setup(TrustStore(), issuers: .any, revocation: .any, archive: archive)
        let gathered = setup.gathering.fetch(
            [.issuer(of: world.certificate), revocation(world)], known: [world.root])
        #expect(gathered.store.intermediates.contains(world.issuing) && gathered.store.ocspResponses.count == 1)
        #expect(FileTree(URL(fileURLWithPath: archive.folder)).paths.isEmpty)
    }

    @Test func anArchiveThatCannotBeWrittenCostsNoAnswer() throws {
        let world = try ServiceCertificate(ocsp: ["good"])
        let file = try Scratch.file("file", [1])
        let setup = Setup(anchors(world), archive: EvidenceArchive(folder: file.path + "/below"))
        #expect(setup.gathering.fetch([revocation(world)]).store.ocspResponses.count == 1)
        #expect(setup.remarks.unarchived == 1)
    }
}

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct ListRefreshTests {
    @Test func everyKnownListIsKept() throws {
        let world = try ServiceCertificate(crl: ["good", "http-404", "wrong-issuer"])
        let archive = EvidenceArchive(folder: try Scratch.folder("archive").path)
        // A signer's certificate was seen once: its authority's lists are known from then on.
        for address in world.certificate.crlDistributionPoints {
            try archive.keep(listAddress: address, of: world.issuing)
        }
        try archive.keep(world.issuing)
        let root = CertificatePins([
            CertificatePins.Pin(
                sha256: world.root.fingerprint, name: "Gốc", label: .public, role: .root,
                lists: [try TrustServiceWorld.address("/crl/root")])
        ])
        let refresh = ListRefresh(
            trust: TrustStore(anchors: [TrustAnchor(world.root, label: .public)]), pins: root, archive: archive,
            transport: .curl(), clock: { Date() })
        #expect(refresh.addresses().map(\.authority) == [world.root] + Array(repeating: world.issuing, count: 3))
        func words(_ outcomes: [ListRefresh.Outcome]) -> [String] {
            outcomes.map { outcome in
                switch outcome.result {
                case .kept: "kept"
                case .unchanged: "unchanged"
                case .outdated: "outdated"
                case .failed(let attempt): (attempt.error as? any UserFacingError)?.codeName ?? "?"
                }
            }
        }
        var told = 0
        #expect(
            words(try refresh.run { _ in told += 1 }) == ["kept", "kept", "http-status", "revocation-unauthorized"])
        #expect(told == 4)
        let found = archive.evidence(for: world.certificate, issuer: world.issuing, at: Date())
        #expect(found.count == 1)
        // An authority that no anchor vouches for is none of ours.
        let stranger = ListRefresh(
            trust: TrustStore(), pins: root, archive: archive, transport: .curl(), clock: { Date() })
        #expect(stranger.addresses().isEmpty)
        // Nor is one whose time is over.
        let late = ListRefresh(
            trust: TrustStore(anchors: [TrustAnchor(world.root, label: .public)]), pins: root, archive: archive,
            transport: .curl(), clock: { Date() + 10 * 365 * 86_400 })
        #expect(late.addresses().isEmpty)
    }
}

extension ValidationPolicies {
    /// The standard policies with these fetching rules.
    fileprivate static func fetching(_ rules: FetchingRules) -> ValidationPolicies {
        func policy(_ standard: ValidationPolicy) -> ValidationPolicy {
            ValidationPolicy(
                label: standard.label, version: standard.version, basis: standard.basis,
                algorithms: standard.algorithms, revocationFreshness: standard.revocationFreshness,
                clockTolerance: standard.clockTolerance, requiresTimeStampOrder: standard.requiresTimeStampOrder,
                fetching: rules)
        }
        return ValidationPolicies(
            official: policy(standard.official), public: policy(standard.public), demo: policy(standard.demo))
    }
}
