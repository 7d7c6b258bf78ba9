import ArgumentParser
import Diagnostics

/// The exit statuses of DESIGN section 5.
enum ExitStatus: Int32 {
    case done = 0
    /// The answer is no: TOTAL-FAILED, a failed check.
    case no = 1
    /// No answer, or items set aside.
    case undetermined = 2
    case input = 3
    case configuration = 4
    case dependency = 5
    case storage = 6
    case usage = 64
    case `internal` = 70
    case interrupted = 130

    init(_ kind: FaultKind) {
        switch kind {
        case .input: self = .input
        case .configuration: self = .configuration
        case .dependency: self = .dependency
        case .storage: self = .storage
        case .internal: self = .internal
        }
    }

    /// What ArgumentParser throws to end the process; nil for success.
    var error: ExitCode { ExitCode(rawValue) }
}
