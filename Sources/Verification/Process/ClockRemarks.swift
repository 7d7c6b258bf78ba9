import FoundationEssentials
import PAdES
import PKI

/// What is odd about the times of a signature. Signers' clocks lie, and so do servers': none of it is a reason to fail.
enum ClockRemarks {
    /// - Parameters:
    ///   - stamped: what the signature's time-stamp says.
    ///   - earlier: the time-stamp of an earlier revision that is younger.
    static func all(
        _ findings: SignatureFindings, stamped: Date?, earlier: Date?, tolerance: TimeInterval
    ) -> [ValidationRemark] {
        var remarks: [ValidationRemark] = []
        if let stamped {
            let claims = [findings.value.signer?.signingTime, findings.dictionary.claimedTime?.instant]
            let differences = claims.compactMap { $0?.timeIntervalSince(stamped) }
            if differences.contains(where: { abs($0 - vietnamOffset) <= tolerance }) {
                remarks.append(
                    ValidationRemark(
                        "SIGNING_TIME_AHEAD_7H",
                        vi: "Thời điểm ký do phần mềm ghi muộn hơn thực tế 7 giờ: giờ Việt Nam bị ghi là giờ UTC.",
                        en: "The signer's software wrote Vietnamese time as if it were UTC: seven hours ahead."))
            } else if let worst = differences.max(by: { abs($0) < abs($1) }), abs(worst) > tolerance {
                remarks.append(
                    ValidationRemark(
                        "SIGNING_TIME_DIFFERS",
                        vi: "Thời điểm ký do người ký khai lệch \(duration(worst).vi) so với dấu thời gian.",
                        en: "The time the signer claims is \(duration(worst).en) off the time-stamp."))
            }
            if let earlier { remarks.append(TimeStampOrder.remark(stamped, earlier)) }
        }
        return remarks
    }

    private static let vietnamOffset: TimeInterval = 7 * 3600

    private static func duration(_ seconds: TimeInterval) -> (vi: String, en: String) {
        let minutes = (abs(seconds) / 60).rounded()
        guard minutes >= 120 else { return ("\(Int(minutes)) phút", "\(Int(minutes)) minutes") }
        let hours = min((minutes / 60).rounded(), 1e9)
        return hours < 48
            ? ("\(Int(hours)) giờ", "\(Int(hours)) hours")
            : ("\(Int((hours / 24).rounded())) ngày", "\(Int((hours / 24).rounded())) days")
    }
}
