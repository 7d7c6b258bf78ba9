import Diagnostics
import Foundation
import HTTP
import PKI
import Synchronization
import TrustServices
import Verification

/// Gets what a validation lacks: from the archive of `--archive` or else the user's own, and unless `--offline` from the
/// services of the authorities, as far as the policies let a certificate name them.
struct VerifyEvidence: Sendable {
    private let gathering: EvidenceGathering?
    private let isOnline: Bool

    /// Most files need nothing, and then libcurl is not started at all.
    private static let network = HTTPTransport.curl(.ofEnvironment(addressGuard: AddressGuard()))
    /// An issuer found leads to the next question; chains are not longer than this.
    private static let mostPasses = 6

    init(_ options: VerifyEvidenceOptions, trust: TrustStore, policies: ValidationPolicies, console: Console) {
        isOnline = !options.offline
        let archive = options.archive.map(absolute) ?? UserFolders.evidence
        // Without anchors nothing that could be fetched would change the answer.
        guard !trust.anchors.isEmpty, isOnline || archive != nil else {
            gathering = nil
            return
        }
        var limits = EvidenceGathering.Limits()
        limits.seconds = 20
        limits.timeout = 6
        let told = Mutex<Set<String>>([])
        gathering = EvidenceGathering(
            trust: trust, policies: policies,
            transport: HTTPTransport { try Self.network.send($0) },
            archive: archive.map { EvidenceArchive(folder: $0) }, limits: limits, clock: { Date() },
            remark: { remark in
                // One service that is down is told once, not once a file.
                let message = remark.message
                if told.withLock({ $0.insert(message.vi).inserted }) { console.note(message) }
            })
    }

    /// - Parameters:
    ///   - first: the validation with what was at hand.
    ///   - again: validates once more with further evidence.
    func complete(
        _ first: FileValidation, again: (TrustStore) throws -> FileValidation
    ) throws -> FileValidation {
        guard let gathering else { return first }
        var latest = first
        var store = TrustStore()
        for isFetching in isOnline ? [false, true] : [false] {
            for _ in 0..<Self.mostPasses where !latest.needs.isEmpty {
                let questions = latest.needs.map(EvidenceQuestion.init)
                let found =
                    isFetching
                    ? gathering.fetch(questions, known: latest.signatures.flatMap(\.findings.value.certificates))
                    : gathering.recall(questions)
                let before = store
                store.add(found.store)
                // The same answers to the same questions: another pass would end as this one did.
                if store == before { break }
                latest = try again(store)
            }
        }
        return latest
    }
}

extension EvidenceQuestion {
    fileprivate init(_ need: EvidenceNeed) {
        switch need {
        case .issuer(let certificate): self = .issuer(of: certificate)
        case .revocation(let certificate, let issuer, let date):
            self = .revocation(of: certificate, issuer: issuer, at: date)
        }
    }
}
