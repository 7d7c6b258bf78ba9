import Foundation
import PKI
import Profiles
import TestSupport
import Testing
import Verification

/// The validation rules that are shipped as files, and those that are built in.
@Suite struct PolicyFileTests {
    private func rules(_ name: String) throws -> ValidationRules {
        let url = Checkout.root.appendingPathComponent("Profiles/validation/\(name).yaml")
        switch ValidationRulesFile.read([UInt8](try Data(contentsOf: url)), name: name) {
        case .read(let rules): return rules
        case .refused(let problems):
            Issue.record("\(problems.map { $0.text(in: .en) })")
            throw CocoaError(.formatting)
        }
    }

    @Test func theShippedFilesAreTheBuiltInPolicies() throws {
        let policies = ValidationPolicies(try ["official", "public", "demo"].map(rules))
        #expect(policies.official == ValidationPolicies.standard.official)
        #expect(policies.public == ValidationPolicies.standard.public)
        #expect(policies.demo == ValidationPolicies.standard.demo)
        #expect(policies[nil] == policies.public && policies[.official].name == "official")
    }

    @Test func aFileReplacesOnePolicyAlone() throws {
        let url = Checkout.root.appendingPathComponent("Profiles/validation/demo.yaml")
        let text = try String(contentsOf: url, encoding: .utf8)
            .replacing("sha1: {end: 2014-01-01}", with: "sha256: {end: 2026-03-01}")
            .replacing("freshnessHours:", with: "freshnessHours: 24")
        guard case .read(let rules) = ValidationRulesFile.read(Array(text.utf8), name: "demo.yaml") else {
            throw CocoaError(.formatting)
        }
        let policies = ValidationPolicies([rules])
        #expect(policies.official == ValidationPolicies.standard.official)
        #expect(policies.demo.revocationFreshness == 86_400)
        let limit = policies.demo.algorithms.limit(.sha256, for: .signature)
        #expect(limit.end == Date(timeIntervalSince1970: 1_772_323_200) && limit.warning == nil)
        #expect(policies.demo.algorithms.limit(.sha1, for: .signature).end == nil)
    }

    /// A slip is told with its place, and nothing is judged by half a file.
    @Test(arguments: [
        ("sha1: {end: 2014-01-01}", "sha1: {end: 2014-13-01}", "12:17", "2014-13-01"),
        ("sha1: {end: 2014-01-01}", "sha1: nie", "12:11", "never"),
        ("  timeStamp:\n", "  timestamp:\n", "20:3", "timeStamp"),
        ("kind: rsa, below: 2048", "kind: rsaa, below: 2048", "32:12", "rsa"),
        ("order: report", "order: maybe", "49:10", "require"),
        ("toleranceMinutes: 30", "toleranceMinutes: -1", "47:21", "0"),
        ("issuers: none", "issuers: all", "53:12", "anchored"),
    ])
    func slipsAreTold(_ old: String, _ new: String, _ place: String, _ says: String) throws {
        let url = Checkout.root.appendingPathComponent("Profiles/validation/demo.yaml")
        let text = try String(contentsOf: url, encoding: .utf8)
        try #require(text.contains(old))
        guard
            case .refused(let problems) = ValidationRulesFile.read(
                Array(text.replacing(old, with: new, maxReplacements: 1).utf8), name: "demo.yaml")
        else {
            Issue.record("\(new) was read")
            return
        }
        let sentence = problems.first?.text(in: .en) ?? ""
        #expect(sentence.hasPrefix("demo.yaml:\(place): ") && sentence.contains(says), "\(sentence)")
    }

    /// What TT 15/2025 asks of keys holds whatever anybody proves about their age.
    @Test func shortKeysNeverCount() {
        let algorithms = AlgorithmConstraints.standard
        for key: KeyType in [.rsa(bits: 1024), .rsa(bits: 2047), .rsaPSS(bits: 1024), .ec(group: "prime192v1"), .other]
        {
            #expect(algorithms.limit(key) == .never, "\(key)")
        }
        for key: KeyType in [.rsa(bits: 2048), .rsa(bits: 3072), .ec(group: "prime256v1"), .ed25519] {
            #expect(algorithms.limit(key).end == nil && algorithms.limit(key).warning != nil, "\(key)")
        }
        let (short, long) = (algorithms.limit(.rsa(bits: 2048)).warning, algorithms.limit(.rsa(bits: 4096)).warning)
        #expect(short ?? .distantFuture < long ?? .distantPast)
    }
}
