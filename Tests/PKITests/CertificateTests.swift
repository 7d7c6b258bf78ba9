import FoundationEssentials
import PKI
import Testing

@Suite struct CertificateTests {
    @Test func fieldsOfAnOfficer() throws {
        let certificate = try Fixtures.officer().certificate
        #expect(certificate.commonName == "DEMO - Đỗ Thị Ước (không có giá trị pháp lý)")
        #expect(certificate.organization == "Sở Xây dựng tỉnh Mẫu")
        #expect(certificate.subjectUserIDs == ["CCCD:082000000001"])
        #expect(certificate.subject.hasPrefix("UID=CCCD:082000000001,CN=DEMO - Đỗ Thị Ước"))
        #expect(certificate.subject.hasSuffix("O=Sở Xây dựng tỉnh Mẫu,C=VN"))
        #expect(certificate.keyUsage == [.digitalSignature, .nonRepudiation])
        #expect(certificate.extendedKeyUsage == ["1.3.6.1.5.5.7.3.36"])
        #expect(certificate.keyDescription == "rsa2048")
        #expect(!certificate.isCA && !certificate.isSelfSigned)
        #expect(certificate.signatureDigest == .sha256)
        #expect(certificate.isValid(at: certificate.notAfter))
        #expect(!certificate.isValid(at: certificate.notAfter + 1))
        let issuing = try Fixtures.demo().issuing.certificate
        #expect(issuing.isCA && certificate.isSigned(by: issuing))
        let root = try Fixtures.demo().root.certificate
        #expect(root.isSelfSigned && !certificate.isSigned(by: root))
        #expect(try Fixtures.demo().timeStamping.certificate.isTimeStampingOnly)
    }

    @Test(.enabled(if: Tool.openssl.isAvailable, "needs the openssl command"))
    func opensslReadsTheSame() throws {
        let folder = try TemporaryFolder()
        let certificate = try Fixtures.officer().certificate
        try folder.write(Array(certificate.pem.utf8), "a.pem")
        let output = try Tool.openssl.run(
            ["x509", "-in", "a.pem", "-noout", "-serial", "-fingerprint", "-sha256", "-enddate"], in: folder.path)
        #expect(output.status == 0)
        #expect(output.text.contains("serial=" + certificate.serialHex.uppercased()))
        let fingerprint = output.text.replacing(":", with: "").lowercased()
        #expect(fingerprint.contains(certificate.fingerprint))
        #expect(output.text.contains("notAfter=Nov 19 00:00:00 2028 GMT"))
    }

    @Test func textAndBinaryAreOneCertificate() throws {
        let certificate = try Fixtures.officer().certificate
        let issuing = try Fixtures.demo().issuing.certificate
        let text = Array(("note\n" + certificate.pem + issuing.pem).utf8)
        #expect(try Certificate(pem: text) == certificate)
        #expect(try Certificate.all(in: text) == [certificate, issuing])
        #expect(try Certificate.all(in: certificate.der) == [certificate])
        #expect(try Certificate.all(in: Array("-----BEGIN NOTHING-----".utf8)).isEmpty)
    }

    @Test func damagedCertificatesAreErrors() throws {
        let der = try Fixtures.officer().certificate.der
        for bytes in [[], [0x30], Array(der.dropLast()), der + [0]] {
            let error = #expect(throws: PKIError.self) { try Certificate(der: bytes) }
            #expect(error?.code == .malformedCertificate)
        }
        #expect(throws: PKIError.self) { try Certificate(pem: Array("no".utf8)) }
        // Whatever a byte is changed to, reading ends in a certificate or an error.
        for index in stride(from: 0, to: der.count, by: 3) {
            var copy = der
            copy[index] ^= 0xff
            guard let certificate = try? Certificate(der: copy) else { continue }
            _ = (certificate.subject, certificate.keyDescription, certificate.extendedKeyUsage, certificate.keyUsage)
            _ = (certificate.crlDistributionPoints, certificate.serialHex, certificate.isCA)
        }
    }

    @Test func revocationLists() throws {
        let demo = try Fixtures.demo()
        let list = demo.issuingRevocationList
        let revoked = try #require(demo.revokedOfficer)
        #expect(list.count == 1)
        #expect(list.isSigned(by: demo.issuing.certificate) && !list.isSigned(by: demo.root.certificate))
        #expect(
            list.revocation(of: revoked.certificate)
                == Revocation(date: Fixtures.now - 2 * Fixtures.day, reason: .keyCompromise))
        #expect(list.revocation(of: try Fixtures.officer().certificate) == nil)
        #expect(list.nextUpdate == Fixtures.now + 30 * Fixtures.day)
        let pem = PEM(label: "X509 CRL", der: list.der).text
        #expect(try CertificateList(Array(pem.utf8)) == list)
        let error = #expect(throws: PKIError.self) { try CertificateList(demo.root.certificate.der) }
        #expect(error?.code == .malformedRevocationList)
    }

    /// Names, keys and dates of real Vietnamese authorities, including their distribution points.
    @Test(.enabled(if: Corpus.exists("vietnam/certs"), "needs the corpus"))
    func realAuthorities() throws {
        let files = Corpus.files("vietnam/certs", suffix: ".pem")
        #expect(files.count >= 30)
        for file in files {
            let certificate = try Certificate(pem: Corpus.bytes(file))
            #expect(!certificate.subject.isEmpty && certificate.keyDescription != "unknown", "\(file)")
            #expect(certificate.notBefore < certificate.notAfter)
            if file.contains("root__") { #expect(certificate.isSelfSigned && certificate.isCA) }
        }
        let official = try #require(files.first { $0.contains("co_quan_Nha_nuoc_G2") })
        let certificate = try Certificate(pem: Corpus.bytes(official))
        #expect(certificate.commonName == "CA phục vụ các cơ quan Nhà nước G2")
        #expect(certificate.crlDistributionPoints.contains { $0.hasPrefix("http") })
    }
}
