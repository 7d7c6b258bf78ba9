import Dispatch
import Synchronization

/// A few worker processes that decode files for us. Calls block, may come from any number of threads, and each has a
/// worker of its own for as long as it lasts.
///
/// Workers start when they are needed, are replaced after some hundred requests so that leaks of C libraries do not
/// add up, and end with the pool or with this process.
public final class WorkerPool: Sendable {
    private struct State {
        var idle: [WorkerProcess] = []
        var isClosed = false
    }

    /// Requests after which a worker is replaced.
    private static let requestsPerWorker = 500

    private let launch: WorkerLaunch
    private let secondsPerRequest: Double
    private let state = Mutex(State())
    /// Counts the workers that may still be borrowed.
    private let available = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - count: processes at the same time, at least 1.
    ///   - secondsPerRequest: after which a worker is killed and the request tried once more in a fresh one.
    public init(_ launch: WorkerLaunch, count: Int, secondsPerRequest: Double = 120) {
        (self.launch, self.secondsPerRequest) = (launch, secondsPerRequest)
        // Raised one by one: a semaphore that ends below its initial value traps.
        for _ in 0..<max(count, 1) { available.signal() }
    }

    deinit { close() }

    /// Ends the idle workers, and the busy ones when they have answered. Later calls throw `.closed`.
    public func close() {
        let idle = state.withLock { state in
            defer { state.idle = [] }
            state.isClosed = true
            return state.idle
        }
        for worker in idle { worker.finish() }
    }

    /// Sends a request to a worker. A worker that dies or hangs is killed, and the request is tried once more in a
    /// fresh one: the first may have been worn out by an earlier file.
    func call(_ request: WorkerRequest, _ file: [UInt8]) throws(WorkerError) -> (WorkerResponse, payload: [UInt8]) {
        guard file.count <= Frame.maximumPayload else { throw .tooLarge }
        let frame: Frame
        do { frame = try Frame(request, payload: file) } catch { throw .protocolBroken("\(error)") }
        available.wait()
        defer { available.signal() }
        do {
            return try attempt(frame, in: idleWorker())
        } catch  where [.crashed, .timedOut].contains(error.code) {
            return try attempt(frame, in: nil)
        }
    }

    private func idleWorker() throws(WorkerError) -> WorkerProcess? {
        let (isClosed, worker) = state.withLock { ($0.isClosed, $0.idle.popLast()) }
        if isClosed { throw .closed }
        return worker
    }

    private func attempt(
        _ frame: Frame, in idle: WorkerProcess?
    ) throws(WorkerError) -> (WorkerResponse, payload: [UInt8]) {
        var worker: WorkerProcess
        if let idle { worker = idle } else { worker = try WorkerProcess.start(launch) }
        let deadline = ContinuousClock.now + .seconds(secondsPerRequest)
        let answer: Frame
        do throws(ChannelFailure) {
            answer = try worker.exchange(frame, deadline: deadline)
        } catch {
            let end = worker.kill()
            switch error {
            case .closed: throw end.lacksLibrary ? .libraryMissing : .crashed(end.description)
            case .timedOut: throw .timedOut(secondsPerRequest)
            case .tooLarge: throw .protocolBroken("a frame of impossible length")
            case .system(let number): throw .protocolBroken("system error \(number)")
            }
        }
        let response: WorkerResponse
        do {
            response = try answer.message(WorkerResponse.self)
        } catch {
            worker.kill()
            throw .protocolBroken("an answer that is none")
        }
        worker.answered += 1
        giveBack(worker)
        if case .refused(let refusal) = response { throw refusal.error }
        return (response, answer.payload)
    }

    private func giveBack(_ worker: WorkerProcess) {
        let isKept = state.withLock { state in
            let isKept = !state.isClosed && worker.answered < Self.requestsPerWorker
            if isKept { state.idle.append(worker) }
            return isKept
        }
        if !isKept { worker.finish() }
    }
}
