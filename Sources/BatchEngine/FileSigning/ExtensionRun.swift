import Diagnostics
import FoundationEssentials
import PDFSyntax
import Profiles
import Signing

/// Raises signed files to a higher level, or renews their archive time-stamps, under the names of a plan.
public struct ExtensionRun: Sendable {
    private let level: AgencyProfile.Level
    private let services: SignatureServices
    private let files: FileRun

    /// - Parameter jobs: files worked on at once.
    public init(
        level: AgencyProfile.Level, services: SignatureServices, jobs: Int, clock: @escaping @Sendable () -> Date,
        shouldStop: @escaping @Sendable () -> Bool
    ) {
        (self.level, self.services) = (level, services)
        files = FileRun(jobs: jobs, clock: clock, shouldStop: shouldStop)
    }

    /// Extends `items`; a file whose level is reached already is copied as it is.
    public func run(
        _ items: [SigningItem], tell: @Sendable (SigningItem, SigningOutcome) -> Void
    ) throws -> SigningResult {
        try files.run(
            items, tell: tell,
            appended: { file in
                try SignatureExtension.extend(file, to: level, at: files.clock(), services: services)
            },
            // What was extended stands at its output with the input in front of it; one time-stamp a run is enough.
            isDone: { file, copy in copy.count > file.count && copy.view(0..<file.count) == file })
    }
}
