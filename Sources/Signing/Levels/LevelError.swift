import Diagnostics
import FoundationEssentials
import PAdES
import PKI
import Profiles

extension Fault where Code == SigningErrorCode {
    /// There is nobody to ask about revocation.
    static func noRevocationSource(_ level: AgencyProfile.Level) -> SigningError {
        SigningError(
            .revocationSourceMissing, .configuration,
            vi: "Mức chữ ký \(level.rawValue) cần dữ liệu thu hồi (OCSP hoặc CRL), nhưng không có nguồn nào.",
            en: "Level \(level.rawValue) needs revocation data (OCSP or CRL), and there is no source of them.",
            remedy: Bilingual(
                vi: "Bật truy vấn OCSP/CRL trong cấu hình, hoặc chọn mức thấp hơn.",
                en: "Allow OCSP/CRL queries in the profile, or choose a lower level."))
    }

    /// No revocation data for one certificate, and why.
    static func revocationUnavailable(_ certificate: Certificate, _ cause: any Error) -> SigningError {
        let cause = cause as? any UserFacingError
        return SigningError(
            .revocationUnavailable, .dependency,
            vi: "Không lấy được dữ liệu thu hồi cho chứng thư số của \(certificate.displayName)."
                + (cause.map { " " + $0.what.vi } ?? ""),
            en: "No revocation data could be had for the certificate of \(certificate.displayName)."
                + (cause.map { " " + $0.what.en } ?? ""),
            remedy: cause?.remedy
                ?? Bilingual(
                    vi: "Kiểm tra kết nối tới máy chủ OCSP/CRL rồi chạy lại.",
                    en: "Check the connection to the OCSP/CRL servers and run again."))
    }

    /// No path from one certificate to an anchor.
    static func chainIncomplete(_ certificate: Certificate) -> SigningError {
        SigningError(
            .certificateChainIncomplete, .configuration,
            vi:
                "Không tìm được đường dẫn từ chứng thư số của \(certificate.displayName) đến gốc tin cậy, nên không thể "
                + "nhúng đủ dữ liệu xác thực.",
            en: "No path leads from the certificate of \(certificate.displayName) to a trust anchor, so the validation "
                + "data cannot be complete.",
            remedy: Bilingual(
                vi: "Thêm chứng thư số gốc và trung gian của tổ chức cấp vào kho tin cậy.",
                en: "Add the issuer's root and intermediate certificates to the trust store."))
    }

    /// The file has no signature to raise.
    static var nothingToRaise: SigningError {
        SigningError(
            .nothingToRaise, .input, vi: "Tệp không có chữ ký số nào để nâng mức.",
            en: "The file has no signature whose level could be raised.",
            remedy: Bilingual(vi: "Hãy ký tệp trước.", en: "Sign the file first."))
    }

    /// The result does not keep what its level promises.
    static func levelNotReached(
        _ level: AgencyProfile.Level, field: String?, _ gap: Bilingual
    ) -> SigningError {
        let name = field.map { " “\($0)”" } ?? ""
        return SigningError(
            .levelNotReached, .dependency,
            vi: "Chữ ký\(name) chưa đạt mức \(level.rawValue): \(gap.vi)",
            en: "The signature\(name) has not reached level \(level.rawValue): \(gap.en)",
            remedy: Bilingual(
                vi: "Kiểm tra dịch vụ dấu thời gian, OCSP/CRL và kho tin cậy rồi làm lại; tệp gốc không bị thay đổi.",
                en: "Check the time-stamping and OCSP/CRL services and the trust store, then try again; the original "
                    + "file is unchanged."))
    }
}
