import DemoPKI
import Diagnostics
import FoundationEssentials
import PKI
import Testing

@Suite struct OCSPTests {
    private func response(
        _ certificate: Certificate? = nil, status: OCSPSingleResponse.Status? = nil, by holder: DemoPKI.Holder? = nil,
        at date: Date = Fixtures.now, lifetime: TimeInterval? = 3600
    ) throws -> OCSPResponse {
        let demo = try Fixtures.demo()
        let responder = DemoOCSPResponder(
            holder ?? demo.ocspResponder, issuer: demo.issuing, revocations: demo.issuingRevocationList)
        return try responder.response(
            about: certificate ?? Fixtures.seal().certificate, status: status, at: date, lifetime: lifetime)
    }

    private func status(
        _ response: OCSPResponse, of certificate: Certificate? = nil, at date: Date = Fixtures.now
    ) throws -> RevocationStatus {
        let demo = try Fixtures.demo()
        return RevocationEvidence.ocsp(response).status(
            of: try certificate ?? Fixtures.seal().certificate, issuer: demo.issuing.certificate,
            trust: TrustStore(anchors: demo.trust.anchors, intermediates: demo.trust.intermediates), at: date)
    }

    @Test func aResponseSaysGood() throws {
        let response = try response()
        #expect(response.producedAt == Fixtures.now && response.responses.count == 1)
        #expect(response.responses.first?.nextUpdate == Fixtures.now + 3600)
        #expect(
            try response.signer(for: Fixtures.demo().issuing.certificate) == Fixtures.demo().ocspResponder.certificate)
        #expect(try status(response) == .good)
        #expect(try OCSPResponse(response.der) == response)
        // The authority itself may answer as well.
        #expect(try status(self.response(by: Fixtures.demo().issuing)) == .good)
    }

    @Test func aResponseSaysRevokedOrUnknown() throws {
        let revoked = try #require(Fixtures.demo().revokedOfficer).certificate
        let revocation = Revocation(date: Fixtures.now - 2 * Fixtures.day, reason: .keyCompromise)
        #expect(try status(response(revoked), of: revoked) == .revoked(revocation))
        // Two days and more ago it was not.
        #expect(try status(response(revoked), of: revoked, at: Fixtures.now - 3 * Fixtures.day) == .good)
        #expect(try status(response(status: .unknown)) == .unknown(.unknownToResponder))
    }

    @Test func onlyAuthorizedRespondersCount() throws {
        let demo = try Fixtures.demo()
        let stranger = try DemoPKI.create(organizations: [], now: Fixtures.now)
        for holder in [try Fixtures.seal(), demo.timeStamping, demo.root, stranger.ocspResponder, stranger.issuing] {
            #expect(try status(response(by: holder)) == .unknown(.unauthorizedSigner), "\(holder.certificate)")
        }
        // The right certificate with another key.
        let impostor = DemoPKI.Holder(
            key: try PrivateKey.generate(.rsa(bits: 2048)), certificate: demo.ocspResponder.certificate,
            chain: demo.ocspResponder.chain)
        #expect(try status(response(by: impostor)) == .unknown(.unauthorizedSigner))
    }

    @Test func aRevokedResponderSaysNothing() throws {
        let demo = try Fixtures.demo()
        let leaf = try Fixtures.seal().certificate
        let trust = TrustStore(
            anchors: demo.trust.anchors, intermediates: demo.trust.intermediates,
            revocationLists: [demo.rootRevocationList])
        for isUnchecked in [true, false] {
            let holder = try DemoPKI.responder(
                PrivateKey.generate(.p256), issuer: demo.issuing, isUnchecked: isUnchecked, now: Fixtures.now)
            let good = try response(by: holder)
            // A list too old to clear anybody still revokes.
            let list = try DemoPKI.revocationList(
                revoking: [holder.certificate], issuer: demo.issuing, now: Fixtures.now - 40 * Fixtures.day)
            let now = PathValidator.validate(
                leaf, extraRevocationLists: [list], extraOCSPResponses: [good], trust: trust, at: Fixtures.now,
                revocation: .required)
            #expect(now.status == (isUnchecked ? .passed : .revocationUnknown(leaf)))
        }
    }

    @Test func anAnswerAboutAnotherCertificateSaysNothing() throws {
        let other = try response(Fixtures.officer().certificate)
        #expect(try status(other) == .unknown(.anotherCertificate))
    }

    @Test func answersGrowOldAndComeLater() throws {
        let response = try response()
        #expect(try status(response, at: Fixtures.now + 3600) == .good)
        #expect(try status(response, at: Fixtures.now + 3601) == .unknown(.notCurrent))
        // An answer that came after the time in question speaks for it, while the certificate was in force.
        #expect(try status(response, at: Fixtures.now - 10 * Fixtures.day) == .good)
        let late = try self.response(at: Fixtures.now + 800 * Fixtures.day)
        let notDelegated = try status(late, at: Fixtures.now)
        #expect(notDelegated != .good)
        // Without nextUpdate an answer holds for an hour.
        let open = try self.response(lifetime: nil)
        #expect(try status(open, at: Fixtures.now + 3600) == .good)
        #expect(try status(open, at: Fixtures.now + 3601) == .unknown(.notCurrent))
    }

    @Test func pathsAreJudgedByResponsesAlone() throws {
        let demo = try Fixtures.demo()
        let leaf = try Fixtures.seal().certificate
        let bare = TrustStore(anchors: demo.trust.anchors, intermediates: demo.trust.intermediates)
        let source = demo.revocationSource(clock: { Fixtures.now })
        let evidence =
            try source.evidence(for: leaf, issuer: demo.issuing.certificate, at: Fixtures.now)
            + source.evidence(for: demo.issuing.certificate, issuer: demo.root.certificate, at: Fixtures.now)
        let responses = evidence.compactMap { if case .ocsp(let response) = $0 { response } else { nil } }
        #expect(responses.count == 2)
        let none = PathValidator.validate(leaf, trust: bare, at: Fixtures.now, revocation: .required)
        #expect(none.status == .revocationUnknown(demo.issuing.certificate) && none.evidence.isEmpty)
        let path = PathValidator.validate(
            leaf, extraOCSPResponses: responses, trust: bare, at: Fixtures.now, revocation: .required)
        #expect(path.status == .passed)
        #expect(path.evidence == [leaf: evidence[0], demo.issuing.certificate: evidence[1]])
        // The trust store may hold them too, and lists serve as well.
        var stored = bare
        stored.add(TrustStore(ocspResponses: responses))
        #expect(PathValidator.validate(leaf, trust: stored, at: Fixtures.now, revocation: .required).status == .passed)
        let byLists = PathValidator.validate(leaf, trust: demo.trust, at: Fixtures.now, revocation: .required)
        #expect(byLists.evidence[leaf] == .crl(demo.issuingRevocationList))
        #expect(byLists.evidence[demo.issuing.certificate] == .crl(demo.rootRevocationList))
    }

    @Test func aRevocationOutweighsAGoodAnswer() throws {
        let demo = try Fixtures.demo()
        let revoked = try #require(demo.revokedOfficer).certificate
        let good = try response(revoked, status: .good)
        let path = PathValidator.validate(
            revoked, extraOCSPResponses: [good], trust: demo.trust, at: Fixtures.now, revocation: .required)
        #expect(path.subIndication == .revokedNoPOE)
        #expect(path.evidence[revoked] == .crl(demo.issuingRevocationList))
    }

    @Test func requestsAreReadAsWritten() throws {
        let demo = try Fixtures.demo()
        let leaf = try Fixtures.seal().certificate
        for digest in [DigestAlgorithm.sha1, .sha256] {
            let request = OCSPRequest(leaf, issuer: demo.issuing.certificate, digest: digest, nonce: [1, 2, 3])
            #expect(try OCSPRequest(der: request.der) == request)
            #expect(request.certificateID.names(leaf, issuer: demo.issuing.certificate))
            #expect(!request.certificateID.names(leaf, issuer: demo.root.certificate))
            #expect(try !request.certificateID.names(Fixtures.officer().certificate, issuer: demo.issuing.certificate))
            let answer = try OCSPResponse(demo.ocspResponse(to: request.der, at: Fixtures.now))
            #expect(try answer.nonce == [1, 2, 3] && status(answer) == .good)
        }
    }

    @Test func refusalsSayWhy() throws {
        for refusal in OCSPResponse.Refusal.allCases {
            let error = #expect(throws: PKIError.self) { try OCSPResponse(DemoOCSPResponder.refusal(refusal)) }
            #expect(error?.code == .unsuccessfulOCSPResponse && error?.what.en.contains("\(refusal)") == true)
        }
    }

    @Test func damagedResponsesEndInAnError() throws {
        let bytes = try response().der
        for count in stride(from: 0, to: bytes.count, by: 5) {
            #expect(throws: PKIError.self) { try OCSPResponse(Array(bytes.prefix(count))) }
        }
        // Nothing traps, and what is signed cannot be changed: only the certificates beside it can.
        for index in stride(from: 0, to: bytes.count, by: 3) {
            var changed = bytes
            changed[index] ^= 0x11
            guard let response = try? OCSPResponse(changed), try status(response) == .good else { continue }
            #expect(response.producedAt == Fixtures.now && response.responses.first?.status == .good)
        }
    }

    @Test func certificatesSayWhereTheServicesAre() throws {
        let demo = try DemoPKI.create(
            organizations: [], now: Fixtures.now, options: .init(serviceAddress: "http://127.0.0.1:8080"))
        let leaf = demo.timeStamping.certificate
        #expect(leaf.ocspAddresses == ["http://127.0.0.1:8080/ocsp"])
        #expect(leaf.issuerAddresses == ["http://127.0.0.1:8080/issuing.cer"])
        #expect(leaf.crlDistributionPoints == ["http://127.0.0.1:8080/issuing.crl"])
        #expect(demo.issuing.certificate.crlDistributionPoints == ["http://127.0.0.1:8080/root.crl"])
        #expect(demo.root.certificate.ocspAddresses.isEmpty && demo.root.certificate.issuerAddresses.isEmpty)
        #expect(demo.ocspResponder.certificate.hasOCSPNoCheck && demo.ocspResponder.certificate.isOCSPResponder)
        #expect(!leaf.hasOCSPNoCheck && !leaf.isOCSPResponder)
        // A distribution point that names the whole list does not narrow it.
        let path = PathValidator.validate(
            leaf, trust: demo.trust, at: Fixtures.now, revocation: .required, purpose: .timeStamping)
        #expect(path.status == .passed)
    }

    @Test(.enabled(if: Tool.openssl.isAvailable, "needs the openssl command"))
    func opensslAgrees() throws {
        let demo = try Fixtures.demo()
        let folder = try TemporaryFolder()
        for (name, certificate) in [
            ("root", demo.root.certificate), ("issuing", demo.issuing.certificate),
            ("good", try Fixtures.seal().certificate), ("revoked", try #require(demo.revokedOfficer).certificate),
        ] {
            try folder.write(Array(certificate.pem.utf8), name + ".pem")
        }
        for name in ["good", "revoked"] {
            // OpenSSL's request, our answer, OpenSSL's judgement.
            let query = try Tool.openssl.run(
                ["ocsp", "-issuer", "issuing.pem", "-cert", name + ".pem", "-reqout", "query"], in: folder.path)
            #expect(query.status == 0)
            try folder.write(demo.ocspResponse(to: folder.read("query"), at: Fixtures.now), "response")
            let output = try Tool.openssl.run(
                [
                    "ocsp", "-reqin", "query", "-respin", "response", "-text", "-CAfile", "root.pem", "-verify_other",
                    "issuing.pem", "-attime", "1795132860",
                    // Its own clock may be years away from the fixtures'.
                    "-validity_period", "1000000000",
                ], in: folder.path)
            #expect(output.text.contains("Response verify OK"), "\(output.text)")
            #expect(output.text.contains("Cert Status: \(name)"), "\(output.text)")
        }
    }

    /// Answers of the Government's responders, taken out of signed documents of 2025.
    @Test(.enabled(if: Corpus.exists("vietnam/certs/revinfo"), "needs the corpus"))
    func realResponsesAreReadAndVerified() throws {
        let certificates = try Corpus.files("vietnam/certs", suffix: ".pem").flatMap {
            try Certificate.all(in: Corpus.bytes($0))
        }
        let files = Corpus.files("vietnam/certs/revinfo", suffix: ".ocsp")
        #expect(files.count == 7)
        for file in files {
            let response = try OCSPResponse(Corpus.bytes(file))
            #expect(response.responses.map(\.status) == [.good], "\(file)")
            let single = try #require(response.responses.first)
            #expect(single.nextUpdate == single.thisUpdate + 3 * 3600)
            let issuers = certificates.filter { $0.isCA && response.signer(for: $0) != nil }
            #expect(issuers.count == 1, "\(file): \(issuers)")
        }
    }
}
