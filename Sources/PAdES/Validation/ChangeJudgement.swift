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
        for index in (oldest + 1)..<document.revisions.count {
            guard let view = document.view(ofRevision: index) else { continue }
            let new = RevisionState(view)
            var difference = RevisionDifference(from: old, to: new, graph: graph)
            result[index] = difference.run()
            old = new
        }
        return result
    }

    /// Objects that no cross-reference names, and data after the last revision: repairing readers may show them.
    private func looseBytes() -> [(offset: Int, change: RevisionChange)] {
        guard let start = inspected.compactMap(\.end).min(), start < document.bytes.count else { return [] }
        var found = document.strayObjects(in: start..<document.bytes.count).map { stray in
            (stray.offset, RevisionChange(.hiddenObject, revision: nil, object: stray.reference))
        }
        found += entriesBeyondTheirRevision()
        if let end = document.revisions.map(\.end).max(), end < document.bytes.count,
            !document.bytes.isBlank(end..<document.bytes.count)
        {
            found.append((max(end, start), RevisionChange(.trailingData, revision: nil)))
        }
        return found
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
