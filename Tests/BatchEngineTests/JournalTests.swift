import Diagnostics
import DurableIO
import Foundation
import Records
import TestSupport
import PKI
import Testing

@testable import BatchEngine

@Suite struct JournalTests {
    private let folder: String

    init() throws { folder = try Scratch.folder("journal").appendingPathComponent("batch").path }

    private func entry(_ key: String, _ path: String, _ state: DocumentState, dossier: String? = nil) -> JournalEntry {
        JournalEntry(key: key, path: path, sha256: key, dossier: dossier, state: state)
    }

    @Test func statesSurviveReopening() throws {
        var waiting = entry("b", "một/b.jpg", .review, dossier: "H58-261120-0001")
        waiting.findings = [
            Finding("OWNER_ID_INVALID", .review, Bilingual(vi: "Sai số.", en: "Wrong number."), page: 1)
        ]
        waiting.receipt = nil
        do {
            let journal = try Journal(folder: folder)
            try journal.save([entry("a", "a.jpg", .captured), waiting, entry("c", "c.jpg", .filed)])
            try journal.save([entry("a", "a.jpg", .signed)])
            try journal.save([])
        }
        let journal = try Journal(folder: folder)
        let found = try journal.entries(keys: ["a", "b", "x"])
        #expect(found == ["a": entry("a", "a.jpg", .signed), "b": waiting])
        #expect(try journal.counts() == [.signed: 1, .review: 1, .filed: 1])
        #expect(try journal.entries(state: .review) == [waiting])
        #expect(try journal.entries(state: .captured).isEmpty)
        #expect(try journal.entries(dossier: "H58-261120-0001") == [waiting])
    }

    @Test func entriesComeInPathOrder() throws {
        let journal = try Journal(folder: folder)
        try journal.save([entry("1", "b.jpg", .review), entry("2", "a/z.jpg", .review), entry("3", "a.jpg", .review)])
        #expect(try journal.entries(state: .review).map(\.path) == ["a.jpg", "a/z.jpg", "b.jpg"])
    }

    @Test func hostileTextIsOnlyText() throws {
        let journal = try Journal(folder: folder)
        let nasty = entry("'; DROP TABLE document; --", "a'\"\\\n%.jpg", .review, dossier: "' OR 1=1 --")
        try journal.save([nasty, entry("z", "z", .filed)])
        #expect(try journal.entries(dossier: "' OR 1=1 --") == [nasty])
        #expect(try journal.entries(keys: [nasty.key]) == [nasty.key: nasty])
    }

    @Test func theLastRunIsRemembered() throws {
        var run = RunRecord(folder: "in", profile: "p.yaml", jobs: 2, startedAt: "2026-11-20T12:00:00+07:00")
        do {
            let journal = try Journal(folder: folder)
            #expect(try journal.lastRun() == nil)
            _ = try journal.begin(RunRecord(folder: "old", profile: "", jobs: 1, startedAt: ""))
            let id = try journal.begin(run)
            #expect(try journal.lastRun() == run)
            run.summary = BatchSummary()
            try journal.finish(run: id, run)
        }
        #expect(try Journal(folder: folder).lastRun() == run)
    }

    @Test func blobsAreKeptReplacedAndDiscarded() throws {
        let journal = try Journal(folder: folder)
        try journal.store([("a", .capture, [1, 2]), ("a", .result, [3]), ("b", .capture, [])])
        try journal.store([("a", .capture, [4, 5, 6])])
        let reopened = try Journal(folder: folder)
        #expect(try reopened.load("a", .capture, digest: SHA256.hex([4, 5, 6])) == [4, 5, 6])
        #expect(try reopened.load("a", .result, digest: SHA256.hex([3])) == [3])
        #expect(try reopened.load("b", .capture, digest: SHA256.hex([])) == [])
        try reopened.discard("a")
        #expect(try reopened.load("a", .capture, digest: SHA256.hex([4, 5, 6])) == nil)
        #expect(try reopened.load("a", .result, digest: SHA256.hex([3])) == nil)
        #expect(try reopened.load("b", .capture, digest: SHA256.hex([])) == [])
        // What is gone may be discarded again: a kill between removal and the next row.
        try reopened.discard("a")
        #expect(try files() == ["b.capture.pdf"])
    }

    /// A blob that the disk changed is no blob: nothing damaged is ever signed or filed.
    @Test func aDamagedBlobIsNotHandedOut() throws {
        let journal = try Journal(folder: folder)
        try journal.store([("a", .capture, [1, 2, 3])])
        try Data([1, 2, 4]).write(to: URL(filePath: folder + "/work/a.capture.pdf"))
        #expect(try journal.load("a", .capture, digest: SHA256.hex([1, 2, 3])) == nil)
    }

    /// A kill may leave a half-written new file, a whole one, or a blob no row speaks of.
    @Test func leftoversOfAKillAreHarmless() throws {
        let work = folder + "/work"
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        for name in ["a.capture.pdf", "a.capture.pdf.new", "b.result.pdf.new"] {
            try Data("rest".utf8).write(to: URL(filePath: work + "/" + name))
        }
        let journal = try Journal(folder: folder)
        #expect(try journal.counts().isEmpty)
        try journal.store([("a", .capture, [1]), ("b", .result, [2])])
        #expect(try journal.load("a", .capture, digest: SHA256.hex([1])) == [1])
        #expect(try journal.load("b", .result, digest: SHA256.hex([2])) == [2])
        #expect(try files() == ["a.capture.pdf", "b.result.pdf"])
    }

    @Test func aDamagedOrForbiddenJournalIsExplained() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(repeating: 0x41, count: 8192).write(to: URL(filePath: folder + "/journal.db"))
        let damaged = #expect(throws: BatchError.self) { try Journal(folder: folder) }
        #expect(damaged?.code == .journalUnusable && damaged?.kind == .storage)
        #expect(damaged?.what.vi.contains(folder) == true)
        // The folder's name is taken by a file.
        let blocked = folder + "/file"
        try Data().write(to: URL(filePath: blocked))
        #expect(throws: (any Error).self) { try Journal(folder: blocked) }
    }

    @Test func twoOpenJournalsSeeEachOther() throws {
        let (first, second) = (try Journal(folder: folder), try Journal(folder: folder))
        try first.save([entry("a", "a", .captured)])
        try second.save([entry("a", "a", .filed), entry("b", "b", .review)])
        #expect(try first.counts() == [.filed: 1, .review: 1])
    }

    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/work").sorted()
    }
}
