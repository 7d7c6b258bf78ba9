import Foundation
import TestSupport
import Testing

/// Ctrl-C stops a batch after the documents in flight; a resume finishes it.
@Suite struct InterruptionTests {
    @Test func interruptedBatchExits130AndResumes() throws {
        let batch = try InterruptedBatch()
        let running = try batch.start()
        // The journal is opened when the folder has been read: from then on there is something to interrupt.
        let journal = batch.vault.appendingPathComponent("batch/journal.db").path
        while running.isRunning, !FileManager.default.fileExists(atPath: journal) { usleep(1000) }
        running.send(SIGINT)
        let stopped = running.wait(atMost: 60)
        #expect(stopped.status == 130)
        #expect(!stopped.stderr.contains("sohoa: error:"))
        try batch.check(BatchResult.resume(batch.vault))
    }
}
