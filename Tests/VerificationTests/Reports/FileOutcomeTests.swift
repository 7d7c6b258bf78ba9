import Diagnostics
import PKI
import Testing

@testable import Verification

/// Every important outcome has a heading of its own, and none says more than the file deserves.
@Suite struct FileOutcomeTests {
    private func signature(
        _ indication: Indication, _ sub: SubIndication?, codes: [String] = [], digest: String = "sha256",
        key: String = "rsa2048", changes: SignatureReport.ChangesAfter = .none
    ) -> SignatureReport {
        SignatureReport(
            field: "A", type: .signature, level: .bB, intact: sub != .hashFailure, signatureValid: true,
            coverage: .file, changesAfter: changes, indication: indication, subIndication: sub, signer: nil,
            trust: .init(store: "official", anchor: "CN=Gốc"), time: .init(claimed: nil, timestamp: nil, best: nil),
            algorithms: .init(digest: digest, key: key), reasons: codes.map { .init(code: $0, message: $0) })
    }

    private func report(_ signatures: SignatureReport...) -> FileReport {
        let failed = signatures.contains { $0.indication == .failed || $0.changesAfter == .suspicious }
        let conclusion: FileReport.Conclusion =
            failed ? .totalFailed : signatures.allSatisfy { $0.indication == .passed } ? .totalPassed : .indeterminate
        return FileReport(
            file: "a.pdf", sha256: "", conclusion: conclusion,
            verdict: Verdict.joining(conclusion, status: .unknown, sealMatches: nil), signatures: signatures,
            record: .init(urn: nil, status: .unknown), seal: .init(present: false, matches: nil), reasons: [])
    }

