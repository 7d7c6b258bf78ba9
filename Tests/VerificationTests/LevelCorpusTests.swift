import FoundationEssentials
import PDFSyntax
import PKI
import TestSupport
import Testing
import Verification

/// The levels that files of other makers show, whatever one trusts.
@Suite(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
struct LevelCorpusTests {
    /// Files of the EU's DSS whose names or tests say their levels.
    @Test(arguments: [
        ("dss-cookbook/mra/john-doe-lta.pdf", ["B-LTA"]),
        ("dss-pades/validation/pades-ltv.pdf", ["B-LTA"]),
        ("dss-pades/validation/Test.signed_Certipost-2048-SHA512.extended-LTA.pdf", ["B-LTA"]),
        ("dss-pades/validation/belgian_pki_multiple_ocsps_lt.pdf", ["B-LT"]),
        ("dss-pades/validation/pades-t-level-extended.pdf", ["B-T"]),
        ("dss-pades/validation/Signature-P-BG_BOR-2.pdf", ["CMS"]),
    ])
    func filesOfDSS(_ name: String, _ expected: [String]) throws {
        let path = try #require(Checkout.corpus).appendingPathComponent("signatures/dss/\(name)").path
        let report = try FileVerifier(trust: TrustStore(), now: Date(timeIntervalSince1970: 1.8e9), language: .en)
            .verify(ByteView(mappingFileAt: path), name: name, status: nil)
        #expect(report.signatures.filter { $0.type == .signature }.map(\.level.rawValue) == expected)
    }
}
