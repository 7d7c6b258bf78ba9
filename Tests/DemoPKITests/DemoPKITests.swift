import DemoPKI
import Foundation
import PKI
import Testing

@Suite struct DemoPKITests {
    private static let now = Date(timeIntervalSince1970: 1_795_132_800)

    private static let made = Result<DemoPKI, any Error> {
        try DemoPKI.create(
            organizations: [
                DemoOrganization(
                    slug: "so-xay-dung", name: "Sở Xây dựng tỉnh Mẫu", code: "H58.08.12",
                    identifier: "MST:1200000001", officer: "Đỗ Thị Ước", officerIdentifier: "CCCD:082000000001"),
                DemoOrganization(slug: "xa-mau", name: "Ủy ban nhân dân xã Mẫu", officer: "Lê Văn Thử"),
            ], now: now)
    }

    @Test func everySubjectSaysDemo() throws {
        let demo = try Self.made.get()
        let holders =
            [demo.root, demo.issuing, demo.timeStamping, demo.ocspResponder]
            + demo.agencies.flatMap { [$0.officer, $0.seal, $0.resultSeal] }
        #expect(holders.count == 10 && Set(holders.map(\.certificate)).count == 10)
        for holder in holders {
            let name = try #require(holder.certificate.commonName)
            #expect(name.hasPrefix("DEMO - ") && name.hasSuffix("(không có giá trị pháp lý)"))
            #expect(holder.key.matches(holder.certificate))
            let path = PathValidator.validate(
                holder.certificate, trust: demo.trust, at: Self.now, revocation: .required, purpose: .any)
            #expect(path.status == .passed && path.warnings.isEmpty)
        }
        #expect(demo.agencies.map(\.resultSeal.certificate.keyDescription) == ["ec-p256", "ec-p256"])
        #expect(demo.agencies.first?.seal.certificate.subjectUserIDs == ["MST:1200000001"])
        #expect(demo.revokedOfficer == nil && demo.expiredOfficer == nil)
    }

    /// The code joins a seal key to its agency; no other key may seal for it.
    @Test func onlyResultSealsCarryTheAgencyCode() throws {
        let demo = try Self.made.get()
        #expect(demo.agencies.map(\.resultSeal.certificate.subjectSerialNumbers) == [["H58.08.12"], []])
        let others =
            [demo.root, demo.issuing, demo.timeStamping, demo.ocspResponder]
            + demo.agencies.flatMap { [$0.officer, $0.seal] }
        #expect(others.allSatisfy { $0.certificate.subjectSerialNumbers.isEmpty })
    }

    @Test func agencyCodesArePlain() {
        for code in ["", "H58 08", "Đ58", "H58.08,O=x"] {
            let error = #expect(throws: DemoPKIError.self) {
                try DemoOrganization(slug: "x", name: "x", code: code, officer: "y")
            }
            #expect(error?.code == .badName)
        }
    }

    @Test func filesAreCompleteAndGuarded() throws {
        let folder = NSTemporaryDirectory() + "/demo-pki-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let demo = try Self.made.get()
        let files = try demo.write(to: folder + "/pki")
        #expect(files.trust == folder + "/pki/trust")
        let trust = try TrustDirectory.load(files.trust)
        #expect(trust.skipped.isEmpty && trust.store.anchors == demo.trust.anchors)
        #expect(Set(trust.store.revocationLists) == Set(demo.trust.revocationLists))

        #expect(files.agencies.count == 2)
        for (agency, written) in zip(demo.agencies, files.agencies) {
            let pin = try bytes(written.seal.pin)
            let read = try PKCS12.open(bytes(written.seal.p12), passphrase: pin)
            #expect(read.certificate == agency.seal.certificate && read.chain == agency.seal.chain)
            let officer = try PKCS12.open(bytes(written.officer.p12), passphrase: bytes(written.officer.pin))
            #expect(officer.key.type == .rsa(bits: 2048) && officer.certificate == agency.officer.certificate)
            let error = #expect(throws: PKIError.self) { try PKCS12.open(bytes(written.officer.p12), passphrase: pin) }
            #expect(error?.code == .wrongPKCS12Passphrase)
            let seal = try PrivateKey(pem: bytes(written.resultSealKey))
            #expect(seal.matches(try Certificate(pem: bytes(written.resultSealCertificate))))
            for secret in [written.seal.p12, written.seal.pin, written.resultSealKey] {
                let attributes = try FileManager.default.attributesOfItem(atPath: secret)
                #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(secret)")
            }
        }
        // A second demonstration does not overwrite the first one's keys.
        let error = #expect(throws: DemoPKIError.self) { try demo.write(to: folder + "/pki") }
        #expect(error?.code == .alreadyExists)
        #expect(try TrustDirectory.load(files.trust).store.anchors == demo.trust.anchors)
    }

    @Test func slugsArePartsOfFileNames() {
        for slug in ["", "../x", "a/b", "-a", "xã"] {
            let error = #expect(throws: DemoPKIError.self) {
                try DemoOrganization(slug: slug, name: "x", officer: "y")
            }
            #expect(error?.code == .badName)
        }
    }

    private func bytes(_ path: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: URL(fileURLWithPath: path))) }
}
