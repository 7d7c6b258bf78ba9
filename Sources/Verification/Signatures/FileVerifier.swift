import Diagnostics
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import QRCode
import Records

/// Answers "is this file real?" for any PDF, ours or not. Value in, value out: a hostile or broken file gets a verdict,
/// never a trap.
public struct FileVerifier: Sendable {
    private let judgement: SignatureJudgement
    private let seals: SealVerifier
    private let trust: TrustStore
    private let now: Date
    private let language: Language

    /// A verifier that trusts `trust` at `now`.
    public init(trust: TrustStore, now: Date, language: Language) {
        judgement = SignatureJudgement(now: now, language: language)
        seals = SealVerifier(trust: trust, now: now, language: language)
        (self.trust, self.now, self.language) = (trust, now, language)
    }

    /// Verifies one file.
    /// - Parameters:
    ///   - name: what the report calls the file.
    ///   - status: where the record stands, by its seal code; nil when no vault is asked.
    /// - Throws: what `status` throws; nothing about the file itself.
    public func verify(_ bytes: ByteView, name: String, status: RecordStatusLookup?) throws -> FileReport {
        let digest = sha256(bytes, bytes.count)
        var report = FileReport(
            file: name, sha256: Hexadecimal.encode(digest), conclusion: .unreadable, verdict: .undetermined,
            signatures: [], record: .init(urn: nil, status: .unknown), seal: .init(present: false, matches: nil),
            reasons: [])
        let document: PDFDocument
        do {
            document = try PDFDocument(bytes: bytes)
        } catch let problem as any UserFacingError {
            report.reasons = [.init(code: "UNREADABLE", message: problem.what.text(in: language))]
            return report
        }
        let findings = SignatureInspector.inspect(document)
        let material = ValidationMaterial(document, findings: findings)
        let levels = SignatureLevels(findings: findings, material: material)
        let proofs = ProofsOfExistence(findings, material: material, trust: trust, now: now)
        report.signatures = findings.indices.map { judgement.report(findings[$0], $0, proofs, level: levels[$0]) }
        report.conclusion = conclusion(report.signatures)
        for placed in SealInFile.all(document, findings) { try compare(placed, bytes, status, &report) }
        if report.seal.present, report.seal.matches != false, report.record.status == .unknown {
            add(.unknown, expiry: nil, status, &report)
        }
        report.verdict = Verdict.joining(
            report.conclusion, status: report.record.status, sealMatches: report.seal.matches)
        return report
    }

    /// DESIGN section 6: failed if any signature failed or any change is suspicious; passed only if every one passed.
    private func conclusion(_ signatures: [SignatureReport]) -> FileReport.Conclusion {
        if signatures.isEmpty { return .noSignature }
        if signatures.contains(where: { $0.indication == .failed || $0.changesAfter == .suspicious }) {
            return .totalFailed
        }
        return signatures.allSatisfy { $0.indication == .passed } ? .totalPassed : .indeterminate
    }

    /// Compares a seal with the base revision it speaks for, and asks where its record stands. One seal that does not
    /// match is never made up for by another.
    private func compare(
        _ placed: SealInFile, _ bytes: ByteView, _ status: RecordStatusLookup?, _ report: inout FileReport
    ) throws {
        report.seal.present = true
        let answer = seals.read(text: placed.text)
        switch answer {
        case .refuted(let problem):
            report.seal.matches = false
            add(problem.code, problem.message, &report)
            return
        case .unknownKey(let seal), .undecided(let seal, _), .trusted(let seal):
            if !isBase(seal, placed, bytes) {
                report.seal.matches = false
                add(
                    "SEAL_MISMATCH",
                    Bilingual(
                        vi: "Mã QR trong tệp là của một tài liệu khác.",
                        en: "The QR seal in the file belongs to another document."), &report)
            } else if case .trusted = answer {
                report.seal.matches = report.seal.matches ?? true
            } else if case .undecided(_, let reasons) = answer {
                reasons.forEach { add($0.code, $0.message, &report) }
            } else {
                add(
                    "SEAL_KEY_UNKNOWN",
                    Bilingual(
                        vi: "Khóa của mã QR không có trong kho tin cậy.",
                        en: "The key of the QR seal is not in the trust store."), &report)
            }
            try ask(status, about: seal, &report)
        }
    }

    /// The sealed bytes must be everything before the strip's own revision: what came in between would not be sealed.
    private func isBase(_ seal: Seal, _ placed: SealInFile, _ bytes: ByteView) -> Bool {
        guard let base = seal.payload.baseRevision, let length = Int(exactly: base.length), length >= placed.baseEnd,
            length < min(placed.end, bytes.count)
        else { return false }
        return sha256(bytes, length) == base.sha256
    }

    /// Of several records the one whose status weighs most is told: a later seal must not hide a revocation.
    private func ask(_ status: RecordStatusLookup?, about seal: Seal, _ report: inout FileReport) throws {
        let code = HumanCode(sealSHA256: SHA256.hash(seal.bytes))?.description
        let found = try code.flatMap { try status?.find(sealCode: $0) }
        var standing = found?.status ?? .unknown
        let expiry = seal.payload.dates?.expiry
        if standing == .unknown || standing == .inForce, let expiry, expiry < VietnamTime.day(now) {
            standing = .expired
        }
        guard weight(standing) > weight(report.record.status) else { return }
        report.record = .init(urn: found?.urn.rawValue, status: standing)
        add(standing, expiry: expiry, status, &report)
    }

    private func weight(_ status: RecordStatus) -> Int {
        switch status {
        case .unknown: 0
        case .inForce: 1
        case .expired: 2
        case .replaced: 3
        case .revoked: 4
        }
    }

    private func add(
        _ status: RecordStatus, expiry: CivilDate?, _ lookup: RecordStatusLookup?, _ report: inout FileReport
    ) {
        guard let reason = StatusReason(status, expiry: expiry, asked: lookup != nil) else { return }
        add(reason.code, reason.message, &report)
    }

    private func add(_ code: String, _ message: Bilingual, _ report: inout FileReport) {
        report.reasons.append(.init(code: code, message: message.text(in: language)))
    }

    private func sha256(_ bytes: ByteView, _ length: Int) -> [UInt8] {
        let hasher = DigestHasher(.sha256)
        bytes.forEachChunk(in: 0..<length) { hasher.update($0) }
        return hasher.finish().bytes
    }
}
