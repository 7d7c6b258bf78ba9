import Diagnostics
import FoundationEssentials
import PKI
import Profiles
import QRCode
import Records

/// Step 3 of TT 01/2023/TT-VPCP Đ7, cấp mã: the result code, the record's name, how long it is kept, and the QR seal that
/// the agency's signature will show.
///
/// Clock, serial, secret and key arrive as parameters. ECDSA signatures differ from call to call, so a caller that may
/// be interrupted keeps the result before using it.
public struct Identifier: Sendable {
    private let profile: Profile
    private let naming: RecordNaming
    private let signer: SealSigner

    /// - Parameters:
    ///   - profile: of the agency that digitizes.
    ///   - naming: gives the vault's names.
    ///   - signer: signs the QR seals.
    public init(profile: Profile, naming: RecordNaming, signer: SealSigner) {
        (self.profile, self.naming, self.signer) = (profile, naming, signer)
    }

    /// Identifies one described result.
    ///
    /// - Parameters:
    ///   - described: without findings that need review.
    ///   - capture: the signed base revision.
    ///   - source: path in the batch folder and SHA-256 (hex) of the file as received.
    ///   - serial: the ordinal for the result code, unique within the agency.
    ///   - now: the time the seal states.
    /// - Throws: `IdentificationErrorCode`, `QRError`, what the seal's key throws.
    public func identify(
        _ described: DescribedRecord, capture: SignedCapture, source: (path: String, sha256: String), serial: Int,
        now: Date
    ) throws -> IdentifiedRecord {
        guard !described.needsReview, let rule = described.documentType.flatMap({ profile.documentTypes[$0] }),
            rule.role == .result
        else { throw Self.notIdentifiable(source.path) }
        guard let digest = Hexadecimal.decode(capture.baseDigest), digest.count == 32 else {
            throw IdentificationError(
                .digestMalformed, .internal, vi: "Mã băm của \(source.path) không đúng dạng.",
                en: "The digest of \(source.path) is malformed.")
        }
        var record = try record(described, rule, capture, source, code: code(described, rule, serial, now))
        var content = SealContent(
            record, agency: profile.agency, typeTitle: rule.title, baseSHA256: digest, issued: now)
        let (seal, url) = try seal(&content, &record.findings, source: source.path)
        guard let human = HumanCode(sealSHA256: SHA256.hash(seal.bytes)) else {
            throw Self.notIdentifiable(source.path)
        }
        record.sealCode = human.description
        return IdentifiedRecord(record: record, sealURL: url, sealCode: human.description)
    }

    /// Mã kết quả số hóa by the profile's pattern.
    private func code(_ described: DescribedRecord, _ rule: DocumentTypeRule, _ serial: Int, _ now: Date) throws
        -> String
    {
        do throws(ResultCodePattern.Mistake) {
            return try ResultCodePattern(profile.agency.resultCodePattern).code(
                serial: serial,
                values: [
                    .owner: described.owners.first?.id ?? "", .resultCode: rule.resultCode,
                    .agency: profile.agency.code.rawValue, .type: rule.code, .year: String(VietnamTime.day(now).year),
                ])
        } catch {
            throw IdentificationError(.profileIncomplete, .configuration, vi: error.what.vi, en: error.what.en)
        }
    }

    private func record(
        _ described: DescribedRecord, _ rule: DocumentTypeRule, _ capture: SignedCapture,
        _ source: (path: String, sha256: String), code: String
    ) throws -> Record {
        guard let retentionRule = profile.retention[rule.retentionClass],
            let urn = naming.result(type: rule.code, sourceSHA256: source.sha256)
        else {
            throw IdentificationError(
                .profileIncomplete, .configuration,
                vi: "Cấu hình của loại “\(rule.code)” không có thời hạn bảo quản “\(rule.retentionClass)”.",
                en: "The profile has no retention class “\(rule.retentionClass)” for “\(rule.code)”.",
                remedy: Bilingual(vi: "Chạy sohoa profile check.", en: "Run sohoa profile check."))
        }
        let date = { (name: String) in described.fields[name].flatMap { CivilDate(iso: $0.value) } }
        let (issued, until) = (date(FieldName.issuedDate), date(FieldName.validUntil))
        // A dossier of this kind closes when its result is issued, so both events share a day.
        let events: [(RetentionRule.Trigger, CivilDate?)] = [(.issued, issued), (.closed, issued), (.expired, until)]
        let dates = Dictionary(uniqueKeysWithValues: events.compactMap { event, day in day.map { (event, $0) } })
        var findings = capture.findings + described.findings
        let printedAgency = described.fields[FieldName.agency]?.value
        if printedAgency == nil { findings.append(assumedAgency) }
        return Record(
            urn: urn, source: source.path, code: code, documentClass: documentClass(rule, capture.origin),
            type: rule.code, title: described.fields[FieldName.title]?.value ?? rule.title, number: described.number,
            notation: described.notation, issuedDate: issued, validUntil: until,
            scope: described.fields[FieldName.scope]?.value, agency: printedAgency ?? profile.agency.name,
            dossier: described.dossier, procedure: described.procedure, owners: described.owners,
            fields: described.fields, sensitivity: rule.sensitivity,
            retention: RetentionDecision(rule: retentionRule, dates: dates),
            // Expiry is read off `validUntil` on the day somebody asks; the record itself stays as filed.
            status: .inForce, digitizedBy: capture.digitizedBy, digitizedAt: capture.digitizedAt,
            baseDigest: capture.baseDigest, baseLength: capture.baseLength, sealCode: "", findings: findings)
    }

    /// What was never paper is an original, whatever the type usually is (NĐ 45/2020).
    private func documentClass(_ rule: DocumentTypeRule, _ origin: CapturedDocument.Origin) -> DocumentClass {
        switch origin {
        case .bornDigitalPDF, .signedPDF: .electronicOriginal
        case .image, .imagePDF: rule.documentClass
        }
    }

    /// The seal that fits the strip: content is shortened step by step, error correction never falls below M.
    private func seal(
        _ content: inout SealContent, _ findings: inout [Finding], source: String
    ) throws -> (Seal, url: String) {
        if !content.missing.isEmpty { findings.append(incomplete(content.missing)) }
        let version = profile.appearance.largestSealVersion
        var applied: [SealContent.Shortening] = []
        var remaining = SealContent.Shortening.allCases[...]
        while true {
            let seal = try signer.seal(content.payload)
            if let url = try fittingURL(seal, version) {
                if !applied.isEmpty { findings.append(shortened(applied, version)) }
                return (seal, url)
            }
            var saved = false
            while let next = remaining.popFirst(), !saved {
                saved = content.apply(next)
                if saved { applied.append(next) }
            }
            guard saved else { throw Self.tooLarge(source, version) }
        }
    }

    /// The seal's address, if its symbol fits at level M.
    private func fittingURL(_ seal: Seal, _ version: Int) throws(QRError) -> String? {
        do throws(QRError) {
            let url = try SealURL(host: profile.agency.qrHost, sealBytes: seal.bytes).text
            _ = try QRSymbol(url, level: .m, maximumVersion: version)
            return url
        } catch {
            guard error.code == .textTooLong || error.code == .sealTooLong else { throw error }
            return nil
        }
    }
}
