import Foundation
import PKI
import Testing

/// NIST's path validation cases (PKITS): certificate policies with the inputs that the cases name, and lists of every kind.
/// DSA with inherited parameters is left out.
@Suite(.enabled(if: Corpus.exists("pkits"), "needs the corpus")) struct PKITSTests {
    private struct Case: Decodable {
        let id: String
        let name: String
        let cert: String
        let other_certs: [String]?
        let crls: [String]?
        let error: Failure?
        let params: Parameters?

        struct Parameters: Decodable {
            let user_initial_policy_set: [String]?
            let initial_explicit_policy: Bool?
            let initial_policy_mapping_inhibit: Bool?
            let initial_any_policy_inhibit: Bool?

            var rules: CertificatePolicyRules {
                CertificatePolicyRules(
                    acceptable: Set(user_initial_policy_set ?? []), requiresPolicy: initial_explicit_policy ?? false,
                    inhibitsMapping: initial_policy_mapping_inhibit ?? false,
                    inhibitsAnyPolicy: initial_any_policy_inhibit ?? false)
            }
        }

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
        var agreed = 0
        for test in cases where test.id != "40105" {
            let lists = (test.crls ?? []).compactMap { try? CertificateList(file("crls/" + $0)) } + [rootList]
            let trust = TrustStore(
                anchors: root.map { TrustAnchor($0, label: .public) },
                intermediates: try (test.other_certs ?? []).map { try Certificate(der: file("certs/" + $0)) },
                revocationLists: lists)
            let leaf = try Certificate(der: file("certs/" + test.cert))
            let outcome = PathValidator.validate(
                leaf, trust: trust, at: date, revocation: .required, purpose: .any,
                policies: test.params?.rules ?? .any)
            switch (test.error == nil, outcome.status) {
            case (true, .passed): agreed += 1
            case (true, _): Issue.record("\(test.id) \(test.name): \(outcome.status)")
            case (false, .passed): Issue.record("\(test.id) \(test.name) passed; \(test.error?.msg_regex ?? "")")
            case (false, _): agreed += 1
            }
        }
        print("PKITS: \(agreed) agree")
        #expect(agreed > 240)
    }

    private func file(_ name: String) throws -> [UInt8] { try Corpus.bytes(Corpus.root + "/pkits/" + name) }
}
