import Foundation
import PAdES
import PDFSyntax
import PKI
import TestSupport
import Testing

@testable import Verification

/// Signed documents of Vietnamese authorities, with the certificates that are known and nothing about revocation: the usual
/// case.
@Suite(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
struct VietnameseValidationTests {
    /// 22 November 2026.
    private static let now = Date(timeIntervalSince1970: 1_795_305_600)

    /// Files with a signature whose chain is not known, or whose signer had no valid certificate.
    private static let exceptions = [
        "633e2c08": "the certificate had ended when it signed, and there is no time-stamp"
    ]

    private func validations() throws -> [(name: String, row: [String: String], file: FileValidation)] {
        let root = try #require(Checkout.corpus).appendingPathComponent("vietnam")
        let table = CSVTable(try String(contentsOf: root.appendingPathComponent("signed.csv"), encoding: .utf8))
        let verifier = FileVerifier(trust: try trust(root), now: Self.now, language: .vi)
        return try table.rows.compactMap { row in
            guard let name = row["file"] else { return nil }
            let path = root.appendingPathComponent("signed/\(name)").path
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            return (name, row, try verifier.validate(ByteView(mappingFileAt: path), name: name, status: nil))
        }
    }

    private func trust(_ root: URL) throws -> TrustStore {
        var store = TrustStore()
        for name in FileTree(root.appendingPathComponent("certs")).paths.sorted()
        where name.hasSuffix(".pem") && !name.contains("LOOKALIKE") {
            let path = root.appendingPathComponent("certs/\(name)").path
            let bytes = FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
            for certificate in try Certificate.all(in: bytes) {
                let label: TrustLabel = name.contains("National") ? .public : .official
                store.add(
                    name.contains("root__")
                        ? TrustStore(anchors: [TrustAnchor(certificate, label: label)])
                        : TrustStore(intermediates: [certificate]))
            }
        }
        return store
    }

    @Test func intactDocumentsLackRevocationDataOnly() throws {
        var counts: [String: Int] = [:]
        var wrong: [String] = []
        for (name, row, file) in try validations() where !name.hasPrefix("broken") {
            for one in file.signatures {
                let findings = one.findings
                let code = one.subIndication?.rawValue ?? one.indication.rawValue
                counts[code, default: 0] += 1
                func note(_ what: String) {
                    wrong.append("\(name) \(findings.field ?? "-"): \(what) \(code) \(one.remarks.map(\.code))")
                }
                if findings.intact != true || findings.signatureValid != true { note("not intact") }
                if one.indication == .failed { note("failed") }
                let hasChain = row["chain_built"] == "True" && !Self.exceptions.keys.contains { name.contains($0) }
                if hasChain, one.path?.anchor?.label != .official { note("no official chain") }
                // With a time-stamp only revocation and SHA-1 stand against it.
                let expected: Set<SubIndication> =
                    findings.value.digest?.algorithm == .sha1 ? [.cryptoConstraintsFailureNoPOE] : [.tryLater]
                if hasChain, !findings.signatureTimeStamps.isEmpty,
                    one.subIndication.map({ !expected.contains($0) }) ?? true
                {
                    note("with a time-stamp")
                }
                if hasChain, !findings.signatureTimeStamps.isEmpty, one.proven == nil { note("no time") }
            }
        }
        print("Vietnamese signatures: \(counts.sorted { $0.key < $1.key })")
        #expect(wrong.isEmpty, "\(wrong.count):\n\(wrong.joined(separator: "\n"))")
    }

    @Test func rewrittenDocumentsFail() throws {
        for (name, _, file) in try validations() where name.hasPrefix("broken") {
            #expect(file.conclusion == .totalFailed, "\(name) \(file.conclusion)")
            #expect(
                file.signatures.contains { $0.remarks.contains { $0.code == "ORPHAN_SIGNATURE" } },
                "\(name) \(file.signatures.map { $0.remarks.map(\.code) })")
        }
    }

    /// What is missing is named, so that it can be fetched.
    @Test func revocationDataAreAskedFor() throws {
        let first = try #require(try validations().first { $0.name.hasPrefix("intact__") })
        #expect(
            first.file.needs.contains { need in
                if case .revocation(let certificate, _, _) = need {
                    certificate == first.file.signatures[0].findings.value.certificate
                } else {
                    false
                }
            })
    }
}
