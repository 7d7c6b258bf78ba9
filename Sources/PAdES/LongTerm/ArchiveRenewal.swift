import Diagnostics
import FoundationEssentials
import PKI

/// Until when the newest time-stamp of a file protects it: before then the file needs another document time-stamp
/// (ETSI EN 319 142-1, 5.5, level B-LTA).
public struct ArchiveRenewal: Sendable, Hashable {
    /// Why the protection ends.
    public enum Reason: Sendable, Hashable {
        /// A certificate in the path of the time-stamping authority ends.
        case certificateEnds(Certificate)
        /// An algorithm of the time-stamp ends by ``AlgorithmSchedule``.
        case algorithmEnds(String)
    }

    /// The last moment at which a new time-stamp still joins the chain of proofs.
    public let due: Date
    /// Why then.
    public let reason: Reason

    /// When the newest time-stamp among `findings` ends; nil when the file has none. It depends on the file alone, so that
    /// a whole vault can be asked: whether the time-stamp is trusted is another question.
    public init?(_ findings: [SignatureFindings], material: ValidationMaterial) {
        let documents = findings.filter { $0.kind == .documentTimestamp && $0.isSound }
        let newest = documents.max { ($0.signedRevision ?? -1) < ($1.signedRevision ?? -1) }?.value.token
        // Without document time-stamps every signature stands on its own, and the first to end matters.
        let tokens = newest.map { [$0] } ?? findings.flatMap(\.signatureTimeStamps)
        guard let first = tokens.map({ Self.end(of: $0, material) }).min(by: { $0.due < $1.due }) else { return nil }
        self = first
    }

    private init(due: Date, reason: Reason) { (self.due, self.reason) = (due, reason) }

    private static func end(of token: TimeStampToken, _ material: ValidationMaterial) -> ArchiveRenewal {
        let known = material.certificates.map(\.value)
        guard let authority = token.certificate(among: known) else {
            return ArchiveRenewal(due: token.time, reason: .algorithmEnds("unknown"))
        }
        var ends = Certificate.chain(from: authority, among: known).map {
            ArchiveRenewal(due: $0.notAfter, reason: .certificateEnds($0))
        }
        let key = (try? authority.publicKey)?.type ?? .other
        ends.append(ArchiveRenewal(due: AlgorithmSchedule.end(of: key), reason: .algorithmEnds(key.description)))
        for digest in [token.imprintAlgorithm, token.signer.digestAlgorithm].compactMap({ $0 }) {
            guard let end = AlgorithmSchedule.end(of: digest) else { continue }
            ends.append(ArchiveRenewal(due: end, reason: .algorithmEnds(digest.name)))
        }
        return ends.min { $0.due < $1.due } ?? ArchiveRenewal(due: token.time, reason: .algorithmEnds("unknown"))
    }

    /// The sentence for a reader.
    public var message: Bilingual {
        let day = due.formatted(.iso8601.year().month().day())
        return switch reason {
        case .certificateEnds(let certificate):
            Bilingual(
                vi: "Cần đóng dấu thời gian lại trước \(day): chứng thư số của \(certificate.displayName) hết hạn.",
                en: "A new time-stamp is due before \(day): the certificate of \(certificate.displayName) ends.")
        case .algorithmEnds(let name):
            Bilingual(
                vi: "Cần đóng dấu thời gian lại trước \(day): thuật toán \(name) hết hạn sử dụng.",
                en: "A new time-stamp is due before \(day): the algorithm \(name) ends.")
        }
    }
}

extension Certificate {
    /// The certificates from `leaf` up as far as `known` goes, by names and signatures alone; nothing is trusted.
    static func chain(from leaf: Certificate, among known: [Certificate]) -> [Certificate] {
        var chain = [leaf]
        while let last = chain.last, chain.count < 16, !last.isSelfSigned,
            let issuer = known.first(where: { !chain.contains($0) && last.isSigned(by: $0) })
        {
            chain.append(issuer)
        }
        return chain
    }
}
