import Diagnostics
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles
import Records
import Signing
import Vault

/// Keeps a vault provable for decades: every result whose protection ends soon gets new validation data and a new document
/// time-stamp (level B-LTA, ETSI EN 319 142-1), as the next version of its object. Nothing is kept beside the vault, so a
/// sweep that was stopped or killed is simply run again.
public struct VaultRenewal: Sendable {
    /// What became of one result.
    public enum Outcome: Sendable {
        /// It has a new time-stamp, which lasts until that day.
        case renewed(until: Date?)
        /// It lasts long enough.
        case notDue(Date)
        /// It could not be renewed.
        case failed(any UserFacingError)
    }

    /// The counts of a sweep.
    public struct Summary: Sendable, Codable, Hashable {
        /// `sohoa.renewal/1`.
        public var schema = "sohoa.renewal/1"
        /// Results looked at.
        public var found = 0
        /// Results with a new time-stamp.
        public var renewed = 0
        /// Results that last long enough.
        public var notDue = 0
        /// Results that could not be renewed.
        public var failed = 0

        mutating func count(_ outcome: Outcome) {
            found += 1
            switch outcome {
            case .renewed: renewed += 1
            case .notDue: notDue += 1
            case .failed: failed += 1
            }
        }
    }

    private let vault: Vault
    private let services: SignatureServices
    private let agency: String
    private let jobs: Int
    private let clock: @Sendable () -> Date
    private let shouldStop: @Sendable () -> Bool

    /// - Parameters:
    ///   - agency: who answers for the renewal, for PREMIS.
    ///   - jobs: results worked on at once.
    ///   - shouldStop: turns true when no further result is to be begun.
    public init(
        vault: Vault, services: SignatureServices, agency: String, jobs: Int, clock: @escaping @Sendable () -> Date,
        shouldStop: @escaping @Sendable () -> Bool
    ) {
        (self.vault, self.services, self.agency) = (vault, services, agency)
        (self.jobs, self.clock, self.shouldStop) = (jobs, clock, shouldStop)
    }

    /// Renews what ends before `deadline`; what has no time-stamp yet counts as ended.
    /// - Throws: what concerns all of them: services out of reach, a full disk.
    public func run(
        endingBefore deadline: Date, tell: @Sendable (RecordURN, Outcome) -> Void
    ) throws -> Summary {
        var summary = Summary()
        var wave: [RecordURN] = []
        func flush() throws {
            for (urn, outcome) in try renew(wave, deadline) {
                summary.count(outcome)
                tell(urn, outcome)
            }
            wave = []
        }
        try vault.forEachObject { object in
            guard !shouldStop(), case .result(let record) = object.record else { return }
            wave.append(record.urn)
            if wave.count >= jobs * 8 { try flush() }
        }
        try flush()
        return summary
    }

    private func renew(_ urns: [RecordURN], _ deadline: Date) throws -> [(RecordURN, Outcome)] {
        let steps = try parallelMap(urns, width: jobs, shouldStop: shouldStop) { urn -> (Outcome, Amendment?)? in
            do {
                return try prepare(urn, deadline)
            } catch let failure as any UserFacingError where failure.kind == .input || failure.kind == .internal {
                return (.failed(failure), nil)
            }
        }.map { $0.flatMap(\.self) }
        let amendments = steps.compactMap { $0?.1 }
        if !amendments.isEmpty { _ = try vault.amend(amendments, at: clock()) }
        return zip(urns, steps).compactMap { urn, step in step.map { (urn, $0.0) } }
    }

    private func prepare(_ urn: RecordURN, _ deadline: Date) throws -> (Outcome, Amendment?)? {
        guard let object = try vault.get(urn) else { return nil }
        let bytes = try object.read(Self.file)
        let document = try PDFDocument(bytes: ByteView(bytes))
        let due = SignatureExtension.renewalDue(document)?.due
        if let due, due >= deadline { return (.notDue(due), nil) }
        let now = clock()
        let renewed =
            bytes + (try SignatureExtension.extend(document.bytes, to: .bLTA, at: now, services: services))
        let until = SignatureExtension.renewalDue(try PDFDocument(bytes: ByteView(renewed)))?.due
        // A stamp that ends with the one before adds bytes and no time, however often it is made.
        if let due, let until, until <= due { throw BatchError.renewalGainsNothing(until) }
        let amendment = Amendment(
            record: object.record, files: [VaultFile(path: Self.file, bytes: renewed)],
            // The same version of a file is renewed once, however often a sweep is killed.
            key: "renewal:\(urn.rawValue):\(object.version)",
            reason: "Đóng dấu thời gian lưu trữ (PAdES B-LTA)",
            events: [
                PreservationEvent(
                    type: .digitalSignatureGeneration, time: VietnamTime.iso8601(now),
                    agent: PreservationAgent(name: agency, kind: .organization),
                    detail: "Dữ liệu xác thực và dấu thời gian lưu trữ (PAdES B-LTA)", file: Self.file)
            ])
        return (.renewed(until: until), amendment)
    }

    private static let file = "result.pdf"
}
