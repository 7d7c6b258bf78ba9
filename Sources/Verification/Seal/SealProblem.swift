import Diagnostics

/// Why a seal does not speak for the agency it names, in a sentence.
struct SealProblem: Sendable {
    let code: String
    let message: Bilingual

    /// A trusted key made it, but no certificate of that key carries the code of the agency in the seal.
    static let issuerMismatch = SealProblem(
        code: "SEAL_ISSUER_MISMATCH",
        message: Bilingual(
            vi: "Khóa của mã này thuộc cơ quan khác với cơ quan ghi trong mã.",
            en: "The key of this code belongs to another agency than the one the code names."))

    /// What a file carries is no seal, or not what was signed.
    static let altered = SealProblem(
        code: "SEAL_SIGNATURE_INVALID",
        message: Bilingual(vi: "Mã QR trong tệp đã bị sửa.", en: "The QR seal in the file was altered."))
}
