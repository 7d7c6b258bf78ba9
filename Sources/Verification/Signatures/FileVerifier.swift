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
    private let now: Date
    private let language: Language

    /// A verifier that trusts `trust` at `now`.
    public init(trust: TrustStore, now: Date, language: Language) {
        judgement = SignatureJudgement(trust: trust, now: now, language: language)
        seals = SealVerifier(trust: trust, now: now, language: language)
        (self.now, self.language) = (now, language)
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
        let levels = SignatureLevels(findings, document: document)
        report.signatures = findings.enumerated().map { judgement.report($1, level: levels[$0]) }
        report.conclusion = conclusion(report.signatures)
        if let placed = SealInFile.find(document, findings) {
            try compare(placed, bytes, status, &report)
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

    /// Compares the seal with the base revision it speaks for, and asks where its record stands.
    private func compare(
        _ text: String, _ bytes: ByteView, _ status: RecordStatusLookup?, _ report: inout FileReport
    ) throws {
        report.seal = .init(present: true, matches: nil)
        let answer = seals.read(text: text)
        switch answer {
        case .refuted:
            report.seal.matches = false
            add(
                "SEAL_SIGNATURE_INVALID",
                Bilingual(vi: "Mã QR trong tệp đã bị sửa.", en: "The QR seal in the file was altered."), &report)
        case .unknownKey(let seal), .trusted(let seal):
            let matches = isBase(seal, of: bytes)
            if !matches {
                report.seal.matches = false
                add(
                    "SEAL_MISMATCH",
                    Bilingual(
                        vi: "Mã QR trong tệp là của một tài liệu khác.",
                        en: "The QR seal in the file belongs to another document."), &report)
            } else if case .trusted = answer {
                report.seal.matches = true
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

    private func isBase(_ seal: Seal, of bytes: ByteView) -> Bool {
        guard let base = seal.payload.baseRevision, let length = Int(exactly: base.length), length < bytes.count else {
            return false
        }
        return sha256(bytes, length) == base.sha256
    }

    private func ask(_ status: RecordStatusLookup?, about seal: Seal, _ report: inout FileReport) throws {
        let code = HumanCode(sealSHA256: SHA256.hash(seal.bytes))?.description
        if let code, let found = try status?.find(sealCode: code) {
            report.record = .init(urn: found.urn.rawValue, status: found.status)
        }
        let isOpen = report.record.status == .unknown || report.record.status == .inForce
        if isOpen, let expiry = seal.payload.dates?.expiry, expiry < VietnamTime.day(now) {
            report.record.status = .expired
        }
        switch report.record.status {
        case .expired:
            add(
                "RECORD_EXPIRED",
                Bilingual(
                    vi: "Giấy tờ hết hiệu lực từ sau ngày \(seal.payload.dates?.expiry?.vietnamese ?? "?").",
                    en: "The paper was valid until \(seal.payload.dates?.expiry?.iso ?? "?") only."), &report)
        case .revoked:
            add("RECORD_REVOKED", Bilingual(vi: "Giấy tờ đã bị thu hồi.", en: "The paper was revoked."), &report)
        case .replaced:
            add("RECORD_REPLACED", Bilingual(vi: "Giấy tờ đã được thay thế.", en: "The paper was replaced."), &report)
        case .unknown:
            add(
                "STATUS_NOT_CHECKED",
                Bilingual(
                    vi: "Chưa kiểm tra giấy tờ đã bị thu hồi, thay thế hay chưa.",
                    en: "Whether the paper was revoked or replaced was not checked."), &report)
        case .inForce: break
        }
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
