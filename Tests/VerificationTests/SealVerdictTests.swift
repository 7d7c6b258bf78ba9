import DemoPKI
import FoundationEssentials
import PKI
import QRCode
import Records
import SignedDocuments
import Testing
import Verification

/// What the text of a QR code is worth, offline.
@Suite struct SealVerdictTests {
    private let dossier: Dossier

    init() throws { dossier = try Dossier.shared.get() }

    @Test func aGenuineSealTellsWhatWasSealed() throws {
        let report = try dossier.verify(seal: dossier.sealURL)
        #expect(report.conclusion == .totalPassed && report.subIndication == nil && report.verdict == .valid)
        #expect(report.code == (try SigningDesk.code(dossier.sealURL)) && report.host == "xacthuc.mau.vn")
        #expect(report.signer?.serial == dossier.desk.agency.resultSeal.certificate.serialHex)
        #expect(report.trust.store == "demo")
        let seal = try #require(report.seal)
        #expect(seal.issuer == "H58.08.12" && seal.dossier == "H58.08.12-261120-0001")
        #expect(seal.title == "Giấy phép xây dựng" && seal.system == "#3")
        #expect(seal.issued == "2026-11-20T12:00:00+07:00" && seal.issuedDate == CivilDate(iso: "2024-03-15"))
        #expect(seal.baseDigest == SHA256.hex(dossier.base) && seal.baseLength == UInt64(dossier.base.count))
        #expect(report.reasons.map(\.code) == ["STATUS_NOT_CHECKED"])
        #expect(VerdictHeading.of(report).vi == "✔ Mã xác thực đúng. Hãy so từng dòng dưới đây với tờ giấy.")
    }

    /// However many owners a result has, no full personal id is shown.
    @Test(arguments: ["082090000011", "082 090 000 011", "082090000011; 082190000022"])
    func personalIdsAreMasked(id: String) throws {
        var payload = SigningDesk.payload(for: dossier.base)
        payload.holderId = id
        let report = try dossier.verify(seal: dossier.desk.sealURL(payload))
        let shown = try #require(report.seal?.holderId)
        #expect(shown.hasPrefix("082•••••0011"))
        let digits = shown.filter(\.isNumber)
        #expect(!digits.contains("082090000011") && !digits.contains("082190000022"))
        #expect(!(try CanonicalJSON.line(report)).contains("090000011"))
    }

    @Test func anAlteredSealFails() throws {
        let report = try dossier.verify(seal: SealInFileTests.altered(dossier.sealURL))
        #expect(report.conclusion == .totalFailed && report.verdict == .invalid)
        #expect(report.seal == nil && report.signer == nil && report.code == nil)
    }

    @Test(arguments: [
        "", "x", "https://xacthuc.mau.vn/q#", "https://xacthuc.mau.vn/q#12345", "http://xacthuc.mau.vn/Q#12345",
        "HTTPS://XACTHUC.MAU.VN/Q#" + String(repeating: "9", count: 3000),
    ])
    func whatIsNoSealFails(text: String) throws {
        let report = try dossier.verify(seal: text)
        #expect(report.conclusion == .totalFailed && report.subIndication == .formatFailure)
        #expect(report.verdict == .invalid && report.reasons.map(\.code) == ["SEAL_MALFORMED"])
    }

    @Test func anUnknownKeyProvesNothing() throws {
        let report = try dossier.verify(seal: DemoKeys.sealURL(over: dossier.base))
        #expect(report.conclusion == .indeterminate && report.subIndication == .noCertificateChainFound)
        #expect(report.verdict == .undetermined && report.seal == nil)
        #expect(report.reasons.map(\.code) == ["SEAL_KEY_UNKNOWN"])
    }

    @Test func aKeyIsJudgedLikeAnySigner() throws {
        let noLists = try dossier.verify(seal: dossier.sealURL, trust: dossier.trustWithoutLists)
        #expect(noLists.conclusion == .indeterminate && noLists.subIndication == .tryLater)
        #expect(noLists.verdict == .undetermined && noLists.seal != nil)
        let late = try dossier.verify(seal: dossier.sealURL, at: SigningDesk.now + 3 * 365 * 86_400)
        #expect(late.conclusion == .indeterminate && late.subIndication == .outOfBoundsNoPOE)
        let noAnchor = try dossier.verify(
            seal: dossier.sealURL, trust: TrustStore(intermediates: dossier.trust.intermediates))
        #expect(noAnchor.conclusion == .indeterminate && noAnchor.subIndication == .noCertificateChainFound)
    }

    @Test func statusDecidesWhatAPersonDoes() throws {
        let expectations: [(RecordStatus, FileReport.Verdict, String)] = [
            (.inForce, .valid, "✔"), (.revoked, .invalid, "✖"), (.replaced, .invalid, "✖"),
            (.expired, .notInForce, "!"),
        ]
        for (status, verdict, sign) in expectations {
            let report = try dossier.verify(
                seal: dossier.sealURL, status: Dossier.vault(dossier.sealURL, says: status))
            #expect(report.conclusion == .totalPassed && report.verdict == verdict && report.record.status == status)
            #expect(VerdictHeading.of(report).vi.hasPrefix(sign) && VerdictHeading.of(report).en.hasPrefix(sign))
        }
        let asked = try dossier.verify(seal: dossier.sealURL, status: RecordStatusLookup { _ in nil })
        let notAsked = try dossier.verify(seal: dossier.sealURL)
        #expect(asked.reasons.map(\.code) == notAsked.reasons.map(\.code) && asked.reasons != notAsked.reasons)
        // Revoked is revoked, whether or not the key can be judged.
        let untrusted = try dossier.verify(
            seal: dossier.sealURL, trust: dossier.trustWithoutLists,
            status: Dossier.vault(dossier.sealURL, says: .revoked))
        #expect(untrusted.conclusion == .indeterminate && untrusted.verdict == .invalid)
        #expect(VerdictHeading.of(untrusted).vi.hasPrefix("✖"))
    }

    @Test func theSealsOwnExpiryCountsEvenWhereTheVaultSaysInForce() throws {
        let payload = SigningDesk.payload(for: dossier.base, validUntil: CivilDate(iso: "2026-11-19"))
        let url = try dossier.desk.sealURL(payload)
        for status in [nil, try Dossier.vault(url, says: .inForce)] {
            let report = try dossier.verify(seal: url, status: status, in: .vi)
            #expect(report.verdict == .notInForce && report.record.status == .expired)
            // The last day of validity is the 19th: the paper is not "expired from the 19th".
            let sentence = try #require(report.reasons.first { $0.code == "RECORD_EXPIRED" }).message
            #expect(sentence.contains("19/11/2026") && !sentence.contains("hết hiệu lực từ ngày"))
        }
        let revoked = try dossier.verify(seal: url, status: Dossier.vault(url, says: .revoked))
        #expect(revoked.verdict == .invalid && revoked.record.status == .revoked)
    }
}
