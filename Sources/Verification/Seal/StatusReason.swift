import Diagnostics
import Records

/// What a record's status means to whoever holds the paper, in a sentence.
struct StatusReason {
    let code: String
    let message: Bilingual

    /// - Parameters:
    ///   - expiry: the last day of validity as the seal has it.
    ///   - asked: whether a vault was asked.
    /// - Returns: nil for a record in force.
    init?(_ status: RecordStatus, expiry: CivilDate?, asked: Bool) {
        switch status {
        case .inForce: return nil
        case .expired:
            code = "RECORD_EXPIRED"
            message =
                expiry.map {
                    Bilingual(
                        vi: "Giấy tờ chỉ có hiệu lực đến hết ngày \($0.vietnamese).",
                        en: "The paper was valid until \($0.iso) only.")
                } ?? Bilingual(vi: "Giấy tờ đã hết hiệu lực.", en: "The paper is no longer in force.")
        case .revoked:
            code = "RECORD_REVOKED"
            message = Bilingual(vi: "Giấy tờ đã bị thu hồi.", en: "The paper was revoked.")
        case .replaced:
            code = "RECORD_REPLACED"
            message = Bilingual(vi: "Giấy tờ đã được thay thế.", en: "The paper was replaced.")
        case .unknown:
            code = "STATUS_NOT_CHECKED"
            message =
                asked
                ? Bilingual(
                    vi: "Kho không có giấy tờ này nên chưa biết đã bị thu hồi, thay thế hay chưa.",
                    en: "The vault does not know this paper, so whether it was revoked or replaced is not known.")
                : Bilingual(
                    vi: "Chưa kiểm tra giấy tờ đã bị thu hồi, thay thế hay chưa (cần kho dữ liệu).",
                    en: "Whether the paper was revoked or replaced was not checked (that needs the vault).")
        }
    }
}
