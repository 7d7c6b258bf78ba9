import Workers

extension WorkerLaunch {
    /// This very program as a worker: `/proc/self/exe` stays right when the file is replaced during a long batch.
    static let sohoa = WorkerLaunch(executable: "/proc/self/exe", arguments: ["worker"])
}
