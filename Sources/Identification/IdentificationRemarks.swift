import Diagnostics
import Records

/// What identification tells people: remarks on the record, and why it could not go on.
extension Identifier {
    var assumedAgency: Finding {
        Finding(
            "AGENCY_ASSUMED", .note,
            Bilingual(
                vi: "Không rõ cơ quan ban hành; ghi cơ quan số hóa.",
                en: "The issuing agency is not known; the digitizing agency is recorded."), field: FieldName.agency)
    }

    func incomplete(_ missing: [String]) -> Finding {
        let list = missing.joined(separator: ", ")
        return Finding(
            "SEAL_INCOMPLETE", .note,
            Bilingual(
                vi: "Mã QR thiếu dữ liệu mà TT 01/2023/TT-VPCP yêu cầu: \(list).",
                en: "The QR lacks data that TT 01/2023/TT-VPCP asks for: \(list)."))
    }

    func shortened(_ applied: [SealContent.Shortening], _ version: Int) -> Finding {
        let list = applied.map(\.rawValue).joined(separator: ", ")
        return Finding(
            "SEAL_SHORTENED", .note,
            Bilingual(
                vi: "Nội dung mã QR được rút gọn cho vừa khung: \(list).",
                en: "The QR's content was shortened to fit the strip: \(list)."), limit: Double(version))
    }

    static func notIdentifiable(_ source: String) -> IdentificationError {
        IdentificationError(
            .notIdentifiable, .internal, vi: "\(source) chưa đủ điều kiện cấp mã.",
            en: "\(source) is not ready to be identified.")
    }

    static func tooLarge(_ source: String, _ version: Int) -> IdentificationError {
        IdentificationError(
            .sealTooLarge, .configuration,
            vi: "Dữ liệu bắt buộc của \(source) không vừa mã QR phiên bản \(version).",
            en: "The mandated data of \(source) do not fit a QR code of version \(version).",
            remedy: Bilingual(
                vi: "Tăng strip.heightMM trong appearance.yaml, hoặc rút gọn tên hệ thống trong cấu hình.",
                en: "Raise strip.heightMM in appearance.yaml, or shorten the system's name in the profile."))
    }
}
