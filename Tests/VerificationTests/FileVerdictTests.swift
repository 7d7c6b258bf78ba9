import DemoPKI
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import SignedDocuments
import Signing
import Testing
import Verification

/// Every answer a file can get (ETSI EN 319 102-1 5.1.3, DESIGN section 6).
@Suite struct FileVerdictTests {
    private let dossier: Dossier

    init() throws { dossier = try Dossier.shared.get() }

    @Test func aGenuineResultPasses() throws {
        let report = try dossier.verify(dossier.result)
        #expect(report.conclusion == .totalPassed && report.verdict == .valid)
        #expect(report.sha256 == SHA256.hex(dossier.result) && report.file == "a.pdf")
        #expect(report.seal == .init(present: true, matches: true))
        #expect(report.record == .init(urn: nil, status: .unknown))
        #expect(report.reasons.map(\.code) == ["STATUS_NOT_CHECKED"])
        #expect(report.signatures.map(\.field) == [PreparedPage.digitizerField, PreparedPage.agencyField])
        #expect(report.signatures.map(\.coverage) == [.revision, .file])
        #expect(report.signatures.map(\.changesAfter) == [.permitted, .none])
        for signature in report.signatures {
            #expect(signature.indication == .passed && signature.subIndication == nil)
            #expect(signature.intact == true && signature.signatureValid)
            #expect(signature.level == .bB && signature.type == .signature)
            #expect(signature.trust.store == "demo")
            #expect(signature.trust.anchor == dossier.desk.pki.root.certificate.subject)
            #expect(signature.time.claimed == "2026-11-20T12:00:00+07:00" && signature.time.timestamp == nil)
            #expect(signature.algorithms.digest == "sha256" && signature.algorithms.key == "rsa2048")
        }
        let signer = try #require(report.signatures.last?.signer)
        #expect(signer.serial == dossier.desk.agency.seal.certificate.serialHex)
    }

    @Test func aChangedByteIsAHashFailure() throws {
        var changed = dossier.result
        let at = try #require(firstIndex(of: "0.9 g", in: changed))
        changed[at] = 0x31
        let report = try dossier.verify(changed)
        #expect(report.conclusion == .totalFailed && report.verdict == .invalid)
        #expect(report.signatures.map(\.subIndication) == [.hashFailure, .hashFailure])
        #expect(report.signatures.map(\.intact) == [false, false])
        #expect(report.signatures.allSatisfy { $0.signatureValid })
        #expect(report.seal.matches == false)
    }

    @Test func aForeignSignatureValueIsACryptoFailure() throws {
        let findings = SignatureInspector.inspect(try PDFDocument(bytes: ByteView(dossier.result)))
        let value = try #require(findings.last?.value.signer?.signature)
        var forged = dossier.result
        let at = try #require(firstIndex(of: Hexadecimal.encode(value), in: forged))
        forged[at + 100] = forged[at + 100] == 0x30 ? 0x31 : 0x30
        let report = try dossier.verify(forged)
        #expect(report.conclusion == .totalFailed && report.verdict == .invalid)
        let last = try #require(report.signatures.last)
        #expect(last.indication == .failed && last.subIndication == .sigCryptoFailure)
        #expect(last.intact == true && last.signatureValid == false)
        #expect(last.reasons.contains { $0.code == "SIG_CRYPTO_FAILURE" })
    }

    @Test func withoutAnchorsAGoodSignatureIsUndecided() throws {
        let report = try dossier.verify(dossier.result, trust: TrustStore())
        #expect(report.conclusion == .indeterminate && report.verdict == .undetermined)
        #expect(report.signatures.allSatisfy { $0.subIndication == .noCertificateChainFound })
        #expect(report.signatures.allSatisfy { $0.trust.store == "none" && $0.trust.anchor == nil })
        #expect(report.signatures.allSatisfy { $0.intact == true && $0.signatureValid })
    }

    @Test func revocationThatCannotBeCheckedIsSaidSo() throws {
        // No lists at all, and lists whose next update has passed.
        let late = SigningDesk.now + DemoPKI.revocationListLifetime + 86_400
        for report in [
            try dossier.verify(dossier.result, trust: dossier.trustWithoutLists),
            try dossier.verify(dossier.result, at: late),
        ] {
            #expect(report.conclusion == .indeterminate && report.verdict == .undetermined)
            #expect(report.signatures.allSatisfy { $0.subIndication == .tryLater && $0.trust.store == "demo" })
            #expect(report.signatures.allSatisfy { $0.reasons.contains { $0.code == "REVOCATION_UNKNOWN" } })
            #expect(VerdictHeading.of(report).vi == "! Toàn vẹn, đúng cơ quan, chưa kiểm tra được thu hồi.")
        }
    }

    @Test func aRevokedSignerDoesNotPass() throws {
        let revoked = try #require(dossier.desk.pki.revokedOfficer)
        let report = try dossier.verify(try dossier.desk.base(by: revoked))
        #expect(report.conclusion == .indeterminate && report.verdict == .undetermined)
        #expect(report.signatures.map(\.subIndication) == [.revokedNoPOE])
        #expect(report.signatures.first?.reasons.contains { $0.code == "CERTIFICATE_REVOKED" } == true)
    }

