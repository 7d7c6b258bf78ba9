import Diagnostics
import FoundationEssentials
import PAdES
import PDFEncryption
import PDFSyntax
import PKI
import Records

/// Answers "is this file real?" for any PDF, ours or not. Value in, value out: a hostile or broken file gets a verdict,
/// never a trap.
public struct FileVerifier: Sendable {
    let seals: SealVerifier
    private let trust: TrustStore
    private let policies: ValidationPolicies
    let now: Date
    private let language: Language

    /// A verifier that trusts `trust` at `now`.
    /// - Parameters:
    ///   - policies: the rules of each store.
    ///   - language: of reports.
    public init(
        trust: TrustStore, policies: ValidationPolicies = .standard, now: Date, language: Language
    ) {
        seals = SealVerifier(trust: trust, now: now, language: language)
        (self.trust, self.policies, self.now, self.language) = (trust, policies, now, language)
    }

    /// Validates one file.
    /// - Parameters:
    ///   - name: what the report calls the file.
    ///   - status: where the record stands, by its seal code; nil when no vault is asked.
    ///   - password: opens an encrypted file; without one the empty password is tried.
    /// - Throws: what `status` throws; nothing about the file itself.
    public func validate(
        _ bytes: ByteView, name: String, status: RecordStatusLookup?, password: [UInt8]? = nil
    ) throws -> FileValidation {
        let digests = PrefixDigests(bytes)
        func empty(_ document: PDFDocument?) -> FileValidation {
            FileValidation(name: name, byteCount: bytes.count, document: document, now: now)
        }
        let document: PDFDocument
        var locked: ValidationRemark?
        do {
            document = try StandardSecurity.open(bytes, password: password ?? [])
        } catch {
            let remark = LockedFile.remark(error)
            guard let closed = LockedFile.visiblePart(of: bytes, error) else {
                var validation = empty(nil)
                validation.sha256 = digests.digest(.sha256, prefix: bytes.count).bytes
                validation.remarks = [remark]
                return validation
            }
            (document, locked) = (closed, remark)
        }
        var validation = empty(document)
        let process = SignatureProcesses(document, digests, trust: trust, policies: policies, now: now)
        validation.signatures = process.validations
        validation.needs = process.needs
        validation.conclusion = Self.conclusion(process.validations)
        try compareSeals(of: document, process.findings, digests, status, &validation)
        // Last: what the signatures digested is not digested again.
        validation.sha256 = digests.digest(.sha256, prefix: bytes.count).bytes
        if let locked {
            validation.remarks.insert(locked, at: 0)
            // What nobody can read is not passed, however well it is signed.
            if validation.conclusion == .totalPassed { validation.conclusion = .indeterminate }
        }
        validation.verdict = Verdict.joining(
            validation.conclusion, status: validation.record.status, sealMatches: validation.seal.matches)
        return validation
    }

    /// Verifies one file: the report of ``validate(_:name:status:password:)``.
    /// - Throws: what `status` throws; nothing about the file itself.
    public func verify(
        _ bytes: ByteView, name: String, status: RecordStatusLookup?, password: [UInt8]? = nil
    ) throws -> FileReport {
        FileReport(try validate(bytes, name: name, status: status, password: password), language: language)
    }

    /// DESIGN section 6: failed if any signature failed or any change is suspicious; passed only if every one passed.
    private static func conclusion(_ signatures: [SignatureValidation]) -> FileReport.Conclusion {
        if signatures.isEmpty { return .noSignature }
        if signatures.contains(where: { $0.indication == .failed || $0.findings.changesAfter == .suspicious }) {
            return .totalFailed
        }
        return signatures.allSatisfy { $0.indication == .passed } ? .totalPassed : .indeterminate
    }
}
