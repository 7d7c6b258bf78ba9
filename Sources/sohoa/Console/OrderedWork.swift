import Dispatch
import Synchronization

/// Does independent pieces of work on several threads and hands out the results in the order of the pieces.
enum OrderedWork {
    private struct State<Value> {
        var next = 0
        var delivered = 0
        var waiting: [Int: Value] = [:]
    }

    /// - Parameters:
    ///   - count: pieces of work, numbered from 0.
    ///   - width: pieces done at once.
    ///   - work: does one piece, on any thread.
    ///   - deliver: takes the results one after another, in order, as soon as they are there.
    static func run<Value: Sendable>(
        count: Int, width: Int, work: @Sendable (Int) -> Value, deliver: (Int, Value) -> Void
    ) {
        guard count > 1, width > 1 else {
            for index in 0..<count { deliver(index, work(index)) }
            return
        }
        let state = Mutex(State<Value>())
        // Results that wait for an earlier one take memory: nobody runs far ahead of the slowest.
        let slots = DispatchSemaphore(value: width * 4)
        // Called under the lock only, so never by two threads at once.
        nonisolated(unsafe) let deliver = deliver
        DispatchQueue.concurrentPerform(iterations: min(width, count)) { _ in
            while true {
                slots.wait()
                let taken = state.withLock { state -> Int? in
                    guard state.next < count else { return nil }
                    defer { state.next += 1 }
                    return state.next
                }
                guard let index = taken else {
                    slots.signal()
                    return
                }
                let value = work(index)
                state.withLock { state in
                    state.waiting[index] = value
                    while let ready = state.waiting.removeValue(forKey: state.delivered) {
                        deliver(state.delivered, ready)
                        state.delivered += 1
                        slots.signal()
                    }
                }
            }
        }
    }
}
