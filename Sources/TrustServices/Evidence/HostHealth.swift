import FoundationEssentials
import HTTP
import Synchronization

/// Hosts that could not be reached a moment ago are not tried again for each certificate: without network a thousand
/// files must not wait for a thousand time-outs.
final class HostHealth: Sendable {
    private struct Failure {
        let error: HTTPError
        let date: Date
    }

    private let clock: @Sendable () -> Date
    private let failures = Mutex<[String: Failure]>([:])
    /// Seconds until a host is tried again.
    private static let pause: TimeInterval = 120
    private static let mostHosts = 1024

    init(clock: @escaping @Sendable () -> Date) { self.clock = clock }

    /// `transport`, asking only hosts that answer.
    func sparing(_ transport: HTTPTransport) -> HTTPTransport {
        HTTPTransport { [self] request in
            let host = request.host
            if let failure = failures.withLock({ $0[host] }), abs(clock().timeIntervalSince(failure.date)) < Self.pause
            {
                throw failure.error
            }
            do {
                return try transport.send(request)
            } catch let error as HTTPError where [.unreachable, .timedOut].contains(error.code) {
                failures.withLock {
                    if $0.count >= Self.mostHosts { $0.removeAll() }
                    $0[host] = Failure(error: error, date: clock())
                }
                throw error
            }
        }
    }
}
