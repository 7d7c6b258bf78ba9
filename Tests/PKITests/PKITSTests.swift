import Foundation
import PKI
import Testing

/// NIST's path validation cases (PKITS). Certificate policies are not processed, so sections 4.8 to 4.12 are left out;
/// so is DSA with inherited parameters. Delta, indirect and reason-partitioned lists can revoke here but not clear: for
/// valid cases with such lists, "unknown" and "still on hold" are safe answers.
@Suite(.enabled(if: Corpus.exists("pkits"), "needs the corpus")) struct PKITSTests {
    private struct Case: Decodable {
        let id: String
        let name: String
        let cert: String
        let other_certs: [String]?
        let crls: [String]?
        let error: Failure?

        struct Failure: Decodable {
            let msg_regex: String
        }

        var section: Int { Int(id.prefix(3).suffix(2)) ?? 0 }
    }

    @Test func pathsEndAsNISTSays() throws {
        let cases = try JSONDecoder().decode(
            [Case].self, from: Data(contentsOf: URL(fileURLWithPath: Corpus.root + "/pkits/pkits.json")))
        let root = try Certificate.all(in: file("certs/TrustAnchorRootCertificate.crt"))
        let rootList = try CertificateList(file("crls/TrustAnchorRootCRL.crl"))
        // PKITS certificates are valid from 2010 to 2030.
        let date = Date(timeIntervalSince1970: 1_609_459_200)
        var (agreed, unknown) = (0, 0)
        for test in cases where !(8...12).contains(test.section) && test.id != "40105" {
            let lists = (test.crls ?? []).compactMap { try? CertificateList(file("crls/" + $0)) } + [rootList]
            let trust = TrustStore(
                anchors: root.map { TrustAnchor($0, label: .public) },
                intermediates: try (test.other_certs ?? []).map { try Certificate(der: file("certs/" + $0)) },
                revocationLists: lists)
            let leaf = try Certificate(der: file("certs/" + test.cert))
            let outcome = PathValidator.validate(leaf, trust: trust, at: date, revocation: .required, purpose: .any)
            switch (test.error == nil, outcome.status) {
            case (true, .passed): agreed += 1
            case (true, .revocationUnknown) where test.section >= 14: unknown += 1
            case (true, .revoked(_, let revocation)) where test.section == 15 && revocation.reason == .certificateHold:
                unknown += 1
            case (true, _): Issue.record("\(test.id) \(test.name): \(outcome.status)")
            case (false, .passed): Issue.record("\(test.id) \(test.name) passed; \(test.error?.msg_regex ?? "")")
            case (false, _): agreed += 1
            }
        }
        print("PKITS: \(agreed) agree, \(unknown) valid ones with a list that is not read")
        #expect(agreed > 100)
    }

    private func file(_ name: String) throws -> [UInt8] { try Corpus.bytes(Corpus.root + "/pkits/" + name) }
}
