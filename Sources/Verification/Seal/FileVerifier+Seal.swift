import Diagnostics
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import QRCode
import Records

extension FileVerifier {
    /// Compares every seal of the file, and asks where the records they name stand.
    func compareSeals(
        of document: PDFDocument, _ findings: [SignatureFindings], _ digests: PrefixDigests,
        _ status: RecordStatusLookup?, _ validation: inout FileValidation
    ) throws {
        for placed in SealInFile.all(document, findings) { try compare(placed, digests, status, &validation) }
        if validation.seal.present, validation.seal.matches != false, validation.record.status == .unknown {
            add(.unknown, expiry: nil, status, &validation)
        }
    }

    /// Compares a seal with the base revision it speaks for, and asks where its record stands. One seal that does not
    /// match is never made up for by another.
    private func compare(
        _ placed: SealInFile, _ digests: PrefixDigests, _ status: RecordStatusLookup?,
        _ validation: inout FileValidation
    ) throws {
        validation.seal.present = true
        let answer = seals.read(text: placed.text)
        switch answer {
        case .refuted(let problem):
            validation.seal.matches = false
            validation.remarks.append(ValidationRemark(code: problem.code, message: problem.message))
            return
        case .unknownKey(let seal), .undecided(let seal, _), .trusted(let seal):
            if !isBase(seal, placed, digests) {
                validation.seal.matches = false
                validation.remarks.append(
                    ValidationRemark(
                        "SEAL_MISMATCH", vi: "Mã QR trong tệp là của một tài liệu khác.",
                        en: "The QR seal in the file belongs to another document."))
            } else if case .trusted = answer {
                validation.seal.matches = validation.seal.matches ?? true
            } else if case .undecided(_, let reasons) = answer {
                validation.remarks += reasons.map { ValidationRemark($0) }
            } else {
                validation.remarks.append(
                    ValidationRemark(
                        "SEAL_KEY_UNKNOWN", vi: "Khóa của mã QR không có trong kho tin cậy.",
                        en: "The key of the QR seal is not in the trust store."))
            }
            try ask(status, about: seal, &validation)
        }
    }

    /// The sealed bytes must be everything before the strip's own revision: what came in between would not be sealed.
    private func isBase(_ seal: Seal, _ placed: SealInFile, _ digests: PrefixDigests) -> Bool {
        guard let base = seal.payload.baseRevision, let length = Int(exactly: base.length), length >= placed.baseEnd,
            length < min(placed.end, digests.bytes.count)
        else { return false }
        return digests.digest(.sha256, prefix: length).bytes == base.sha256
    }

    /// Of several records the one whose status weighs most is told: a later seal must not hide a revocation.
    private func ask(_ status: RecordStatusLookup?, about seal: Seal, _ validation: inout FileValidation) throws {
        let code = HumanCode(sealSHA256: SHA256.hash(seal.bytes))?.description
        let found = try code.flatMap { try status?.find(sealCode: $0) }
        var standing = found?.status ?? .unknown
        let expiry = seal.payload.dates?.expiry
        if standing == .unknown || standing == .inForce, let expiry, expiry < VietnamTime.day(now) {
            standing = .expired
        }
        guard weight(standing) > weight(validation.record.status) else { return }
        validation.record = .init(urn: found?.urn.rawValue, status: standing)
        add(standing, expiry: expiry, status, &validation)
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
        _ status: RecordStatus, expiry: CivilDate?, _ lookup: RecordStatusLookup?, _ validation: inout FileValidation
    ) {
        guard let reason = StatusReason(status, expiry: expiry, asked: lookup != nil) else { return }
        validation.remarks.append(ValidationRemark(code: reason.code, message: reason.message))
    }
}
