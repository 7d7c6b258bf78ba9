import Foundation
import Profiles
import Records
import ShippedProfiles
import Testing

@Suite struct TrustPinsFileTests {
    private func shipped() -> [TrustPinRule] {
        ShippedProfiles.trust.flatMap { file -> [TrustPinRule] in
            switch TrustPinsFile.read(file.bytes, name: file.name) {
            case .read(let rules): return rules
            case .refused(let problems):
                Issue.record("\(problems.map { $0.text(in: .en) })")
                return []
            }
        }
    }

    @Test func theShippedPinsAreWellFormed() {
        let rules = shipped()
        #expect(Set(rules.map(\.sha256)).count == rules.count && rules.count >= 30)
        let roots = rules.filter { $0.role == .root }
        #expect(Set(roots.filter { $0.store == .official }.map(\.generation)) == ["G1", "G2"])
        #expect(roots.contains { $0.store == .public && $0.name == "Vietnam National Root CA" })
        #expect(rules.allSatisfy { $0.organization != nil && $0.key != nil && $0.store != .demo })
        // Nothing is published that only one source vouches for as if it were sure.
        #expect(rules.filter { $0.generation == "MIC" }.allSatisfy { $0.certainty == .oneSource })
        #expect(rules.contains { $0.lists == ["http://ca.gov.vn/pki/pub/crl/cpcag2.crl"] })
    }

    /// Every genuine certificate that is known stands in the pins with its facts, and no look-alike does.
    @Test(.enabled(if: manifest != nil, "needs the corpus"))
    func thePinsAreThoseOfTheCollection() {
        let rules = Dictionary(uniqueKeysWithValues: shipped().map { ($0.sha256, $0) })
        var genuine = 0
        for line in Self.manifest?.split(whereSeparator: \.isNewline).dropFirst() ?? [] {
            let columns = Self.columns(line)
            guard columns.count >= 11 else { continue }
            let rule = rules[columns[10]]
            if columns[1] == "LOOKALIKE" {
                #expect(rule == nil)
                continue
            }
            genuine += 1
            #expect(rule?.role.rawValue == columns[1], "\(columns[0])")
            #expect(columns[2].contains("Common Name: \(rule?.name ?? "?"),"), "\(columns[0])")
            #expect(rule?.firstDay == CivilDate(iso: columns[4]) && rule?.lastDay == CivilDate(iso: columns[5]))
            #expect(rule?.key == columns[6])
        }
        #expect(genuine == rules.count)
    }

    @Test(arguments: [
        ("sha256: abc", "2:", "sha256"), ("role: boss", "role", "root"), ("valid: 2020-01-01", "valid", "first/last"),
        ("valid: 2021-01-01/2020-01-01", "valid", "first/last"), ("certainty: sure", "certainty", "confirmed"),
        ("owner: x", "owner", "unknown"),
    ])
    func mistakesAreShown(line: String, place: String, expected: String) {
        var lines = [
            "sha256": "sha256: \(String(repeating: "a1", count: 32))", "name": "name: Gốc", "role": "role: root",
            "valid": "valid: 2020-01-01/2030-01-01", "certainty": "certainty: confirmed",
        ]
        lines[String(line.prefix { $0 != ":" })] = line
        let text =
            "store: public\npins:\n  - " + lines.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n    ")
        guard case .refused(let problems) = TrustPinsFile.read(Array(text.utf8), name: "p.yaml") else {
            Issue.record("accepted: \(line)")
            return
        }
        #expect(problems.count == 1)
        let message = problems.first?.text(in: .en) ?? ""
        #expect(message.hasPrefix("p.yaml:") && message.contains(place == "2:" ? "sha256" : place))
        #expect(message.contains(expected), "\(message)")
    }

    @Test func twiceIsAMistake() throws {
        let bytes = try #require(ShippedProfiles.trust.first).bytes
        let text = String(decoding: bytes, as: UTF8.self)
        let first = try #require(text.range(of: "  - sha256"))
        let again = text + text[first.lowerBound...].prefix { $0 != "#" }
        guard case .refused(let problems) = TrustPinsFile.read(Array(again.utf8), name: "p.yaml") else {
            Issue.record("accepted")
            return
        }
        #expect(problems.allSatisfy { $0.code == .duplicateCode })
    }

    private static let manifest: String? = {
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let corpus =
            ProcessInfo.processInfo.environment["SOHOA_CORPUS"] ?? root.appendingPathComponent("shared/corpus").path
        return try? String(contentsOfFile: corpus + "/vietnam/certs/MANIFEST.csv", encoding: .utf8)
    }()

    /// The fields of a line of comma-separated values; quotes hold commas.
    private static func columns(_ line: Substring) -> [String] {
        var columns = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: columns.append("")
            default: columns[columns.count - 1].append(character)
            }
        }
        return columns
    }
}
