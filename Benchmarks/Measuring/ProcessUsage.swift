import Foundation
import Glibc

/// What this process has used so far.
struct ProcessUsage {
    /// User and system time of all threads.
    let cpuSeconds: Double
    let wallSeconds: Double

    static var now: ProcessUsage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        let fraction = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        return ProcessUsage(cpuSeconds: seconds + fraction, wallSeconds: clock(CLOCK_MONOTONIC))
    }

    /// CPU time of the calling thread.
    static var threadSeconds: Double { clock(CLOCK_THREAD_CPUTIME_ID) }

    /// Memory in use (`VmRSS`).
    static var residentBytes: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
    }

    private static func clock(_ which: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(which, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
