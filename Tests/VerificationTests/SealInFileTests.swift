import FoundationEssentials
import PDFSyntax
import PKI
import QRCode
import Records
import SignedDocuments
import Signing
import Testing
import Verification

/// The seal in the agency's strip joins a file to one base revision and to one record.
@Suite struct SealInFileTests {
    private let dossier: Dossier

    init() throws { dossier = try Dossier.shared.get() }

    @Test func anotherDocumentsSealDoesNotMatch() throws {
        let other = try dossier.desk.sealURL(SigningDesk.payload(for: Array("something else".utf8)))
        let report = try dossier.verify(try dossier.desk.result(dossier.base, sealURL: other))
        #expect(report.conclusion == .totalPassed && report.verdict == .invalid)
        #expect(report.seal == .init(present: true, matches: false))
        #expect(report.reasons.contains { $0.code == "SEAL_MISMATCH" })
        #expect(VerdictHeading.of(report).en == "✖ NOT VALID – the QR code in the file is not this document's.")
    }

    @Test func aSealOfAnotherLengthDoesNotMatch() throws {
        for length in [0, UInt64(dossier.base.count - 1), UInt64(dossier.base.count + 1), .max] {
            var payload = SigningDesk.payload(for: dossier.base)
            payload.baseRevision?.length = length
            let report = try dossier.verify(
                try dossier.desk.result(dossier.base, sealURL: dossier.desk.sealURL(payload)))
            #expect(report.seal.matches == false && report.verdict == .invalid)
        }
        var payload = SigningDesk.payload(for: dossier.base)
        payload.baseRevision = nil
        let report = try dossier.verify(try dossier.desk.result(dossier.base, sealURL: dossier.desk.sealURL(payload)))
        #expect(report.seal.matches != true)
    }

    @Test func anAlteredSealIsRefuted() throws {
        for altered in [Self.altered(dossier.sealURL), "HTTPS://XACTHUC.MAU.VN/Q#1", "https://example.vn/"] {
            let report = try dossier.verify(
                try DocumentSigner(rules: SigningDesk.rules()).signResult(
                    dossier.base, Self.identified(altered),
                    capture: SigningDesk.capture(dossier.base, PreparedPage().captured()), by: SigningDesk.agencyName,
                    identity: dossier.desk.agency.seal.identity(), at: SigningDesk.now))
            #expect(report.seal == .init(present: true, matches: false), "\(altered)")
            #expect(report.conclusion == .totalPassed && report.verdict == .invalid)
            #expect(report.reasons.map(\.code) == ["SEAL_SIGNATURE_INVALID"])
        }
    }

    @Test func anUnknownSealKeyIsNotCompared() throws {
        let report = try dossier.verify(dossier.result, trust: dossier.trustWithoutSealKeys)
        #expect(report.conclusion == .totalPassed && report.seal == .init(present: true, matches: nil))
        #expect(report.reasons.map(\.code) == ["SEAL_KEY_UNKNOWN", "STATUS_NOT_CHECKED"])
        // A wrong digest is wrong whoever signed it.
        let other = try dossier.desk.sealURL(SigningDesk.payload(for: []))
        let mismatch = try dossier.verify(
            try dossier.desk.result(dossier.base, sealURL: other), trust: dossier.trustWithoutSealKeys)
        #expect(mismatch.seal.matches == false && mismatch.verdict == .invalid)
    }

    @Test func aPaperPastItsDayIsNotInForce() throws {
        func report(validUntil: String) throws -> FileReport {
            let payload = SigningDesk.payload(for: dossier.base, validUntil: CivilDate(iso: validUntil))
            return try dossier.verify(try dossier.desk.result(dossier.base, sealURL: dossier.desk.sealURL(payload)))
        }
        let expired = try report(validUntil: "2026-11-19")
        #expect(expired.conclusion == .totalPassed && expired.verdict == .notInForce)
        #expect(expired.record.status == .expired && expired.seal.matches == true)
        #expect(expired.signatures.allSatisfy { $0.indication == .passed })
        #expect(expired.reasons.contains { $0.code == "RECORD_EXPIRED" && $0.message.contains("2026-11-19") })
        #expect(VerdictHeading.of(expired).vi == "! Chữ ký đúng, nhưng giấy tờ đã hết hiệu lực.")
        // The last day counts.
        #expect(try report(validUntil: "2026-11-20").verdict == .valid)
    }

