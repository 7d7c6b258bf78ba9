import Dispatch
import Synchronization

/// Applies `body` to every item on `width` threads of their own and returns the results in the items' order.
///
/// The work blocks (signatures, pipes to worker processes, disk), so it must stay off Swift's cooperative pool. Items
/// that have not been started when `shouldStop` turns true give nil. The first error stops further starts and is
/// rethrown after the running ones have ended.
func parallelMap<Item: Sendable, Output: Sendable>(
    _ items: [Item], width: Int, shouldStop: @Sendable () -> Bool, _ body: @escaping @Sendable (Item) throws -> Output
) throws -> [Output?] {
    let state = Mutex(ParallelProgress<Output>(outputs: Array(repeating: nil, count: items.count)))
    withoutActuallyEscaping(shouldStop) { shouldStop in
        DispatchQueue.concurrentPerformOnOwnThreads(width: max(1, min(width, items.count))) {
            while !shouldStop() {
                let index: Int? = state.withLock { progress in
                    guard progress.failure == nil, progress.next < items.count else { return nil }
                    defer { progress.next += 1 }
                    return progress.next
                }
                guard let index else { return }
                do {
                    let output = try body(items[index])
                    state.withLock { $0.outputs[index] = output }
                } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
    }
    return try state.withLock { progress in
        if let failure = progress.failure { throw failure }
        return progress.outputs
    }
}

/// What the threads of one `parallelMap` share.
private struct ParallelProgress<Output: Sendable>: Sendable {
    var next = 0
    var outputs: [Output?]
    var failure: (any Error)?
}

extension DispatchQueue {
    /// Runs `body` `width` times at once and waits for all of them.
    fileprivate static func concurrentPerformOnOwnThreads(width: Int, _ body: @escaping @Sendable () -> Void) {
        let group = DispatchGroup()
        // A concurrent queue shares one pool of as many threads as there are cores, with everybody else in the process; a
        // serial queue gets a thread of its own.
        for number in 0..<width {
            DispatchQueue(label: "sohoa.batch.\(number)").async(group: group, execute: DispatchWorkItem(block: body))
        }
        group.wait()
    }
}
