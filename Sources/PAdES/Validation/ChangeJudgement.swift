import PDFSyntax

/// Compares each revision with the one before it once, and lets every signature judge what came after it.
struct ChangeJudgement {
    private let document: PDFDocument
    private var inspected: [SignatureInspector.Inspected]

    init(_ document: PDFDocument, _ inspected: [SignatureInspector.Inspected]) {
        self.document = document
        self.inspected = inspected
    }

    func run() -> [SignatureFindings] {
        let oldest = inspected.compactMap(\.findings.signedRevision).min()
        let steps = oldest.map(differences(after:)) ?? [:]
        let loose = looseBytes()
        return inspected.map { one in
            var findings = one.findings
            var changes: [RevisionChange] = []
            if let signed = findings.signedRevision {
                for revision in signed..<document.revisions.count { changes += steps[revision + 1] ?? [] }
            }
            if let end = one.end {
                changes += loose.filter { $0.offset >= end }.map(\.change)
                if findings.coverage == .partial {
                    changes.append(RevisionChange(.uncovered, revision: nil))
                }
            }
            findings.changes = changes.map { judge($0, findings) }
            let hasMore = (findings.signedRevision ?? 0) < document.revisions.count - 1
            findings.changesAfter =
                one.end == nil
                ? .none
                : findings.changes.contains { !$0.isPermitted }
                    ? .suspicious : hasMore || !findings.changes.isEmpty ? .permitted : .none
            return findings
        }
    }

    /// The changes each revision after `oldest` made, by its index.
    private func differences(after oldest: Int) -> [Int: [RevisionChange]] {
        guard oldest < document.revisions.count - 1, let first = document.view(ofRevision: oldest) else { return [:] }
        let graph = ReferenceGraph(document)
        var result: [Int: [RevisionChange]] = [:]
        var old = RevisionState(first)
        var covering = CoveringAppearances(document)
        for index in (oldest + 1)..<document.revisions.count {
            guard let view = document.view(ofRevision: index) else { continue }
            let new = RevisionState(view)
            var difference = RevisionDifference(from: old, to: new, graph: graph)
            let changes = difference.run() + ambiguities(ofRevision: index)
            result[index] = changes + covering.changes(from: old, to: new, among: changes)
            old = new
        }
        return result
    }

    /// What readers may understand in two ways.
    private func ambiguities(ofRevision index: Int) -> [RevisionChange] {
        document.ambiguities(ofRevision: index).map { ambiguity in
            switch ambiguity {
            case .repeatedKey(let reference):
                RevisionChange(.ambiguous, revision: index, object: reference.number > 0 ? reference : nil)
            case .repeatedEntry(let number):
                RevisionChange(.ambiguous, revision: index, object: PDFReference(number: number))
            case .unnamedObject(let number):
                RevisionChange(.hiddenObject, revision: index, object: PDFReference(number: number))
            case .smallerSize: RevisionChange(.ambiguous, revision: index, detail: "/Size")
            }
        }
    }

    /// Objects that no cross-reference names, and data that belong to nothing: repairing readers may show them.
    private func looseBytes() -> [(offset: Int, change: RevisionChange)] {
        guard let start = inspected.compactMap(\.end).min() else { return [] }
        var found: [(offset: Int, change: RevisionChange)] = []
        if holdsSyntax(document.bytesBeforeHeader) {
            found.append((.max, RevisionChange(.hiddenObject, revision: nil)))
        }
        guard start < document.bytes.count else { return found }
        found += document.strayObjects(in: start..<document.bytes.count).map { stray in
            (stray.offset, RevisionChange(.hiddenObject, revision: nil, object: stray.reference))
        }
        found += entriesBeyondTheirRevision()
        found += brokenCrossReferences()
        let last = document.revisions.map(\.end).max() ?? start
        if found.isEmpty, start < last {
            found += document.foreignBytes(in: start..<last).map { part in
                (part.lowerBound, RevisionChange(.foreignData, revision: nil, detail: "\(part.lowerBound)"))
            }
        }
        if let end = document.revisions.map(\.end).max(), end < document.bytes.count,
            !document.bytes.isBlank(end..<document.bytes.count)
        {
            found.append((max(end, start), RevisionChange(.trailingData, revision: nil)))
        }
        return found
    }

    /// Where a cross-reference is broken that was appended: of such a file every reader sees what it makes of it.
    private func brokenCrossReferences() -> [(Int, RevisionChange)] {
        let change = RevisionChange(.brokenCrossReference, revision: nil)
        if document.remarks.contains(.crossReferenceRebuilt) {
            let last = (0..<document.bytes.count).last { !document.bytes.isBlank($0..<($0 + 1)) }
            return last.map { [($0, change)] } ?? []
        }
        // What leads nowhere is named by the oldest section that can be read.
        guard document.remarks.contains(.crossReferenceChainCut), document.revisions.count > 1 else { return [] }
        return [(document.revisions[1].startXref, change)]
    }

    /// Whether bytes that no offset leads to look like parts of a document.
    private func holdsSyntax(_ bytes: ByteView) -> Bool {
        let text = String(decoding: bytes.slice(0..<bytes.count) ?? [], as: UTF8.self)
        return [" obj", "xref", "trailer", "%PDF", "%!PS"].contains { text.contains($0) }
    }

    /// Entries of a cross-reference that point behind the end of their own revision: what they show was put there later.
    private func entriesBeyondTheirRevision() -> [(Int, RevisionChange)] {
        document.revisions.flatMap { revision -> [(Int, RevisionChange)] in
            guard let view = document.view(ofRevision: revision.index) else { return [] }
            return revision.defined.compactMap { number in
                guard case .file(let offset)? = view.location(of: number), offset >= revision.end,
                    offset < document.bytes.count
                else { return nil }
                return (offset, RevisionChange(.hiddenObject, revision: nil, object: view.reference(of: number)))
            }
        }
    }

    private func judge(_ change: RevisionChange, _ findings: SignatureFindings) -> SignatureFindings.JudgedChange {
        var change = change
        if change.kind == .fieldFilled || change.kind == .signatureAdded, let field = change.field,
            findings.fieldLocks.contains(where: { $0.locks(field) })
        {
            change = RevisionChange(
                .lockedField, revision: change.revision, field: field, page: change.page,
                detail: change.detail)
        }
        if [.signatureAdded, .signatureFieldAdded, .documentTimestamp].contains(change.kind), let field = change.field,
            // Two fields may share a name; a sound signature does not vouch for the other.
            inspected.contains(where: { $0.findings.fields.contains(field) && $0.findings.isBroken })
        {
            change = RevisionChange(.addedSignatureBroken, revision: change.revision, field: field)
        }
        return SignatureFindings.JudgedChange(
            change: change, isPermitted: change.kind.level.isPermitted(by: findings.permission))
    }
}