    @Test func theVaultHasTheLastWord() throws {
        let expectations: [(RecordStatus, FileReport.Verdict, String?)] = [
            (.inForce, .valid, nil), (.revoked, .invalid, "RECORD_REVOKED"),
            (.replaced, .invalid, "RECORD_REPLACED"), (.expired, .notInForce, "RECORD_EXPIRED"),
        ]
        for (status, verdict, code) in expectations {
            let report = try dossier.verify(
                dossier.result, status: Dossier.vault(dossier.sealURL, says: status))
            #expect(report.verdict == verdict && report.record.status == status)
            #expect(report.record.urn == "urn:sohoa:h58.08.12:giay-phep-xay-dung:test")
            #expect(report.conclusion == .totalPassed && report.reasons.map(\.code) == (code.map { [$0] } ?? []))
        }
        let stranger = try dossier.verify(dossier.result, status: RecordStatusLookup { _ in nil })
        #expect(stranger.record == .init(urn: nil, status: .unknown) && stranger.verdict == .valid)
        #expect(throws: CancellationError.self) {
            try dossier.verify(dossier.result, status: RecordStatusLookup { _ in throw CancellationError() })
        }
        // What is revoked stays revoked where trust is missing.
        let untrusted = try dossier.verify(
            dossier.result, trust: TrustStore(), status: Dossier.vault(dossier.sealURL, says: .revoked))
        #expect(untrusted.conclusion == .indeterminate && untrusted.verdict == .invalid)
    }

    @Test func onlyASealUnderASignatureCounts() throws {
        // The strip is there, but nobody has signed the field that shows it.
        let captured = PreparedPage().captured()
        let document = try PDFDocument(bytes: ByteView(captured.pdf))
        var update = try IncrementalUpdate(document)
        let field = try #require(document.latest.signatureFields.first { $0.name == PreparedPage.agencyField })
        let reference = try #require(field.field.reference)
        var widget = field.field.dictionary
        let seal: PDFDictionary = ["Seal": .string(Array(dossier.sealURL.utf8))]
        let info: PDFDictionary = ["SOHOA": .dictionary(["Private": .dictionary(seal)])]
        let form = update.add(
            .stream(PDFStream(dictionary: ["Subtype": .name("Form"), "PieceInfo": .dictionary(info)], bytes: [])))
        widget["AP"] = .dictionary(["N": .reference(form)])
        update.set(reference, .dictionary(widget))
        var page = captured
        page.pdf += try update.finish().bytes
        let base = try DocumentSigner(rules: SigningDesk.rules()).signCapture(
            page, by: SigningDesk.officer, identity: dossier.desk.agency.officer.identity(), at: SigningDesk.now)
        let report = try dossier.verify(base)
        #expect(report.conclusion == .totalPassed && report.seal == .init(present: false, matches: nil))
    }

    @Test func aSecondSignatureDoesNotHideTheSeal() throws {
        let more = try sign(again: dossier.result, seal: nil)
        let report = try dossier.verify(more, status: Dossier.vault(dossier.sealURL, says: .revoked))
        #expect(report.signatures.count == 3 && report.conclusion == .totalPassed)
        #expect(report.seal.matches == true && report.verdict == .invalid)
    }

    /// Whoever holds any trusted certificate could add a signature with a seal of their own making.
    @Test func aLaterForeignSealDoesNotHideARevocation() throws {
        let stranger = try DemoKeys.sealURL(over: dossier.result)
        let more = try sign(again: dossier.result, seal: stranger)
        let report = try dossier.verify(more, status: Dossier.vault(dossier.sealURL, says: .revoked))
        #expect(report.verdict == .invalid)
    }

    /// The sealed bytes are a prefix of the file; what comes between them and the strip's revision is not sealed.
    @Test func contentBetweenTheSealedBytesAndTheStripIsNotSealed() throws {
        let bare = PreparedPage().captured()
        let url = try dossier.desk.sealURL(SigningDesk.payload(for: bare.pdf))
        let repainted = try Dossier.repainted(bare.pdf)
        let report = try dossier.verify(try dossier.desk.result(repainted, sealURL: url))
        #expect(report.seal.matches == false && report.verdict == .invalid)
    }

    /// The seal's key is known; only its revocation could not be checked.
    @Test func aKnownSealKeyIsNotCalledUnknown() throws {
        let report = try dossier.verify(dossier.result, trust: dossier.trustWithoutLists)
        #expect(report.seal.matches != false)
        #expect(!report.reasons.contains { $0.code == "SEAL_KEY_UNKNOWN" })
    }

    private func sign(again pdf: [UInt8], seal: String?) throws -> [UInt8] {
        let signer = try DocumentSigner(rules: SigningDesk.rules())
        let identity = try dossier.desk.agency.officer.identity()
        guard let seal else {
            return try SigningDesk.sign(pdf, field: "KyThem", identity: identity)
        }
        var captured = PreparedPage().captured()
        captured.layout?.agency.field = "KyThem"
        return try signer.signResult(
            pdf, Self.identified(seal), capture: SigningDesk.capture(pdf, captured), by: "x", identity: identity,
            at: SigningDesk.now)
    }

    private static func identified(_ sealURL: String) throws -> IdentifiedRecord {
        var identified = try SigningDesk.identified(Dossier.shared.get().sealURL, .digitizedResult)
        identified.sealURL = sealURL
        return identified
    }

    /// The address with another digit in its middle.
    static func altered(_ sealURL: String) -> String {
        var text = Array(sealURL.utf8)
        let at = text.count - 150
        text[at] = text[at] == UInt8(ascii: "4") ? UInt8(ascii: "5") : UInt8(ascii: "4")
        return String(decoding: text, as: UTF8.self)
    }
}
