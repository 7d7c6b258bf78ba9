import Foundation
import PAdES
import PDFSyntax
import PKI
import TestSupport
import Testing

@testable import Verification

/// Every row of pyHanko's own tests that says something of trust: its files, roots and times, our conclusions.
@Suite(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
struct CapturedRowTests {
    /// What we say where pyHanko says something else, by its test, and why.
    private struct Disagreement {
        let ours: Set<String>
        let why: String
    }

    private static let noRoot = "the roots of that test are not in the corpus"
    private static let literal =
        "pyHanko asks for a proof of existence of revocation data whose authority is still in force "
        + "(5.6.2.2 to the letter); by 5.5.4 the data of a valid authority speak for themselves, as EU DSS has it"
    private static let ownPolicy = "the test bans an algorithm by a policy of its own"
    private static let format =
        "pyHanko says this of trust alone; the signature fails for what was changed or not covered"

    private static let disagreements: [String: Disagreement] = {
        func differ(_ ours: String..., because why: String) -> Disagreement { Disagreement(ours: Set(ours), why: why) }
        let noChain = differ("NO_CERTIFICATE_CHAIN_FOUND", because: noRoot)
        let failed = differ("FORMAT_FAILURE", "NO_CERTIFICATE_CHAIN_FOUND", because: format)
        let banned = differ("PASSED", "TRY_LATER", because: ownPolicy)
        let design = differ(
            "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
            because: "a proof that the signature is older would make it count: table 6 calls that NO_POE")
        return [
            "test_double_sig_adobe_reader": noChain, "test_double_sig_adobe_reader_second_created": noChain,
            "test_simple_sign_with_separate_annot": noChain, "test_simple_sign": noChain,
            "test_simple_sign_fresh_doc": noChain, "test_diff_fallback_ok": noChain, "test_no_diff_summary": noChain,
            "test_sign_pss": noChain, "test_simulate_future_lta_happy_path_eseal": noChain,
            "test_pades_lta_fail_qualification_requirements": noChain,
            "test_bogus_metadata_manipulation": failed, "test_dangerous_xml_metadata_manipulation": failed,
            "test_tamper_sig_obj": failed, "test_anomalous_coverage": failed,
            "test_diff_analysis_update_indirect_extensions_not_all_paths": failed,
            "test_diff_analysis_add_invalid_type_entry": failed,
            "test_stream_and_dict_not_considered_identical": failed,
            "test_copy_file_with_mdp_signature_and_backref": failed,
            "test_sign_with_later_revoked_nots": differ(
                "TRY_LATER", because: "the revocation list came from a server and is not in the corpus"),
            "test_forbidden_signature_algorithm": banned, "test_pades_lta_hash_algorithm_banned_and_no_poe": banned,
            "test_pades_lta_algo_permaban": banned,
            "test_sign_digest_mismatch_allowed_but_inner_banned": differ(
                "SIG_CRYPTO_FAILURE", because: "two digest algorithms in one signature are refused"),
            "test_sign_digest_mismatch_allowed_but_outer_banned": differ(
                "SIG_CRYPTO_FAILURE", because: "two digest algorithms in one signature are refused"),
            "test_sign_weak_sig_digest": design, "test_sign_weak_sig_digest_disallowed_by_custom_policy": design,
            "test_simulate_future_lta_no_revinfo_fail": differ(
                "TRY_LATER", because: "nothing is wrong with the chain; 5.2.6.4 says TRY_LATER without revocation data"),
            "test_simulate_future_lta_with_broken_ts_chain": differ(
                "NO_POE", because: "its time-stamps ended without renewal, which pyHanko calls NO_POE elsewhere"),
            "test_pades_missing_dts": differ("PASSED", because: literal),
            "test_pades_revinfo_live": differ("PASSED", because: literal),
            "test_nontraditional_hybrid_lta_with_failed_timestamp": differ(
                "OUT_OF_BOUNDS_NO_POE",
                because: "the signer's chain is known and has ended; it is the time-stamp's chain that is not"),
            "test_pades_revinfo_live_no_timestamp": differ(
                "PASSED", because: "pyHanko insists on a time-stamp at level B-LT; the present time is enough for 5.3"),
        ]
    }()

    @Test func conclusionsOfPyHankosTests() throws {
        let root = try #require(Checkout.corpus).appendingPathComponent("signatures")
        let table = CSVTable(
            try String(contentsOf: root.appendingPathComponent("captured.csv"), encoding: .utf8))
        let anchors = Set(table.rows.flatMap { ($0["roots"] ?? "").split(separator: " ").map(String.init) })
        var (agreed, explained) = (0, 0)
        var differing: [String] = []
        for row in table.rows {
            let expected = Self.expected(row)
            guard let expected, let file = row["file"], row["encrypted"] != "True" else { continue }
            let names = row["roots"].flatMap { $0.isEmpty ? nil : $0.split(separator: " ").map(String.init) }
            let isAdES = row["kind"]?.hasPrefix("ades") == true
            let trust = TrustStore(
                anchors: certificates(names ?? (isAdES ? anchors.sorted() : []), root).map {
                    TrustAnchor($0, label: .public)
                },
                intermediates: certificates((row["known_certs"] ?? "").split(separator: " ").map(String.init), root))
            let date = try #require(Self.date(row["validation_time"] ?? ""), "\(row["validation_time"] ?? "")")
            let bytes = try ByteView(mappingFileAt: root.appendingPathComponent(file).path)
            let validation = try FileVerifier(trust: trust, now: date, language: .en)
                .validate(bytes, name: file, status: nil)
            let found = validation.signatures.first { $0.findings.fields.contains(row["field"] ?? "") }
            let ours = found.map { Self.code($0) } ?? "NOTHING"
            if ours == expected {
                agreed += 1
            } else if Self.disagreements[row["test_function"] ?? ""]?.ours.contains(ours) == true {
                explained += 1
            } else {
                differing.append(
                    "\(row["test_function"] ?? "") \(file.suffix(12)) \(row["validation_time"]?.prefix(10) ?? "") "
                        + "pyHanko: \(expected), ours: \(ours) \(found?.process.rawValue ?? "") "
                        + "\(found?.remarks.prefix(2).map(\.code) ?? [])")
            }
        }
        print("pyHanko's conclusions: \(agreed) agree, \(explained) explained")
        #expect(differing.isEmpty, "\n\(differing.joined(separator: "\n"))")
        #expect(agreed > 70)
    }

    /// The code of the standard, or FAILED for what is no matter of trust.
    private static func code(_ validation: SignatureValidation) -> String {
        validation.subIndication?.rawValue ?? validation.indication.rawValue
    }

    private static func expected(_ row: [String: String]) -> String? {
        if let answer = row["ades_subindic"], !answer.isEmpty {
            let name = answer.split(separator: ".").last.map(String.init) ?? ""
            return name == "OK" ? "PASSED" : name
        }
        return row["trust_indic"].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func date(_ text: String) -> Date? {
        let parts = text.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
        guard parts.count >= 6 else { return nil }
        let style = Date.ISO8601FormatStyle()
        return try? style.parse(text.prefix(19).replacing(" ", with: "T") + "Z")
    }

    private func certificates(_ names: [String], _ root: URL) -> [Certificate] {
        names.compactMap { name in
            let path = root.appendingPathComponent("pyhanko-tests/der/\(name).cer").path
            return FileManager.default.contents(atPath: path).flatMap { try? Certificate.all(in: [UInt8]($0)).first }
        }
    }
}
