import FoundationEssentials
import PKI
import Testing

@Suite struct TrustDirectoryTests {
    @Test func foldersGiveTheLabels() throws {
        let folder = try TemporaryFolder()
        let demo = try Fixtures.demo()
        let root = demo.root.certificate
        try folder.write(Array(root.pem.utf8), "trust/demo/deep/root.pem")
        try folder.write(demo.issuing.certificate.der, "trust/demo/issuing.cer")
        try folder.write(demo.issuingRevocationList.der, "trust/demo/issuing.crl")
        let response = try demo.responder(for: demo.issuing.certificate)?
            .response(about: Fixtures.seal().certificate, at: Fixtures.now)
        try folder.write(response?.der ?? [], "trust/demo/seal.ocsp")
        try folder.write(Array("no".utf8), "trust/demo/broken.pem")
        try folder.write(Array("no".utf8), "trust/demo/readme.txt")
        let read = try TrustDirectory.load(folder.path + "/trust")
        #expect(read.store.anchors == [TrustAnchor(root, label: .demo)])
        #expect(read.store.intermediates == [demo.issuing.certificate])
        #expect(read.store.revocationLists == [demo.issuingRevocationList])
        #expect(read.store.ocspResponses == [response])
        #expect(read.skipped.map(\.path) == [folder.path + "/trust/demo/broken.pem"])
        // Given from inside, the enclosing folder's name still counts.
        #expect(try TrustDirectory.load(folder.path + "/trust/demo").store.anchors.first?.label == .demo)
        #expect(try TrustDirectory.load(folder.path + "/trust/demo/deep/root.pem").store.anchors.count == 1)
    }

    @Test func aStoreFileGivesTheLabel() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("official\n".utf8), "mine/STORE")
        try folder.write(Array(try Fixtures.demo().root.certificate.pem.utf8), "mine/root.crt")
        #expect(try TrustDirectory.load(folder.path + "/mine").store.anchors.first?.label == .official)
        #expect(try TrustDirectory.load(folder.path).store.anchors.first?.label == .official)
        try folder.write(Array("whatever".utf8), "mine/STORE")
        #expect(try TrustDirectory.load(folder.path + "/mine").store.anchors.first?.label == .public)
    }

    @Test func whatIsNotThereIsAnError() throws {
        let error = #expect(throws: PKIError.self) { try TrustDirectory.load("/nonexistent/trust") }
        #expect(error?.code == .trustDirectoryUnreadable)
        #expect(error?.remedy != nil)
    }

    @Test func storesAreSets() throws {
        var store = try Fixtures.demo().trust
        let before = store
        store.add(before)
        #expect(store == before)
        let root = try Fixtures.demo().root.certificate
        store.add(TrustStore(anchors: [TrustAnchor(root, label: .official)]))
        #expect(store.anchor(for: root)?.label == .demo)
    }
}
