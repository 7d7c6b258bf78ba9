import Diagnostics
import FoundationEssentials
import PAdES
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
            isDone: isExtended)
    }

    /// Whether `copy` is `file` with something behind it, and every signature has the level: one time-stamp is enough,
    /// however often the run is repeated.
    @Sendable private func isExtended(_ file: ByteView, _ copy: ByteView) throws -> Bool {
        guard copy.count > file.count, copy.view(0..<file.count) == file,
            let document = try? PDFDocument(bytes: copy)
        else { return false }
        let findings = SignatureInspector.inspect(document)
        let material = ValidationMaterial(document, findings: findings)
        return findings.indices.allSatisfy { index in
            findings[index].kind != .signature
                || SignatureLevel(ofSignature: index, in: findings, material: material)
                    .map { $0.reaches(level) } == true
        }
    }
}
