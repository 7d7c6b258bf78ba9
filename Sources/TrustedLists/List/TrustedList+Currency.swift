import Diagnostics
import FoundationEssentials

extension TrustedList {
    /// How far a publisher's clock may be ahead of ours.
    private static let clockTolerance: TimeInterval = 24 * 3600

    /// Makes sure that the list is in its time: issued, and the next one not overdue (TS 119 612 §5.3.15). The list of a
    /// scheme that has ended stays current for ever.
    /// - Throws: `trusted-list-expired`, `trusted-list-not-yet-issued`.
    public func requireCurrent(at now: Date) throws(TrustedListError) {
        guard scheme.issued <= now.addingTimeInterval(Self.clockTolerance) else {
            let date = Self.day(scheme.issued)
            throw TrustedListError(
                .notYetIssued, .input, vi: "Danh sách tin cậy ghi ngày phát hành \(date), chưa tới.",
                en: "The trusted list says that it is issued on \(date), which has not come.",
                remedy: Bilingual(vi: "Kiểm tra đồng hồ của máy.", en: "Check this machine's clock."))
        }
        guard let end = scheme.nextUpdate, end < now else { return }
        let date = Self.day(end)
        throw TrustedListError(
            .expired, .input,
            vi:
                "Danh sách tin cậy của “\(scheme.territory)” số \(scheme.sequenceNumber) đã quá hạn cập nhật (\(date)).",
            en: "The trusted list of “\(scheme.territory)” number \(scheme.sequenceNumber) was due for its next "
                + "update on \(date).",
            remedy: Bilingual(vi: "Tải bản mới từ nơi công bố.", en: "Download the new one from its publisher."))
    }

    /// Makes sure that this list may replace `previous`: the same scheme, and not an older issue of it.
    /// - Returns: a remark when both have one number and differ.
    /// - Throws: `trusted-list-other-scheme`, `trusted-list-rollback`.
    public func requireSuccessor(of previous: TrustedList) throws(TrustedListError) -> [ListRemark] {
        guard scheme.territory == previous.scheme.territory, scheme.kind == previous.scheme.kind else {
            throw TrustedListError(
                .otherScheme, .input,
                vi: "Danh sách của “\(scheme.territory)” không thay được danh sách của “\(previous.scheme.territory)”.",
                en: "The list of “\(scheme.territory)” (\(scheme.typeAddress)) cannot replace that of "
                    + "“\(previous.scheme.territory)” (\(previous.scheme.typeAddress)).")
        }
        guard sha256 != previous.sha256 else { return [] }
        let isOlder =
            scheme.sequenceNumber < previous.scheme.sequenceNumber
            || (scheme.sequenceNumber == previous.scheme.sequenceNumber && scheme.issued < previous.scheme.issued)
        guard !isOlder else {
            throw TrustedListError(
                .rollback, .input,
                vi:
                    "Danh sách số \(scheme.sequenceNumber) cũ hơn danh sách số \(previous.scheme.sequenceNumber) đã nhập.",
                en:
                    "List number \(scheme.sequenceNumber) is older than number \(previous.scheme.sequenceNumber), which "
                    + "was imported before.",
                remedy: Bilingual(
                    vi: "Tải bản mới nhất từ nơi công bố.", en: "Download the newest one from its publisher."))
        }
        guard scheme.sequenceNumber == previous.scheme.sequenceNumber else { return [] }
        return [
            ListRemark(
                .sameNumber, vi: "hai danh sách khác nhau cùng mang số \(scheme.sequenceNumber)",
                en: "two different lists bear the number \(scheme.sequenceNumber)")
        ]
    }

    private static func day(_ date: Date) -> String { date.formatted(.iso8601.year().month().day()) }
}
