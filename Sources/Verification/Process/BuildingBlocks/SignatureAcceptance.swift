import Diagnostics
import FoundationEssentials
import PAdES
import PKI

/// Signature acceptance validation (ETSI EN 319 102-1, 5.2.8): whether the algorithms of the signature counted at the best
/// time known for it. It says nothing about integrity: an intact signature with SHA-1 is an intact signature.
struct SignatureAcceptance {
    let findings: SignatureFindings
    let algorithms: AlgorithmConstraints
    /// The best time.
    let date: Date

    private struct Use {
        let name: String
        let limit: AlgorithmConstraints.Limit
    }

    private var uses: [Use] {
        let signer = findings.value.signer
        let isToken = findings.kind == .documentTimestamp
        var digests = [signer?.digestAlgorithm, signer?.signatureDigestAlgorithm].compactMap { $0 }
        // adbe.pkcs7.sha1 and adbe.x509.rsa_sha1 have a digest of the document of their own.
        if !isToken, let digest = findings.value.digest?.algorithm { digests.append(digest) }
        var uses = Set(digests).sorted { $0.name < $1.name }.map {
            Use(name: $0.name.uppercased(), limit: algorithms.limit($0, for: isToken ? .timeStamp : .signature))
        }
        if isToken, let imprint = findings.value.token?.imprintAlgorithm {
            uses.append(Use(name: imprint.name.uppercased(), limit: algorithms.limit(imprint, for: .timeStampImprint)))
        }
        if let key = (try? findings.value.certificate?.publicKey)?.type {
            uses.append(Use(name: key.description, limit: algorithms.limit(key)))
        }
        return uses
    }

    /// Nil when every algorithm counted.
    var failure: Conclusion? {
        guard let weak = uses.first(where: { $0.limit.end.map { date >= $0 } ?? false }) else { return nil }
        let end = weak.limit.end.flatMap { $0 == .distantPast ? nil : $0.formatted(.iso8601.year().month().day()) }
        let harmless = Bilingual(
            vi: "Nội dung không vì thế mà sai.", en: "That does not make its content wrong.")
        let reason =
            if let end {
                Bilingual(
                    vi:
                        "Chữ ký dùng \(weak.name), không còn được tính từ \(end), và chưa chứng minh được có trước ngày đó.",
                    en: "The signature uses \(weak.name), which does not count since \(end); nothing proves it older.")
            } else {
                Bilingual(
                    vi: "Chữ ký dùng \(weak.name), dưới mức tối thiểu: không đủ tin cậy.",
                    en: "The signature uses \(weak.name), which is below the minimum: not reliable enough.")
            }
        let remark = ValidationRemark(
            "WEAK_ALGORITHM", vi: "\(reason.vi) \(harmless.vi)", en: "\(reason.en) \(harmless.en)")
        return .indeterminate(.cryptoConstraintsFailureNoPOE, [remark])
    }

    /// What the policy points out.
    var warnings: [ValidationRemark] {
        uses.filter { use in
            use.limit.warning.map { date >= $0 } ?? false && !(use.limit.end.map { date >= $0 } ?? false)
        }.map { use in
            ValidationRemark(
                "OLD_ALGORITHM",
                vi: "Chữ ký dùng \(use.name), thuật toán cũ nên được thay.",
                en: "The signature uses \(use.name), an old algorithm that should be replaced.")
        }
    }
}
