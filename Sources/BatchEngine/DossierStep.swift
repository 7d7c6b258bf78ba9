import Diagnostics
import FoundationEssentials
import Identification
import PKI
import Records
import Vault

/// The last step of a run: one vault object per dossier, holding its components and linking its results. A dossier that
/// gains components later gets a new version; one that gains nothing stays as it is.
struct DossierStep {
    let run: BatchRun

    /// Files every dossier that documents of this run belong to, and settles their pending components.
    func fileDossiers(_ tally: inout Tally) throws {
        for code in tally.dossiers.sorted() {
            let entries = try run.journal.entries(dossier: code)
            let components = entries.filter { $0.isComponent && ($0.state == .dossierPending || $0.state == .filed) }
            let results = entries.filter { !$0.isComponent && $0.state == .filed }
            guard !components.isEmpty || !results.isEmpty else { continue }
            let (receipt, included) = try file(code, components: components, results: results)
            let pending = components.filter { $0.state == .dossierPending && included.contains($0.key) }
            try run.journal.save(
                pending.map { entry in
                    var entry = entry
                    entry.state = .filed
                    entry.receipt = receipt
                    return entry
                })
            for entry in pending { try run.journal.discard(entry.key) }
        }
        for (key, component) in tally.pending.sorted(by: { $0.value.path < $1.value.path }) {
            run.settle(
                component.path, twins: component.twins, key: key, .filed, component.entry.findings,
                try run.journal.entries(keys: [key])[key]?.receipt, &tally)
        }
        tally.pending = [:]
    }

    /// Files or amends one dossier.
    /// - Returns: the receipt, and the keys of the pending components that are in it: one whose blob was damaged since an
    ///   earlier run is left for the run that captures it again.
    private func file(
        _ code: String, components: [JournalEntry], results: [JournalEntry]
    ) throws -> (Receipt?, included: Set<String>) {
        let vault = run.setting.vault
        let naming = RecordNaming(agency: run.setting.profile.agency.code, secret: vault.secret)
        guard let urn = naming.dossier(code) else { return (nil, []) }
        let existing = try vault.get(urn)
        var files: [VaultFile] = []
        var parts: [DossierRecord.Component] = []
        var included: Set<String> = []
        if case .dossier(let old)? = existing?.record { parts = old.components }
        for entry in components where entry.state == .dossierPending {
            guard let capture = entry.capture, let described = entry.described,
                let pdf = try run.journal.load(entry.key, .capture, digest: capture.baseDigest)
            else { continue }
            let name = "components/\(entry.key.prefix(16)).pdf"
            included.insert(entry.key)
            files.append(VaultFile(path: name, bytes: pdf))
            parts.removeAll { $0.file == name }
            parts.append(
                DossierRecord.Component(
                    source: entry.path, file: name, type: described.documentType ?? "",
                    title: described.fields[FieldName.title]?.value
                        ?? run.setting.profile.documentTypes[described.documentType ?? ""]?.title ?? "",
                    sha256: capture.baseDigest, pages: capture.pages.count))
        }
        parts.sort { $0.source < $1.source }
        let record = self.record(urn, code, parts, components, results)
        let digest = SHA256.hex(try CanonicalJSON.file(record))
        let key = "dossier:\(code):\(digest)"
        if case .dossier(let old)? = existing?.record {
            guard old != record else { return (try vault.receipt(forKey: key), included) }
            let receipt = try vault.amend(
                [
                    Amendment(
                        record: .dossier(record), files: files, key: key, reason: "Bổ sung thành phần hồ sơ",
                        events: events(files))
                ], at: run.setting.clock()
            ).first
            return (receipt, included)
        }
        let receipt = try vault.file(
            [Filing(record: .dossier(record), files: files, key: key, events: events(files))], at: run.setting.clock()
        ).first
        return (receipt, included)
    }

    private func record(
        _ urn: RecordURN, _ code: String, _ parts: [DossierRecord.Component], _ components: [JournalEntry],
        _ results: [JournalEntry]
    ) -> DossierRecord {
        let records = results.compactMap { $0.identified?.record }
        let described = (components + results).compactMap(\.described)
        var owners: [Owner] = []
        for owner in records.flatMap(\.owners) where !owners.contains(owner) { owners.append(owner) }
        let levels = Sensitivity.allCases
        let types = run.setting.profile.documentTypes
        let sensitivities =
            records.map(\.sensitivity) + described.compactMap { $0.documentType.flatMap { types[$0] }?.sensitivity }
        return DossierRecord(
            urn: urn, code: code, procedure: described.compactMap(\.procedure).first,
            agency: run.setting.profile.agency.name, components: parts,
            results: records.map(\.urn).sorted { $0.rawValue < $1.rawValue },
            owners: owners,
            sensitivity: sensitivities.max {
                (levels.firstIndex(of: $0) ?? 0) < (levels.firstIndex(of: $1) ?? 0)
            } ?? .internal,
            retention: RetentionDecision.longest(records.map(\.retention)))
    }

    private func events(_ files: [VaultFile]) -> [PreservationEvent] {
        files.map { file in
            PreservationEvent(
                type: .capture, time: VietnamTime.iso8601(run.setting.clock()),
                agent: PreservationAgent(name: run.setting.profile.agency.digitizer.name, kind: .person),
                detail: "Sao chụp và ký số thành phần hồ sơ", file: file.path)
        }
    }
}

extension JournalEntry {
    /// A component has no seal of its own: it was described, and never identified.
    var isComponent: Bool { identified == nil && (state == .dossierPending || state == .filed) }
}
