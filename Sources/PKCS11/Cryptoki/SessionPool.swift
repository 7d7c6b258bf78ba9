import CP11Kit
import Dispatch
import Synchronization

/// The sessions of one token: signing is two calls that belong together, so each thread needs a session of its own. They
/// are opened when needed, up to a limit, and used again.
///
/// The first one, the keeper, stays open for as long as the pool lives, because a token forgets the login when its last
/// session is closed.
final class SessionPool: Sendable {
    private struct Sessions {
        var idle: [CK_SESSION_HANDLE]
        /// How many are open, in use or idle.
        var open: Int
    }

    /// The session that keeps the login.
    let keeper: CK_SESSION_HANDLE
    private let module: CryptokiModule
    private let slot: CK_SLOT_ID
    private let sessions: Mutex<Sessions>
    /// One unit for each session that may still be taken.
    private let permits: DispatchSemaphore

    /// - Parameter limit: the most sessions at a time.
    init(_ module: CryptokiModule, slot: CK_SLOT_ID, limit: Int) throws(CryptokiFailure) {
        self.module = module
        self.slot = slot
        keeper = try Self.open(module, slot)
        sessions = Mutex(Sessions(idle: [keeper], open: 1))
        // A semaphore traps when it goes with fewer units than it began with, which a token that holds fewer sessions
        // than it said would bring about.
        permits = DispatchSemaphore(value: 0)
        for _ in 0..<max(1, limit) { permits.signal() }
    }

    deinit {
        BrokenPipe.guarded {
            for session in sessions.withLock({ $0.idle }) { _ = module.functions.C_CloseSession?(session) }
        }
    }

    /// Runs `body` with a session that nobody else uses, waiting for one if need be. One that failed is not used again.
    func withSession<Result>(
        _ body: (CK_SESSION_HANDLE) throws(CryptokiFailure) -> Result
    ) throws(CryptokiFailure) -> Result {
        let session = try take()
        defer { permits.signal() }
        do throws(CryptokiFailure) {
            let result = try body(session)
            sessions.withLock { $0.idle.append(session) }
            return result
        } catch {
            if session == keeper {
                sessions.withLock { $0.idle.insert(session, at: 0) }
            } else {
                _ = module.functions.C_CloseSession?(session)
                sessions.withLock { $0.open -= 1 }
            }
            throw error
        }
    }

    private func take() throws(CryptokiFailure) -> CK_SESSION_HANDLE {
        while true {
            permits.wait()
            if let session = sessions.withLock({ $0.idle.popLast() }) { return session }
            do throws(CryptokiFailure) {
                let session = try Self.open(module, slot)
                sessions.withLock { $0.open += 1 }
                return session
            } catch {
                // When others hold the sessions that are missing, this permit is spent: wait for one of ours.
                guard error.value == CKR_SESSION_COUNT, sessions.withLock({ $0.open > 0 }) else {
                    permits.signal()
                    throw error
                }
            }
        }
    }

    private static func open(_ module: CryptokiModule, _ slot: CK_SLOT_ID) throws(CryptokiFailure) -> CK_SESSION_HANDLE
    {
        var session: CK_SESSION_HANDLE = 0
        try CryptokiFailure.check(module.functions.C_OpenSession?(slot, CKF_SERIAL_SESSION, nil, nil, &session))
        return session
    }
}
