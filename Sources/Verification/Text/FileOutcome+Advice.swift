import Diagnostics

extension FileOutcome {
    /// What to do next.
    /// - Parameters:
    ///   - revision: the newest revision that a signature which still holds covers, if later ones came.
    ///   - status: whether it is known where the paper stands.
    public func advice(signedRevision revision: Int?, statusIsKnown: Bool) -> Bilingual? {
        switch self {
        case .valid where statusIsKnown: nil
        case .valid:
            Bilingual(
                vi: "Chữ ký tốt. Giấy tờ còn hiệu lực hay không thì hỏi cơ quan ban hành (hoặc --vault KHO).",
                en: "The signatures are good. Whether the paper is in force, its agency knows (or --vault DIR).")
        case .notInForce, .withdrawn:
            Bilingual(
                vi: "Xin giấy tờ mới ở cơ quan ban hành.", en: "Ask the agency for the paper that replaces it.")
        case .sealMismatch, .contentChanged, .wrongKey, .failed, .malformed, .certificateInvalidWhenSigned:
            Bilingual(
                vi: "Không sử dụng. Xin lại tệp gốc từ cơ quan ban hành.",
                en: "Do not use it. Ask the agency for the original file.")
        case .orphan:
            Bilingual(
                vi: "Xin cơ quan ban hành gửi lại tệp gốc, hoặc tải lại từ nơi phát hành; đừng in ra PDF hay lưu lại "
                    + "bằng phần mềm khác.",
                en: "Ask the agency for the original file or download it again; do not print it to PDF or save it with "
                    + "another program.")
        case .changedAfterSigning:
            revision.map { number in
                Bilingual(
                    vi: "Không dùng bản này. Lấy lại đúng bản đã ký: "
                        + "sohoa inspect TỆP --extract-revision \(number) --out BẢN-KÝ.pdf",
                    en: "Do not use it as it is. What was signed comes back with: "
                        + "sohoa inspect FILE --extract-revision \(number) --out SIGNED.pdf")
            }
                ?? Bilingual(
                    vi: "Không sử dụng. Xin lại tệp gốc từ cơ quan ban hành.",
                    en: "Do not use it. Ask the agency for the original file.")
        case .unreadable:
            Bilingual(
                vi: "Tải lại tệp; có thể tệp bị cắt cụt hoặc không phải PDF.",
                en: "Get the file again; it may be cut off or no PDF.")
        case .passwordNeeded:
            Bilingual(
                vi: "Chạy lại với --password-file TỆP-MẬT-KHẨU.", en: "Run again with --password-file FILE.")
        case .noSignature:
            Bilingual(
                vi: "Tệp này không tự chứng minh được nguồn gốc; hãy hỏi cơ quan ban hành.",
                en: "This file cannot prove where it comes from; ask the agency.")
        default: doubtAdvice
        }
    }

    private var doubtAdvice: Bilingual {
        switch self {
        case .revocationUnknown:
            Bilingual(
                vi: "Thử lại khi có mạng (bỏ --offline), hoặc đặt danh sách thu hồi (CRL) vào thư mục --trust.",
                en: "Try again with a network (without --offline), or put the revocation lists (CRL) into --trust.")
        case .unknownAnchor, .strangerAdded:
            Bilingual(
                vi: "Nhập chứng thư gốc của cơ quan cấp bằng sohoa trust import, hoặc chỉ thư mục bằng --trust.",
                en: "Import the authority's root with sohoa trust import, or name its folder with --trust.")
        case .oldAlgorithm:
            Bilingual(
                vi: "Nội dung không bị sửa theo chữ ký. Việc quan trọng thì đối chiếu với cơ quan ban hành.",
                en: "By its signature the content is unchanged. For anything important, compare with the agency.")
        case .certificateExpired, .certificateRevoked, .noProof, .certificateNotYetValid:
            Bilingual(
                vi: "Nội dung không bị sửa theo chữ ký. Hỏi cơ quan ban hành để xác nhận thời điểm ký.",
                en: "By its signature the content is unchanged. Ask the agency when it was signed.")
        case .suspended:
            Bilingual(
                vi: "Chờ cơ quan cấp chứng thư khôi phục hoặc thu hồi, rồi kiểm tra lại.",
                en: "Wait until the authority restores or revokes the certificate, then check again.")
        default:
            Bilingual(
                vi: "Xem lý do ở từng chữ ký; hỏi cơ quan ban hành nếu cần.",
                en: "See the reasons at each signature; ask the agency if need be.")
        }
    }
}
