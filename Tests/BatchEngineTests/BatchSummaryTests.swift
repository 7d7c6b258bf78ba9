import Foundation
import Records
import Testing

@testable import BatchEngine

@Suite struct BatchSummaryTests {
    /// DESIGN section 7: found = filed + needsReview + rejected + alreadyFiled.
    @Test func everyOutcomeCountsOnce() {
        var summary = BatchSummary()
        summary.found = 10
        for outcome in [Outcome.filed, .filed, .filed, .filed, .needsReview, .needsReview, .rejected, .alreadyFiled] {
            summary.count(outcome)
            #expect(!summary.isComplete)
        }
        summary.count(.rejected)
        summary.count(.alreadyFiled)
        #expect(summary.isComplete)
        #expect((summary.filed, summary.needsReview, summary.rejected, summary.alreadyFiled) == (4, 2, 2, 2))
        #expect(BatchSummary().isComplete)
    }

    @Test func theJSONHasTheContractsKeys() throws {
        var summary = BatchSummary()
        (summary.found, summary.filed, summary.seconds, summary.vault) = (1, 1, 12.5, "kho")
        let line = try CanonicalJSON.line(summary)
        let json = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(
            Set(json.keys) == [
                "schema", "found", "filed", "needsReview", "rejected", "alreadyFiled", "seconds", "vault",
            ])
        #expect(json["schema"] as? String == "sohoa.batch/1" && json["filed"] as? Int == 1)
        #expect(try CanonicalJSON.decode(BatchSummary.self, from: Array(line.utf8)) == summary)
    }
}
