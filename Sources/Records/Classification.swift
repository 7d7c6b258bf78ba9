/// What kind of document a record is in law (NĐ 45/2020; REGULATION section 7).
public enum DocumentClass: String, Sendable, Codable, CaseIterable {
    /// Bản gốc điện tử: born digital.
    case electronicOriginal = "electronic-original"
    /// Bản số hóa kết quả còn hiệu lực: a scan of a result that is still in force.
    case digitizedResult = "digitized-result"
    /// Bản sao y từ giấy.
    case paperCopy = "paper-copy"
    /// Bản sao điện tử từ sổ gốc.
    case registerCopy = "register-copy"
    /// Bản sao chứng thực điện tử từ bản chính.
    case certifiedCopy = "certified-copy"
    /// Bản chụp của người nộp hồ sơ.
    case applicantCopy = "applicant-copy"
}

/// Who may see a record (QCVN 12:2026/BCA 2.2.12.2 asks for at least four levels).
public enum Sensitivity: String, Sendable, Codable, CaseIterable {
    case `public`
    case `internal`
    case restricted
    case confidential
}

/// Where a record stands today.
public enum RecordStatus: String, Sendable, Codable, CaseIterable {
    case inForce = "in-force"
    case revoked
    case replaced
    case expired
    case unknown
}