    @Test func outcomesByWhatWasFound() {
        let cases: [(FileReport, FileOutcome)] = [
            (report(signature(.passed, nil)), .valid),
            (report(signature(.failed, .formatFailure, codes: ["ORPHAN_SIGNATURE"])), .orphan),
            (report(signature(.failed, .hashFailure)), .contentChanged),
            (report(signature(.failed, .sigCryptoFailure)), .wrongKey),
            (report(signature(.failed, .formatFailure, changes: .suspicious)), .changedAfterSigning),
            (report(signature(.failed, .formatFailure)), .malformed),
            (report(signature(.failed, .revoked)), .certificateInvalidWhenSigned),
            (report(signature(.indeterminate, .tryLater)), .revocationUnknown),
            (report(signature(.indeterminate, .tryLater, codes: ["CERTIFICATE_SUSPENDED"])), .suspended),
            (report(signature(.indeterminate, .revokedNoPOE)), .certificateRevoked),
            (report(signature(.indeterminate, .noSigningCertificateFound)), .unknownSigner),
            (report(signature(.indeterminate, .chainConstraintsFailure)), .chainRefused),
            (report(signature(.indeterminate, .cryptoConstraintsFailureNoPOE, digest: "sha1")), .oldAlgorithm),
            (report(signature(.indeterminate, .outOfBoundsNoPOE)), .certificateExpired),
            (
                report(signature(.indeterminate, .outOfBoundsNoPOE, codes: ["CERTIFICATE_NOT_YET_VALID"])),
                .certificateNotYetValid
            ),
            (report(signature(.indeterminate, .noCertificateChainFound)), .unknownAnchor),
            (report(signature(.passed, nil), signature(.indeterminate, .noCertificateChainFound)), .strangerAdded),
            (report(signature(.indeterminate, .noPOE)), .noProof),
            // A failure beats every doubt, and the gravest doubt the lighter ones.
            (report(signature(.indeterminate, .tryLater), signature(.failed, .hashFailure)), .contentChanged),
            (
                report(signature(.indeterminate, .tryLater), signature(.indeterminate, .revokedNoPOE)),
                .certificateRevoked
            ),
            (
                report(signature(.indeterminate, .tryLater), signature(.indeterminate, .outOfBoundsNoPOE)),
                .certificateExpired
            ),
        ]
        for (report, outcome) in cases { #expect(FileOutcome(report) == outcome) }
    }

    /// Without its password a file may hold signatures, or things, that nobody saw.
    @Test func aLockedFileAsksForItsPassword() {
        for conclusion in [FileReport.Conclusion.unreadable, .noSignature, .indeterminate] {
            var locked = report(signature(.passed, nil))
            (locked.conclusion, locked.verdict) = (conclusion, .undetermined)
            locked.reasons = [.init(code: "PASSWORD_NEEDED", message: "")]
            #expect(FileOutcome(locked) == .passwordNeeded)
            #expect(ReportText.advice(locked)?.vi.contains("--password-file") == true)
        }
    }

    @Test func everyHeadingIsItsOwn() {
        for language in [Language.vi, .en] {
            let headings = FileOutcome.allCases.map { $0.heading().text(in: language) }
            #expect(Set(headings).count == headings.count)
        }
        for outcome in FileOutcome.allCases where outcome != .valid {
            #expect(outcome.advice(signedRevision: nil, statusIsKnown: false) != nil, "\(outcome)")
        }
    }

    /// An intact file whose signer cannot be judged is never called forged, changed or invalid.
    @Test func doubtsNeverSoundLikeForgery() {
        let words = [
            "KHÔNG HỢP LỆ", "giả", "bị sửa", "bị thay đổi", "NOT VALID", "forged", "fake", "was changed", "tamper",
        ]
        for outcome in FileOutcome.allCases where outcome.weight == .open {
            let heading = outcome.heading(oldAlgorithm: "SHA-1")
            for word in words { #expect(!heading.vi.contains(word) && !heading.en.contains(word), "\(heading.vi)") }
        }
        let old = report(signature(.indeterminate, .cryptoConstraintsFailureNoPOE, digest: "sha1"))
        #expect(VerdictHeading.of(old).vi.hasPrefix("! Toàn vẹn, nhưng thuật toán cũ (SHA-1)"))
        let short = report(signature(.indeterminate, .cryptoConstraintsFailureNoPOE, key: "rsa1024"))
        #expect(VerdictHeading.of(short).en.contains("(RSA-1024)"))
        let later = report(signature(.indeterminate, .tryLater))
        #expect(VerdictHeading.of(later).vi == "! Toàn vẹn, đúng cơ quan, chưa kiểm tra được thu hồi.")
    }

    @Test func theOrphanIsToldToAskForTheOriginal() {
        let orphan = report(signature(.failed, .formatFailure, codes: ["ORPHAN_SIGNATURE"]))
        #expect(
            VerdictHeading.of(orphan).vi.contains("chữ ký mồ côi: tệp đã bị ghi lại sau khi ký; hãy xin bản gốc"))
        #expect(VerdictHeading.of(orphan).vi.hasPrefix("✖"))
    }

    /// Whoever can get back what was signed is told how.
    @Test func theSignedRevisionIsOffered() {
        var changed = signature(.failed, .formatFailure, changes: .suspicious)
        changed.coverage = .revision
        changed.signedRevision = 2
        let lines = ReportText.lines(report(changed), in: .vi)
        #expect(lines.contains { $0.contains("--extract-revision 2") })
    }

    /// A name is whatever its author wrote: it must not move the reader's cursor or turn the line around.
    @Test func namesCannotWriteOnTheTerminal() {
        var evil = signature(.indeterminate, .tryLater)
        evil.signer = .init(
            name: "A\u{1B}[2J\u{202E}B\nC", subject: "CN=A\u{9B}31m", issuer: "CN=I", serial: "01")
        let text = ReportText.lines(report(evil), in: .vi)
        for line in text {
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) })
            #expect(!line.contains("\u{202E}"))
        }
        #expect(text.contains { $0.contains("A\u{FFFD}[2J\u{FFFD}B C") })
    }
}
