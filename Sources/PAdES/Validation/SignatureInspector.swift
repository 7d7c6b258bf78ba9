import PDFSyntax
import PKI

/// Looks at every signature of a document: what it covers, whether it holds, and what came after it. The answer depends
/// on the file alone.
public enum SignatureInspector {
    /// The signatures in file order; those whose place in the file is unknown come last.
    /// - Parameter digests: digests of the document's bytes, for callers that need others of them too.
    public static func inspect(_ document: PDFDocument, digests: PrefixDigests? = nil) -> [SignatureFindings] {
        let all = SignatureSearch(document).run()
        if all.isEmpty { return SignatureTraces(document).run() }
        let candidates = all.prefix(SignatureInspector.mostSignatures)
        // Every signature asks for all bytes before it to be digested, and to be set against every later change.
        let isFlooded = all.count > candidates.count
        let digests = digests.flatMap { $0.bytes == document.bytes ? $0 : nil } ?? PrefixDigests(document.bytes)
        var digesting = 32 * document.bytes.count + (256 << 20)
        let known = SecurityStore(in: document.latest).certificates.compactMap { try? Certificate(der: $0) }
        var reader = ShownAppearanceReader(document)
        let inspected = candidates.map { inspect($0, document, digests, known, isFlooded, &digesting, &reader) }
            .sorted {
                ($0.position, $0.findings.reference?.number ?? 0) < ($1.position, $1.findings.reference?.number ?? 0)
            }
        return ChangeJudgement(document, inspected).run()
    }

    /// Nobody signs one file so often: of more signatures none is believed.
    private static let mostSignatures = 500

    /// A signature with what the judgement of later changes needs beside its findings.
    struct Inspected {
        var findings: SignatureFindings
        /// Where `/Contents` stands in the file.
        let position: Int
        /// Where the covered part ends; nil when the ranges are not sound.
        let end: Int?
    }

    private static func inspect(
        _ candidate: SignatureCandidate, _ document: PDFDocument, _ digests: PrefixDigests, _ known: [Certificate],
        _ isFlooded: Bool, _ digesting: inout Int, _ reader: inout ShownAppearanceReader
    ) -> Inspected {
        // The version whose ranges fit its own place is the one that was signed; a later one cannot speak for it.
        var chosen: (version: SignatureCandidate.Version, ranges: Result<ByteRangeCheck, ByteRangeCheck.Failure>)?
        for version in candidate.versions.reversed() {
            let ranges = check(version, candidate, document)
            if case .success = ranges {
                chosen = (version, ranges)
                break
            }
            if chosen == nil { chosen = (version, ranges) }
        }
        let version = chosen?.version ?? candidate.versions[candidate.versions.count - 1]
        let view = document.view(ofRevision: version.revision) ?? document.latest
        let dictionary = SignatureDictionary(version.dictionary, in: view)
        var reasons = remarks(document)
        var ranges: ByteRangeCheck?
        switch chosen?.ranges {
        case .success(let sound)?: ranges = sound
        case .failure(let failure)?: reasons.append(SignatureReason(failure.code))
        case nil: break
        }
        // Sound ranges stop where `/Contents` stands.
        let position = ranges?.head.upperBound ?? contentsRange(version, candidate, document)?.lowerBound ?? .max
        if candidate.fields.isEmpty { reasons.append(SignatureReason(.orphanSignature)) }
        if candidate.fields.count > 1 { reasons.append(SignatureReason(.severalFields)) }
        if let last = candidate.versions.last, last.location != version.location,
            !Equivalence.holds(
                .dictionary(version.dictionary), in: view, .dictionary(last.dictionary), in: document.latest)
        {
            reasons.append(SignatureReason(.dictionaryReplaced))
        }
        digesting -= ranges?.end ?? 0
        if isFlooded || digesting < 0 {
            reasons.append(SignatureReason(.tooManySignatures))
            ranges = nil
        }
        let outcome = SignatureValueReader(
            document: document, digests: digests, dictionary: dictionary, ranges: ranges, known: known
        ).read()
        reasons += outcome.reasons
        let (revision, coverage) = ranges?.coverage(of: document) ?? (nil, .partial)
        if ranges != nil, coverage == .partial { reasons.append(SignatureReason(.partialCoverage)) }
        let signedView = revision.flatMap { document.view(ofRevision: $0) }
        let locks = dictionary.fieldLocks + candidate.fields.compactMap { view.lock(of: $0.field) }
        let permissions = [dictionary.permission, signedView?.certifiedPermission] + locks.map(\.permission)
        let isTimestamp = dictionary.encoding == .rfc3161 || dictionary.type == "DocTimeStamp"
        var findings = SignatureFindings(
            fields: candidate.fields.map(\.name), reference: candidate.path.isEmpty ? candidate.reference : nil,
            kind: isTimestamp ? .documentTimestamp : .signature, dictionary: dictionary,
            places: candidate.fields.flatMap(\.places), signedRevision: revision, coverage: coverage,
            intact: outcome.intact, signatureValid: outcome.signatureValid, value: outcome.value, reasons: reasons,
            permission: permissions.compactMap { $0 }.min(), fieldLocks: locks)
        findings.shown = reader.appearances(of: candidate.fields, signed: revision)
        return Inspected(findings: findings, position: position, end: ranges?.end)
    }

    private static func remarks(_ document: PDFDocument) -> [SignatureReason] {
        var reasons: [SignatureReason] = []
        if document.headerOffset > 0 { reasons.append(SignatureReason(.junkBeforeHeader)) }
        if document.isCipherText { reasons.append(SignatureReason(.encrypted)) }
        if document.recovered { reasons.append(SignatureReason(.crossReferenceRebuilt)) }
        return reasons
    }

    private static func check(
        _ version: SignatureCandidate.Version, _ candidate: SignatureCandidate, _ document: PDFDocument
    ) -> Result<ByteRangeCheck, ByteRangeCheck.Failure> {
        let view = document.view(ofRevision: version.revision) ?? document.latest
        return ByteRangeCheck.check(
            SignatureDictionary(version.dictionary, in: view).byteRange,
            contents: contentsRange(version, candidate, document), in: document.bytes)
    }

    private static func contentsRange(
        _ version: SignatureCandidate.Version, _ candidate: SignatureCandidate, _ document: PDFDocument
    ) -> Range<Int>? {
        if let offset = candidate.strayOffset { return document.valueRange(ofDictionaryAt: offset, key: "Contents") }
        guard let view = document.view(ofRevision: version.revision) else { return nil }
        return view.valueRange(in: candidate.reference, path: candidate.path + ["Contents"])
    }
}
