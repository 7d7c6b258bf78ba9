import DemoPKI
import Foundation
import HTTP
import PKI
import TestSupport
import Testing
import TrustServices

@Suite(.enabled(if: TrustServiceWorld.isAvailable, "needs openssl and the Python packages of Tests/Oracles"))
struct EvidenceArchiveTests {
    private func list(_ name: String) throws -> CertificateList {
        try CertificateList(HTTPTransport.curl().send(HTTPRequest(TrustServiceWorld.address("/crl/" + name))).body)
    }

    private func names(_ folder: String) -> [String] {
        FileTree(URL(fileURLWithPath: folder)).paths.sorted()
    }

    @Test func listsAreFoundByTheirTime() throws {
        let world = try ServiceCertificate()
        let archive = EvidenceArchive(folder: try Scratch.folder("archive").path + "/made/when/needed")
        let now = Date()
        // From twenty to ten days ago, and of today.
        let (old, new) = (try list("stale"), try list("good"))
        for list in [new, old] {
            #expect(try archive.keep(.crl(list), issuer: world.issuing, fetched: now))
            #expect(try !archive.keep(.crl(list), issuer: world.issuing, fetched: now + 5))
        }
        #expect(names(archive.folder).count == 2)
        func lists(_ date: Date, of certificate: Certificate? = nil) -> [RevocationEvidence] {
            archive.evidence(for: certificate ?? world.certificate, issuer: world.issuing, at: date)
        }
        #expect(lists(now) == [.crl(new)])
        #expect(lists(now - 15 * 86_400) == [.crl(old), .crl(new)])
        #expect(lists(now - 30 * 86_400) == [.crl(old), .crl(new)])
        #expect(lists(now - 5 * 86_400) == [.crl(new)])
        // What another authority issued is another directory.
        #expect(archive.evidence(for: world.issuing, issuer: world.root, at: now).isEmpty)
        // Half a file under a good name says nothing.
        let path = try #require(names(archive.folder).last)
        let file = URL(fileURLWithPath: archive.folder + "/" + path)
        try Data(contentsOf: file).prefix(100).write(to: file)
        #expect(lists(now).isEmpty)
    }

    @Test func onlyThreeListsOnEitherSideAreRead() throws {
        let demo = try DemoPKI.create(
            organizations: [DemoOrganization(slug: "xa", name: "Ủy ban nhân dân xã Mẫu", officer: "Lê Thử")],
            now: Date(), options: .init())
        let archive = EvidenceArchive(folder: try Scratch.folder("archive").path)
        let seal = try #require(demo.agencies.first).seal.certificate
        for day in -20...20 {
            let list = try DemoPKI.revocationList(
                revoking: [], issuer: demo.issuing, now: Date() + Double(day) * 86_400)
            try archive.keep(.crl(list), issuer: demo.issuing.certificate, fetched: Date())
        }
        let found = archive.evidence(for: seal, issuer: demo.issuing.certificate, at: Date() + 3600)
        #expect(found.count == 7)
        #expect(found.contains { $0.producedAt > Date() + 19.5 * 86_400 })
        let current = found.filter { $0.producedAt < Date() + 3600 }
        #expect(current.count == 3 && current.allSatisfy { $0.producedAt > Date() - 3 * 86_400 })
    }

    @Test func authoritiesAreFoundByTheirKey() throws {
        let world = try ServiceCertificate()
        let archive = EvidenceArchive(folder: try Scratch.folder("archive").path)
        #expect(archive.issuers(of: world.certificate).isEmpty && archive.authorities().isEmpty)
        try archive.keep(world.issuing)
        try archive.keep(world.issuing)
        // The same name with another key.
        let other = try HTTPTransport.curl().send(HTTPRequest(TrustServiceWorld.address("/cer/wrong"))).body
        try archive.keep(Certificate(der: other))
        #expect(archive.issuers(of: world.certificate) == [world.issuing])
        #expect(Set(archive.authorities()) == [world.issuing, try Certificate(der: other)])
        try archive.keep(listAddress: "http://a.example/x.crl", of: world.issuing)
        try archive.keep(listAddress: "http://a.example/x.crl", of: world.issuing)
        try archive.keep(listAddress: "http://b.example/\n/x.crl", of: world.issuing)
        #expect(archive.listAddresses(of: world.issuing) == ["http://a.example/x.crl"])
    }
}
