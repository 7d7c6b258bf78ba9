import CLinux
import Glibc

/// What a worker process gives up before it decodes a stranger's file: memory and time beyond a bound, writing files,
/// new privileges. A decoder that is taken over can still read what the user can read.
public struct WorkerConfinement: Sendable, Hashable {
    /// Bytes of address space.
    public var memory: Int
    /// Seconds of processor time for one request: a stop for workers whose supervisor is gone too.
    public var processorSeconds: Int
    /// Open descriptors.
    public var descriptors: Int

    /// 2 GiB, two minutes, 64 descriptors (poppler keeps font files open).
    public static let standard = WorkerConfinement(memory: 2 << 30, processorSeconds: 120, descriptors: 64)

    /// Limits chosen by the caller.
    public init(memory: Int, processorSeconds: Int, descriptors: Int) {
        (self.memory, self.processorSeconds, self.descriptors) = (memory, processorSeconds, descriptors)
    }

    /// Puts this process under the limits, for good, and ends it when the peer of `channel` hangs up.
    func apply(watching channel: Int32) throws(WorkerError) {
        try limit(RLIMIT_AS, to: memory)
        try limit(RLIMIT_NOFILE, to: descriptors)
        try limit(RLIMIT_CORE, to: 0)
        // No file can be written. Trying (fontconfig's cache) fails instead of killing the process.
        try limit(RLIMIT_FSIZE, to: 0)
        signal(SIGXFSZ, SIG_IGN)
        guard clinux_set_no_new_privileges() == 0 else { throw Self.failed("prctl") }
        // A seccomp filter that leaves read, write, mmap and opening fonts belongs here, as the last step.
        try Self.exitWhenPeerHangsUp(channel)
    }

    /// Renews the processor time, which the kernel counts from the start of the process.
    func allowOneRequest() throws(WorkerError) {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let used = Int(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + 1
        var current = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &current)
        current.rlim_cur = min(rlim_t(clamping: used &+ processorSeconds), current.rlim_max)
        guard setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &current) == 0 else { throw Self.failed("setrlimit") }
    }

    private func limit(_ resource: __rlimit_resource, to bound: Int) throws(WorkerError) {
        var current = rlimit()
        getrlimit(__rlimit_resource_t(resource.rawValue), &current)
        // Never above what the process was started with.
        let bound = min(rlim_t(clamping: bound), current.rlim_max)
        var limit = rlimit(rlim_cur: bound, rlim_max: bound)
        guard setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else { throw Self.failed("setrlimit") }
    }

    /// A worker must not outlive its supervisor, even in the middle of a page. PR_SET_PDEATHSIG would not do: it fires
    /// when the *thread* that started the worker ends.
    private static func exitWhenPeerHangsUp(_ channel: Int32) throws(WorkerError) {
        var thread = pthread_t()
        let descriptor = UnsafeMutableRawPointer(bitPattern: Int(channel) + 1)
        let status = pthread_create(
            &thread, nil,
            { descriptor in
                let channel = Int32(Int(bitPattern: descriptor) - 1)
                // A hang-up is reported without being asked for.
                var events = pollfd(fd: channel, events: 0, revents: 0)
                while poll(&events, 1, -1) < 0, errno == EINTR {}
                _exit(0)
            }, descriptor)
        guard status == 0 else { throw failed("pthread_create") }
        pthread_detach(thread)
    }

    private static func failed(_ call: String) -> WorkerError {
        .launchFailed("worker", "\(call): \(String(cString: strerror(errno)))")
    }
}
