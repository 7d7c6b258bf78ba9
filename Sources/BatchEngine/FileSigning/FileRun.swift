import Diagnostics
import FoundationEssentials
import PDFSyntax
import Synchronization

/// Appends revisions to many files. Files go in waves; the copies of a wave become durable together and appear whole or
/// not at all. Nothing is kept beside them: what is done is told by the copies, so after a stop, a kill or a pulled-out
/// token the same run goes on where it ended.
struct FileRun: Sendable {
    let jobs: Int
    let clock: @Sendable () -> Date
    let shouldStop: @Sendable () -> Bool

    /// Files that share a sync.
    private var waveSize: Int { max(16, jobs * 16) }

    /// - Parameters:
    ///   - tell: called for each file once its outcome is durable, from one thread at a time.
    ///   - appended: what to append to a file; called on several threads.
    ///   - isDone: whether the copy that stands at the output already is what this run would make.
    /// - Throws: what concerns all files; what was done until then is in place.
    func run(
        _ items: [SigningItem], tell: @Sendable (SigningItem, SigningOutcome) -> Void,
        appended: @escaping @Sendable (ByteView) throws -> [UInt8],
        isDone: @escaping @Sendable (_ file: ByteView, _ copy: ByteView) throws -> Bool
    ) throws -> SigningSummary {
        let started = clock()
        var summary = SigningSummary(found: items.count)
        var rest = items[...]
        while !rest.isEmpty, !shouldStop() {
            let wave = Array(rest.prefix(waveSize))
            rest = rest.dropFirst(waveSize)
            let obstacle = Mutex<(any UserFacingError)?>(nil)
            let results = try parallelMap(
                wave, width: jobs, shouldStop: { shouldStop() || obstacle.withLock { $0 != nil } }
            ) { item -> Result? in
                do {
                    return try Self.process(item, appended, isDone)
                } catch let failure as any UserFacingError where failure.kind == .input || failure.kind == .internal {
                    return Result(outcome: .failed(failure))
                } catch let failure as any UserFacingError {
                    obstacle.withLock { $0 = $0 ?? failure }
                    return nil
                }
            }.map { $0.flatMap(\.self) }
            try StagedOutput.publish(results.compactMap { $0?.output })
            for (item, result) in zip(wave, results) {
                guard let result else { continue }
                summary.count(result.outcome)
                tell(item, result.outcome)
            }
            if let obstacle = obstacle.withLock({ $0 }) { throw obstacle }
        }
        summary.seconds = clock().timeIntervalSince(started)
        return summary
    }

    /// One file's outcome, and its copy as long as that has no name.
    private struct Result: Sendable {
        var outcome: SigningOutcome
        var output: StagedOutput?
    }

    private static func process(
        _ item: SigningItem, _ appended: (ByteView) throws -> [UInt8], _ isDone: (ByteView, ByteView) throws -> Bool
    ) throws -> Result {
        let file = try ByteView(mappingFileAt: item.input)
        if !item.replaces, FileManager.default.fileExists(atPath: item.output) {
            guard try isDone(file, ByteView(mappingFileAt: item.output)) else {
                throw BatchError.outputExists(item.output)
            }
            return Result(outcome: .alreadySigned)
        }
        return Result(
            outcome: .signed, output: try StagedOutput(item, file, followedBy: appended(file)))
    }
}
