import CLinux
import COnDemand
import Glibc

/// A child process and our end of its channel. Whoever holds the value owns both, and ends it by `kill` or `finish`
/// exactly once.
struct WorkerProcess: Sendable {
    let pid: pid_t
    let socket: Int32
    /// Requests answered so far.
    var answered = 0

    /// Starts a child with the other end of a socket pair as its standard input and output.
    static func start(_ launch: WorkerLaunch) throws(WorkerError) -> WorkerProcess {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw .launchFailed(launch.executable, String(cString: strerror(errno)))
        }
        defer { close(ends[1]) }
        let (pid, status) = spawn(launch, standardStreams: ends[1])
        guard status == 0 else {
            close(ends[0])
            throw .launchFailed(launch.executable, String(cString: strerror(status)))
        }
        return WorkerProcess(pid: pid, socket: ends[0])
    }

    /// One request, one response.
    func exchange(_ request: Frame, deadline: ContinuousClock.Instant) throws(ChannelFailure) -> Frame {
        let channel = SocketChannel(socket: socket, deadline: deadline)
        try channel.write(request)
        guard let response = try channel.readFrame() else { throw .closed }
        return response
    }

    /// Ends the child now; tells how it ended, for an error message.
    @discardableResult
    func kill() -> WorkerEnd {
        close(socket)
        // A child that ended by itself is still a zombie: it keeps its own status.
        _ = Glibc.kill(pid, SIGKILL)
        return WorkerEnd(status: reap(options: 0) ?? 0)
    }

    /// Hangs up and lets the child end by itself, for one second.
    func finish() {
        close(socket)
        let end = ContinuousClock.now + .seconds(1)
        while ContinuousClock.now < end {
            if reap(options: WNOHANG) != nil { return }
            usleep(2_000)
        }
        _ = Glibc.kill(pid, SIGKILL)
        _ = reap(options: 0)
    }

    /// The status of the ended child; nil while it runs.
    private func reap(options: Int32) -> Int32? {
        var status: Int32 = 0
        while true {
            let ended = waitpid(pid, &status, options)
            if ended == pid { return status }
            if ended == 0 { return nil }
            // ECHILD: somebody else has waited for it.
            if errno != EINTR { return status }
        }
    }

    private static func spawn(_ launch: WorkerLaunch, standardStreams end: Int32) -> (pid_t, status: Int32) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, end, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, end, STDOUT_FILENO)
        if !launch.keepsStandardError {
            posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        }
        // Locks and databases of this process must not live on in a child, nor the other children's channels.
        clinux_close_from(&actions, STDERR_FILENO + 1)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own: Ctrl-C on the terminal is for the supervisor, which lets documents in flight finish.
        posix_spawnattr_setpgroup(&attributes, 0)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var defaults = sigset_t()
        sigfillset(&defaults)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var pid: pid_t = 0
        let status = withCStrings([launch.executable] + launch.arguments) { arguments in
            withCStrings(WorkerLaunch.environment) { environment in
                posix_spawn(&pid, launch.executable, &actions, &attributes, arguments, environment)
            }
        }
        return (pid, status)
    }
}

/// How a child ended. `WIFSIGNALED` and its relatives are macros, which Swift does not import.
struct WorkerEnd: Sendable, Hashable, CustomStringConvertible {
    /// As `waitpid` gives it.
    let status: Int32

    /// True when the child called a function of a library that the machine lacks.
    var lacksLibrary: Bool { status == CONDEMAND_MISSING << 8 }

    var description: String {
        let signal = status & 0x7F
        return signal == 0 ? "exit \((status >> 8) & 0xFF)" : "signal \(signal)"
    }
}

/// `strings` as a null-terminated array of C strings, for the time of `body`.
private func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
