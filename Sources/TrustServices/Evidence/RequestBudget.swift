import FoundationEssentials
import HTTP
import Synchronization

/// How much one file may cost in requests: a file with a thousand certificates must not become a thousand requests.
final class RequestBudget: Sendable {
    private let clock: @Sendable () -> Date
    private let deadline: Date
    private let left: Mutex<Int>

    init(requests: Int, seconds: TimeInterval, clock: @escaping @Sendable () -> Date) {
        self.clock = clock
        deadline = clock() + seconds
        left = Mutex(requests)
    }

    /// `transport` within the budget; no request takes longer than what is left of it.
    func limiting(_ transport: HTTPTransport) -> HTTPTransport {
        HTTPTransport { [self] request in
            let seconds = deadline.timeIntervalSince(clock())
            let isLeft = left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isLeft, seconds > 0 else {
                throw TrustServicesError(
                    .budgetSpent, .dependency,
                    vi: "Không hỏi \(request.host): đã dùng hết số lần hỏi hoặc thời gian dành cho một tệp.",
                    en: "\(request.host) was not asked: the requests or the time for one file are used up.")
            }
            var request = request
            request.timeout = min(request.timeout, seconds)
            return try transport.send(request)
        }
    }
}
