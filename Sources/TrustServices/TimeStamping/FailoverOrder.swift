import FoundationEssentials
import Synchronization

/// The order in which services of equal worth are asked: as configured, except that one that failed comes last for a
/// while, so that a dead service costs its time-out once and not at every signature.
final class FailoverOrder: Sendable {
    private let count: Int
    private let pause: TimeInterval
    private let failures = Mutex<[Int: Date]>([:])

    /// - Parameter pause: how many seconds a failure counts.
    init(count: Int, pause: TimeInterval) {
        self.count = count
        self.pause = pause
    }

    /// Indices, the first to be asked first.
    func indices(at now: Date) -> [Int] {
        let failed = failures.withLock { failures in
            // A clock that was set back must not shut a service out for good.
            failures = failures.filter { abs(now.timeIntervalSince($0.value)) < pause }
            return Set(failures.keys)
        }
        return (0..<count).filter { !failed.contains($0) } + (0..<count).filter(failed.contains)
    }

    func failed(_ index: Int, at now: Date) { failures.withLock { $0[index] = now } }

    func succeeded(_ index: Int) { failures.withLock { _ = $0.removeValue(forKey: index) } }
}
