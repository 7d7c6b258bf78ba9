/// How to start a worker.
public struct WorkerLaunch: Sendable, Hashable {
    /// Path of the executable: our own.
    public var executable: String
    /// Without the name of the program: `["worker"]`.
    public var arguments: [String]
    /// Whether the worker writes to our standard error; else what decoders print goes nowhere.
    public var keepsStandardError: Bool

    /// A command line.
    public init(executable: String, arguments: [String], keepsStandardError: Bool = false) {
        (self.executable, self.arguments) = (executable, arguments)
        self.keepsStandardError = keepsStandardError
    }

    /// Nothing of ours is passed on. OpenMP must be told before a program starts, and a Swift crash must end the
    /// process at once instead of printing a backtrace.
    static let environment = ["LANG=C.UTF-8", "OMP_THREAD_LIMIT=1", "PATH=/usr/bin:/bin", "SWIFT_BACKTRACE=enable=no"]
}
