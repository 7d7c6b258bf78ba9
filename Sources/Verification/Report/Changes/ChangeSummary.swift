import Diagnostics

/// What one later revision did, as a citizen would tell it: equal things counted together, permitted ones apart from
/// suspicious ones.
public struct ChangeSummary: Sendable, Hashable {
    /// From 1; nil for bytes that belong to no revision.
    public let revision: Int?
    /// What a signature before it permits.
    public let permitted: [Bilingual]
    /// What none may do.
    public let suspicious: [Bilingual]

    /// The heading of the revision.
    public var title: Bilingual {
        revision.map { Bilingual(vi: "Lần sửa \($0)", en: "Revision \($0)") }
            ?? Bilingual(vi: "Phần nối thêm ngoài mọi phiên bản", en: "Bytes outside of every revision")
    }

    /// One line a group, the suspicious ones first: `Lần sửa 3 – ĐÁNG NGỜ: …; …`.
    public var lines: [Bilingual] {
        func line(_ label: Bilingual, _ parts: [Bilingual]) -> Bilingual? {
            parts.isEmpty
                ? nil
                : Bilingual(
                    vi: "\(title.vi) – \(label.vi): \(parts.map(\.vi).joined(separator: "; "))",
                    en: "\(title.en) – \(label.en): \(parts.map(\.en).joined(separator: "; "))")
        }
        return [line(Self.suspicious, suspicious), line(Self.permitted, permitted)].compactMap { $0 }
    }

    /// How suspicious groups are called.
    static let suspicious = Bilingual(vi: "ĐÁNG NGỜ", en: "SUSPICIOUS")
    /// How permitted groups are called.
    static let permitted = Bilingual(vi: "được phép", en: "permitted")

    /// The changes of one signature by revision, in order; bytes outside of revisions come last.
    public static func all(of changes: [SignatureReport.Change]) -> [ChangeSummary] {
        let revisions = Set(changes.map(\.revision)).sorted { ($0 ?? .max) < ($1 ?? .max) }
        return revisions.map { revision in
            let own = changes.filter { $0.revision == revision }
            return ChangeSummary(
                revision: revision, permitted: phrases(own.filter(\.permitted)),
                suspicious: phrases(own.filter { !$0.permitted }))
        }
    }

    /// The same over all signatures.
    public static func all(of signatures: [SignatureReport]) -> [ChangeSummary] {
        all(of: merged(signatures.map(\.changes)))
    }

    /// The changes that several signatures see, each once: one that a signature forbids is suspicious, whatever the others
    /// say.
    public static func merged(_ lists: [[SignatureReport.Change]]) -> [SignatureReport.Change] {
        var merged: [SignatureReport.Change] = []
        var places: [SignatureReport.Change: Int] = [:]
        for change in lists.joined() {
            var key = change
            key.permitted = true
            if let place = places[key] {
                merged[place].permitted = merged[place].permitted && change.permitted
            } else {
                places[key] = merged.count
                merged.append(change)
            }
        }
        return merged
    }

    /// Changes of one kind on one page are one phrase.
    private static func phrases(_ changes: [SignatureReport.Change]) -> [Bilingual] {
        struct Group: Hashable {
            var kind: String
            var page: Int?
        }
        var order: [Group] = []
        var groups: [Group: [SignatureReport.Change]] = [:]
        for change in changes {
            let group = Group(kind: change.kind, page: change.page)
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(change)
        }
        return order.flatMap { group in
            let members = groups[group] ?? []
            return ChangeWording(kind: group.kind).map { [$0.phrase(members, page: group.page)] }
                ?? members.map { Bilingual(vi: $0.message, en: $0.message) }
        }
    }
}