    /// Signed while the certificate was in force; but nothing proves that.
    @Test func anExpiredSignerWithoutTimeStampDoesNotPass() throws {
        let expired = try #require(dossier.desk.pki.expiredOfficer)
        let pdf = try SigningDesk.sign(
            PreparedPage().bare(), field: "Signature1", identity: expired.identity(),
            at: SigningDesk.now - 2 * 365 * 86_400)
        let report = try dossier.verify(pdf)
        #expect(report.conclusion == .indeterminate)
        #expect(report.signatures.map(\.subIndication) == [.outOfBoundsNoPOE])
        #expect(report.signatures.first?.reasons.contains { $0.code == "CERTIFICATE_EXPIRED" } == true)
        let early = try dossier.verify(dossier.result, at: SigningDesk.now - 30 * 86_400)
        #expect(early.signatures.allSatisfy { $0.subIndication == .outOfBoundsNoPOE })
        #expect(early.signatures.allSatisfy { $0.reasons.contains { $0.code == "CERTIFICATE_NOT_YET_VALID" } })
    }

    @Test func filesWithoutSignatures() throws {
        for pdf in [PreparedPage().bare(), PreparedPage().captured().pdf] {
            let report = try dossier.verify(pdf)
            #expect(report.conclusion == .noSignature && report.verdict == .undetermined)
            #expect(report.signatures.isEmpty && !report.seal.present)
        }
    }

    @Test func whatIsNoPDFIsUnreadable() throws {
        for bytes in [[], Array("Đây không phải PDF".utf8), [UInt8](repeating: 0, count: 100_000)] {
            let report = try dossier.verify(bytes)
            #expect(report.conclusion == .unreadable && report.verdict == .undetermined)
            #expect(report.reasons.map(\.code) == ["UNREADABLE"] && report.sha256 == SHA256.hex(bytes))
        }
    }

    @Test func contentDrawnOverAfterwardsIsSuspicious() throws {
        let report = try dossier.verify(try Dossier.repainted(dossier.result))
        #expect(report.conclusion == .totalFailed && report.verdict == .invalid)
        #expect(report.signatures.allSatisfy { $0.changesAfter == .suspicious && $0.indication == .failed })
        #expect(report.signatures.allSatisfy { $0.intact == true && $0.signatureValid })
        #expect(report.signatures.allSatisfy { $0.reasons.contains { $0.code.hasPrefix("SUSPICIOUS_") } })
    }

    /// DESIGN section 6: what the file itself shows never depends on trust, revocation or the clock.
    @Test func factsDoNotDependOnTrustOrTime() throws {
        struct Facts: Equatable {
            var intact: Bool?
            var isValid: Bool
            var coverage: SignatureReport.Coverage
            var changes: SignatureReport.ChangesAfter
        }
        func facts(_ report: FileReport) -> [Facts] {
            report.signatures.map {
                Facts(
                    intact: $0.intact, isValid: $0.signatureValid, coverage: $0.coverage, changes: $0.changesAfter)
            }
        }
        for pdf in [dossier.result, try Dossier.repainted(dossier.result)] {
            let all = [
                try dossier.verify(pdf), try dossier.verify(pdf, trust: TrustStore()),
                try dossier.verify(pdf, at: .distantPast), try dossier.verify(pdf, at: .distantFuture),
            ].map(facts)
            #expect(all.allSatisfy { $0 == all[0] } && all[0].count == 2)
        }
    }

    /// Every byte of the file is covered but the signature values themselves.
    @Test func noCoveredByteMayChange() throws {
        let findings = SignatureInspector.inspect(try PDFDocument(bytes: ByteView(dossier.result)))
        let gaps = findings.compactMap(\.dictionary.byteRange).map { $0[1]..<$0[2] }
        #expect(gaps.count == 2)
        // The first signature's own value is content to the second.
        let covered = dossier.result.indices.filter { !gaps[1].contains($0) }
        for at in stride(from: 0, to: covered.count, by: covered.count / 150) {
            var changed = dossier.result
            changed[covered[at]] ^= 1
            let report = try dossier.verify(changed)
            #expect(report.conclusion != .totalPassed && report.verdict != .valid, "byte \(covered[at])")
        }
    }

    @Test func aFileCutShortDoesNotPass() throws {
        // Cut to its base revision it is the digitizer's file again, and rightly passes.
        let whole = try dossier.verify(dossier.base)
        #expect(whole.conclusion == .totalPassed && !whole.seal.present)
        let added = dossier.result.count - dossier.base.count
        for part in 1..<60 {
            let length = dossier.base.count + added * part / 60
            #expect(try dossier.verify(Array(dossier.result.prefix(length))).conclusion != .totalPassed, "\(length)")
        }
        for part in 0..<30 {
            let length = dossier.base.count * part / 30
            #expect(try dossier.verify(Array(dossier.result.prefix(length))).conclusion != .totalPassed, "\(length)")
        }
    }

    private func firstIndex(of text: String, in bytes: [UInt8]) -> Int? {
        let pattern = Array(text.utf8)
        return bytes.indices.dropLast(pattern.count).first { bytes[$0...].starts(with: pattern) }
    }
}
