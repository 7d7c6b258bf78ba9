import FoundationEssentials
import PAdES
import PKI
import Records

/// The order of time-stamps (ETSI EN 319 102-1, 5.5.4, time-stamp coherence). In half of the official files of Vietnam with
/// several signatures the time-stamps are out of order, because the clock of one server is slow: by the shipped policies
/// that is a remark and never a failure.
enum TimeStampOrder {
    /// Nil unless the policy insists and an outer time-stamp is older than an inner one by more than clocks may differ.
    static func failure(_ stamps: [TimeStampJudgement], _ policy: ValidationPolicy) -> Conclusion? {
        guard policy.requiresTimeStampOrder else { return nil }
        let own = stamps.filter { if case .signature = $0.subject { true } else { false } }.map(\.token.time)
        let outer = stamps.filter { if case .document = $0.subject { true } else { false } }.map(\.token.time)
        guard let latest = own.max(), let earliest = outer.min(), latest > earliest + policy.clockTolerance else {
            return nil
        }
        return .indeterminate(.timestampOrderFailure, [remark(latest, earliest)])
    }

    /// Signatures whose time-stamp is older than that of an earlier revision, with that one's time.
    static func reversed(_ findings: [SignatureFindings]) -> [Int: Date] {
        let stamped = findings.indices.compactMap { index -> (index: Int, revision: Int, time: Date)? in
            let found = findings[index]
            guard let revision = found.signedRevision,
                let time = found.value.token?.time ?? found.signatureTimeStamps.first?.time
            else { return nil }
            return (index, revision, time)
        }
        var latest: Date?
        var reversed: [Int: Date] = [:]
        for one in stamped.sorted(by: { $0.revision < $1.revision }) {
            if let latest, one.time < latest - leastDifference { reversed[one.index] = latest }
            latest = max(latest ?? one.time, one.time)
        }
        return reversed
    }

    /// Less is not worth a word.
    private static let leastDifference: TimeInterval = 60

    static func remark(_ time: Date, _ other: Date) -> ValidationRemark {
        let (first, second) = (VietnamTime.iso8601(min(time, other)), VietnamTime.iso8601(max(time, other)))
        return ValidationRemark(
            "TIMESTAMP_ORDER",
            vi: "Dấu thời gian không theo thứ tự ký: \(first) đứng sau \(second). Đồng hồ máy chủ có thể lệch.",
            en:
                "The time-stamps are not in the order of signing: \(first) comes after \(second). A server's clock may be "
                + "off.")
    }
}
