import Glibc

/// Keeps a library that talks over a socket, such as p11-kit's client of a remote token, from ending the process: when
/// the other side is gone, its next write raises SIGPIPE, and not every such library suppresses that.
enum BrokenPipe {
    /// Runs `body` with SIGPIPE held back from this thread, and drops one that `body` has raised. What the rest of the
    /// process does about the signal stays as it is.
    static func guarded<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        var pipe = sigset_t()
        sigemptyset(&pipe)
        sigaddset(&pipe, SIGPIPE)
        var pending = sigset_t()
        sigpending(&pending)
        // One that was there before is somebody else's.
        guard sigismember(&pending, SIGPIPE) != 1 else { return try body() }
        var previous = sigset_t()
        pthread_sigmask(SIG_BLOCK, &pipe, &previous)
        defer {
            var now = timespec()
            sigtimedwait(&pipe, nil, &now)
            pthread_sigmask(SIG_SETMASK, &previous, nil)
        }
        return try body()
    }
}
