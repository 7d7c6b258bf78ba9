import Foundation
import TestSupport
import Testing

/// kill -9 at random moments: every document ends filed exactly once, nothing is signed twice (DESIGN section 7).
@Suite(.serialized) struct CrashTests {
    /// 20 kills, and 200 in the long sweep. The seed makes a failure repeatable as far as a clock allows.
    @Test func killedAtRandomMomentsEveryDocumentIsFiledOnce() throws {
        var random = SeededRandom(seed: 0x5040A)
        let control = try InterruptedBatch()
        let started = Date()
        let whole = try control.start().wait()
        var duration = Date().timeIntervalSince(started)
        try control.check(BatchResult(whole))

        let wanted = runsLongTests ? 200 : 20
        var kills = 0
        while kills < wanted {
            let batch = try InterruptedBatch()
            var last: CommandResult?
            let killsBefore = kills
            while last == nil {
                let begun = Date()
                let running = try batch.start()
                let moment = Double.random(in: 0..<duration, using: &random)
                if kills < wanted, !running.ends(within: moment) {
                    running.send(SIGKILL)
                    _ = running.wait()
                    kills += 1
                } else {
                    last = running.wait()
                    // A control run that other work slowed would put most moments behind the end; a resumed run, which
                    // has less to do, tells nothing.
                    if kills == killsBefore { duration = min(duration, Date().timeIntervalSince(begun)) }
                }
            }
            try batch.check(BatchResult(try #require(last)))
            guard Oracle.has("ocfl") else { continue }
            let oracle = try Oracle.run("check_ocfl.py", OCFLRoots.of(batch.vault))
            #expect(oracle.status == 0, "\(oracle.text)\(oracle.stderr)")
        }
    }

    /// Worker processes die with the process that started them.
    @Test func killedBatchLeavesNoWorkers() throws {
        let batch = try InterruptedBatch()
        let running = try batch.start()
        running.ends(within: 0.5)
        let children = Self.descendants(of: running.id)
        running.send(SIGKILL)
        _ = running.wait()
        let deadline = Date().addingTimeInterval(5)
        while Date() < deadline, children.contains(where: Self.isAlive) { usleep(10_000) }
        #expect(!children.contains { Self.isAlive($0) })
    }

    private static func descendants(of parent: Int32) -> [Int32] {
        let ids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
        return ids.filter { status($0)["PPid"] == String(parent) }
    }

    private static func isAlive(_ id: Int32) -> Bool { status(id)["State"].map { !$0.hasPrefix("Z") } ?? false }

    private static func status(_ id: Int32) -> [String: String] {
        let text = (try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)) ?? ""
        let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
            let parts = line.split(separator: ":", maxSplits: 1)
            return parts.count == 2 ? (String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces)) : nil
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
