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
    /// - Returns: the counts, and what stopped the run: something that concerns all files. What was done until then is in
    ///   place.
    func run(
        _ items: [SigningItem], tell: @Sendable (SigningItem, SigningOutcome) -> Void,
        appended: @escaping @Sendable (ByteView) throws -> [UInt8],
        isDone: @escaping @Sendable (_ file: ByteView, _ copy: ByteView) throws -> Bool
    ) throws -> SigningResult {
        let started = clock()
        var summary = SigningSummary(found: items.count)
        var rest = items[...]
        let obstacle = Mutex<(any UserFacingError)?>(nil)
        while !rest.isEmpty, !shouldStop(), obstacle.withLock({ $0 == nil }) {
            let wave = Array(rest.prefix(waveSize))
            rest = rest.dropFirst(waveSize)
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
            let taken: Set<String>
            do {
                taken = try StagedOutput.publish(results.compactMap { $0?.output })
            } catch let failure as any UserFacingError {
                // Whatever has its name already is told by the next run.
                obstacle.withLock { $0 = failure }
                break
            }
            for (item, result) in zip(wave, results) {
                guard var result else { continue }
                if taken.contains(item.output) {
                    // Another run over the same files was faster.
                    do {
                        result = try Self.process(item, appended, isDone)
                    } catch let failure as any UserFacingError {
                        result = Result(outcome: .failed(failure))
                    }
                }
                summary.count(result.outcome)
                tell(item, result.outcome)
            }
        }
        summary.seconds = clock().timeIntervalSince(started)
        return SigningResult(summary: summary, obstacle: obstacle.withLock { $0 })
    }

    /// One file's outcome, and its copy as long as that has no name.
    private struct Result: Sendable {
        var outcome: SigningOutcome
        var output: StagedOutput?
    }

    private static func process(
        _ item: SigningItem, _ appended: (ByteView) throws -> [UInt8], _ isDone: (ByteView, ByteView) throws -> Bool
    ) throws -> Result {
        let before = FileState(item.input)
        let file = try ByteView(mappingFileAt: item.input)
        if !item.replaces, FileManager.default.fileExists(atPath: item.output) {
            guard try isDone(file, ByteView(mappingFileAt: item.output)) else {
                throw BatchError.outputExists(item.output)
            }
            return Result(outcome: .alreadySigned)
        }
        let output = try StagedOutput(item, file, followedBy: appended(file), mode: before?.mode)
        // The file is read twice, for its digest and for its copy; somebody may have written to it in between.
        guard FileState(item.input) == before else { throw BatchError.inputChanged(item.input) }
        return Result(outcome: .signed, output: output)
    }
}
