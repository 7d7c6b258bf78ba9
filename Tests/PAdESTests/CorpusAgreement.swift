import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PAdES

/// What we say of every signature of the corpus beside what other tools say: integrity, signature value, coverage and later
/// changes. Every disagreement is explained in KNOWN.md; one that is not fails the test, and so does an explanation that
/// explains nothing any more.
@Suite(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
struct CorpusAgreement {
    /// What a tool says of one signature; nil where it says nothing.
    struct Opinion {
        let subject: String
        let tool: String
        var intact: Bool?
        var signatureValid: Bool?
        var coverage: String?
        var changes: String?

        /// Reads pyHanko's words.
        static func pyHanko(
            _ subject: String, intact: Bool?, valid: Bool?, coverage: String?, changes: String?, permitted: String?
        ) -> Opinion {
            let ours = ["ENTIRE_FILE": "file", "ENTIRE_REVISION": "revision"]
            let level: String? =
                switch changes {
                case nil, "", "None": nil
                case "NONE": "none"
                case "OTHER", "SUSPICIOUS": "suspicious"
                default: permitted == "False" ? "suspicious" : "permitted"
                }
            return Opinion(
                subject: subject, tool: "pyHanko", intact: intact, signatureValid: valid,
                coverage: coverage.flatMap { $0.isEmpty || $0 == "None" ? nil : ours[$0] ?? "partial" }, changes: level)
        }
    }

    /// How often two agree, by tool and facet, and where they do not.
    struct Tally {
        private(set) var counts: [String: (agreed: Int, all: Int)] = [:]
        private(set) var unexplained: [String] = []
        private(set) var used: Set<KnownDisagreements.Row> = []
        let known: KnownDisagreements

        mutating func compare<Value: Equatable>(
            _ opinion: Opinion, _ facet: String, theirs: Value?, ours: Value?, detail: @autoclosure () -> String
        ) {
            guard let theirs else { return }
            let key = "\(opinion.tool) \(facet)"
            counts[key, default: (0, 0)].all += 1
            if theirs == ours {
                counts[key, default: (0, 0)].agreed += 1
            } else if let row = known.row(opinion.subject, opinion.tool, facet) {
                used.insert(row)
            } else {
                let own = ours.map { "\($0)" } ?? "nothing"
                unexplained.append(
                    "\(opinion.subject) | \(opinion.tool) | \(facet): \(theirs), we say \(own)\n      \(detail())")
            }
        }

        mutating func compare(_ opinion: Opinion, with one: SignatureFindings?) {
            let detail = one.map(GeneratedFiles.text) ?? "-"
            compare(opinion, "intact", theirs: opinion.intact, ours: one.map { $0.intact ?? false }, detail: detail)
            compare(
                opinion, "signatureValid", theirs: opinion.signatureValid, ours: one.map { $0.signatureValid ?? false },
                detail: detail)
            // What a broken signature covers is nobody's business.
            guard opinion.intact == true, one?.intact == true else { return }
            compare(opinion, "coverage", theirs: opinion.coverage, ours: one?.coverage.rawValue, detail: detail)
            compare(opinion, "changes", theirs: opinion.changes, ours: one?.changesAfter.rawValue, detail: detail)
        }

        var report: String {
            counts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.agreed) of \($0.value.all)" }
                .joined(separator: "\n")
        }
    }

    private let root = Checkout.corpus ?? Checkout.root

    @Test func everyDisagreementIsExplained() throws {
        var tally = Tally(known: try KnownDisagreements())
        try compareManifest(&tally)
        try compareCaptured(&tally)
        try compareVietnamese(&tally)
        let stale = tally.known.rows.filter { !tally.used.contains($0) }.map {
            "\($0.subject) | \($0.tool) | \($0.facets)"
        }
        #expect(
            tally.unexplained.isEmpty,
            "\(tally.unexplained.count) disagreements:\n\(tally.unexplained.joined(separator: "\n"))\n\(tally.report)")
        #expect(stale.isEmpty, "rows of KNOWN.md that explain nothing:\n\(stale.joined(separator: "\n"))")
        // The figures that KNOWN.md gives.
        let text = try Checkout.text("Tests/PAdESTests/KNOWN.md")
        for line in tally.report.split(separator: "\n") {
            #expect(text.contains(line), "KNOWN.md does not say “\(line)”")
        }
    }

    private func rows(_ path: String) throws -> [[String: String]] {
        let lines = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
            .split(whereSeparator: \.isNewline)
        let header = CSVRow.fields(lines[0])
        return lines.dropFirst().map { Dictionary(zip(header, CSVRow.fields($0)), uniquingKeysWith: { a, _ in a }) }
    }

    private func document(_ path: String) -> PDFDocument? {
        try? PDFDocument(bytes: try ByteView(mappingFileAt: root.appendingPathComponent(path).path))
    }

    /// The files of other projects: what their owners expect, and what pyHanko and OpenSSL say of each signature.
    private func compareManifest(_ tally: inout Tally) throws {
        for row in try rows("signatures/manifest.csv") {
            let name = row["file"] ?? ""
            let path = "signatures/\(name)"
            guard FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path) else { continue }
            let found = document(path)
            let findings = found.map { SignatureInspector.inspect($0) } ?? []
            compareExpectation(row["expected"] ?? "", name, found == nil ? nil : findings, &tally)
            for text in (row["pyhanko_sigs"] ?? "").components(separatedBy: " | ") where !text.isEmpty {
                let parts = text.components(separatedBy: ":")
                guard parts.count >= 5, parts[1].count == 2 else { continue }
                let opinion = Opinion.pyHanko(
                    name, intact: parts[1].hasPrefix("I"), valid: parts[1].hasSuffix("V"), coverage: parts[2],
                    changes: parts[3], permitted: parts[4] == "mdp=False" ? "False" : "True")
                tally.compare(opinion, with: CorpusAgreement.named(parts[0], among: findings))
            }
            let verdicts = (row["openssl_sigs"] ?? "").components(separatedBy: ",").filter { !$0.isEmpty }
            if !verdicts.isEmpty, !verdicts.contains("n/a") {
                let opinion = Opinion(subject: name, tool: "OpenSSL")
                tally.compare(
                    opinion, "sound", theirs: verdicts.filter { $0 == "ok" }.count,
                    ours: findings.filter { $0.intact == true && $0.signatureValid == true }.count,
                    detail: "\(findings.map(GeneratedFiles.text))")
            }
        }
    }

    /// The manifest cuts long names short, and an encrypted file does not tell its names.
    private static func named(_ name: String, among findings: [SignatureFindings]) -> SignatureFindings? {
        if let one = findings.first(where: { $0.fields.contains(name) }) { return one }
        if findings.count == 1, findings[0].reasons.contains(where: { $0.code == .encrypted }) { return findings[0] }
        return name.count < 24 ? nil : findings.first { $0.fields.contains { $0.hasPrefix(name) } }
    }

    private func compareExpectation(
        _ expected: String, _ name: String, _ findings: [SignatureFindings]?, _ tally: inout Tally
    ) {
        let verdict =
            switch findings {
            case nil: "unreadable"
            case .some(let all) where all.isEmpty: "none"
            case .some(let all)
            where all.contains { !$0.isWellFormed || $0.intact == false || $0.signatureValid != true }:
                "broken"
            case .some(let all): all.contains { $0.changesAfter == .suspicious } ? "changed" : "passed"
            }
        let accepted: [String]? =
            switch expected {
            case "PASS_UNCHANGED", "PASS_CHANGES_ALLOWED", "PASS_LTA_UPDATES": ["passed"]
            case "MODIFIED": ["changed"]
            // A broken chain of cross-references is told as a change, which fails the file as well.
            case "INTEGRITY_FAIL": ["broken", "changed"]
            case "REJECT": ["changed", "broken"]
            case "UNREADABLE_SIG": ["broken", "unreadable"]
            case "NO_SIGNATURE": ["none"]
            case "UNREADABLE": ["unreadable"]
            default: nil
            }
        guard let accepted else { return }
        tally.compare(
            Opinion(subject: name, tool: "manifest"), "expected", theirs: true, ours: accepted.contains(verdict),
            detail: "\(expected), \(verdict): \((findings ?? []).map(GeneratedFiles.text))")
    }

    /// The signatures that pyHanko's own tests make; the tests' names are the subjects.
    private func compareCaptured(_ tally: inout Tally) throws {
        for row in try rows("signatures/captured.csv") {
            guard row["encrypted"] == "False", row["intact"] != "", row["error"] == "",
                let document = document("signatures/\(row["file"] ?? "")")
            else { continue }
            let findings = SignatureInspector.inspect(document)
            let opinion = Opinion.pyHanko(
                row["test_function"] ?? "", intact: row["intact"] == "True", valid: row["valid"] == "True",
                coverage: row["coverage"], changes: row["modification_level"], permitted: row["docmdp_ok"])
            tally.compare(opinion, with: findings.first { $0.fields.contains(row["field"] ?? "") })
        }
    }

    /// Real Vietnamese files: the corpus' own check of the mathematics, pyHanko and pdfsig.
    private func compareVietnamese(_ tally: inout Tally) throws {
        for row in try rows("vietnam/signed.csv") {
            let name = row["file"] ?? ""
            guard let document = document("vietnam/signed/\(name)") else { continue }
            let findings = SignatureInspector.inspect(document)
            let isBroken = name.hasPrefix("broken__")
            let sound = findings.filter { $0.isSound && $0.intact == true }
            let passed = findings.count == sound.count && !findings.contains { $0.changesAfter == .suspicious }
            tally.compare(
                Opinion(subject: name, tool: "corpus"), "sound", theirs: isBroken ? 0 : Int(row["n_signatures"] ?? ""),
                ours: sound.count, detail: "\(findings.map(GeneratedFiles.text))")
            tally.compare(
                Opinion(subject: name, tool: "corpus"), "expected", theirs: !isBroken, ours: passed,
                detail: "\(findings.map(GeneratedFiles.text))")
            // The kinds of verdicts that pyHanko gave to signatures of this file; it could not open every one.
            let theirs = row["pyhanko"] ?? ""
            let opinion = Opinion(subject: name, tool: "pyHanko")
            let detail = "\(theirs) \(findings.map(GeneratedFiles.text))"
            tally.compare(
                opinion, "file sound",
                theirs: theirs.contains("intact=True") && !theirs.contains("=False") && !theirs.contains("=None"),
                ours: !findings.isEmpty && sound.count == findings.count, detail: detail)
            tally.compare(
                opinion, "file suspicious", theirs: theirs.contains("SUSPICIOUS"),
                ours: findings.contains { $0.changesAfter == .suspicious }, detail: detail)
            let valid = (row["pdfsig"] ?? "").components(separatedBy: " ; ").compactMap { text -> Int? in
                text.hasPrefix("Signature is Valid. x") ? Int(text.dropFirst(21)) : nil
            }
            tally.compare(
                Opinion(subject: name, tool: "pdfsig"), "sound", theirs: valid.reduce(0, +), ours: sound.count,
                detail: row["pdfsig"] ?? "")
        }
    }
}
