import Diagnostics

extension FileOutcome {
    /// The first line a person reads, without a sign. Only a file that was really altered is said to be.
    /// - Parameter algorithm: what is too old, such as `SHA-1`; nil when it is not known.
    func heading(oldAlgorithm algorithm: String? = nil) -> Bilingual {
        switch self {
        case .valid:
            Bilingual(vi: "HỢP LỆ – tài liệu nguyên vẹn, đúng cơ quan ký.", en: "VALID – intact, signed as it says.")
        case .notInForce:
            Bilingual(
                vi: "Chữ ký đúng, nhưng giấy tờ đã hết hiệu lực.",
                en: "The signature is right, but the paper is no longer in force.")
        case .withdrawn:
            Bilingual(
                vi: "Chữ ký còn nguyên nhưng giấy tờ đã bị thu hồi hoặc thay thế – không sử dụng.",
                en: "The signature holds but the paper was revoked or replaced – do not use.")
        case .sealMismatch:
            Bilingual(
                vi: "KHÔNG HỢP LỆ – mã QR trong tệp không phải của tài liệu này.",
                en: "NOT VALID – the QR code in the file is not this document's.")
        case .unreadable:
            Bilingual(
                vi: "Không đọc được tệp này như một tệp PDF.", en: "This file cannot be read as a PDF.")
        case .passwordNeeded:
            Bilingual(
                vi: "Tệp có mật khẩu: chưa mở được nên chưa kiểm tra được hết.",
                en: "The file has a password: it could not be opened, so not all could be checked.")
        case .noSignature: Bilingual(vi: "Tệp không có chữ ký số nào.", en: "The file has no digital signature.")
        default: failureHeading ?? doubtHeading(algorithm)
        }
    }

    private var failureHeading: Bilingual? {
        switch self {
        case .orphan:
            Bilingual(
                vi: "KHÔNG HỢP LỆ – chữ ký mồ côi: tệp đã bị ghi lại sau khi ký; hãy xin bản gốc.",
                en: "NOT VALID – orphan signature: the file was rewritten after signing; ask for the original.")
        case .contentChanged:
            Bilingual(
                vi: "KHÔNG HỢP LỆ – nội dung đã bị thay đổi sau khi ký.",
                en: "NOT VALID – the content was changed after signing.")
        case .changedAfterSigning:
            Bilingual(
                vi: "KHÔNG HỢP LỆ – tệp bị sửa sau khi ký; bản đã ký vẫn còn nguyên bên trong.",
                en: "NOT VALID – the file was changed after signing; what was signed is still whole inside it.")
        case .wrongKey:
            Bilingual(
                vi: "KHÔNG HỢP LỆ – giá trị chữ ký không do người có chứng thư số này tạo ra.",
                en: "NOT VALID – the signature value was not made with this certificate's key.")
        case .malformed:
            Bilingual(
                vi: "KHÔNG HỢP LỆ – cấu trúc chữ ký sai nên không kiểm tra được những gì đã ký.",
                en: "NOT VALID – the signature's structure is wrong, so what was signed cannot be told.")
        case .certificateInvalidWhenSigned:
            Bilingual(
                vi: "KHÔNG HỢP LỆ – chứng thư số đã bị thu hồi hoặc ngoài thời hạn khi ký.",
                en: "NOT VALID – the certificate was revoked or out of its validity when it signed.")
        case .failed: Bilingual(vi: "KHÔNG HỢP LỆ – không sử dụng.", en: "NOT VALID – do not use.")
        default: nil
        }
    }

    private func doubtHeading(_ algorithm: String?) -> Bilingual {
        switch self {
        case .suspended:
            Bilingual(
                vi: "Toàn vẹn, nhưng chứng thư số của người ký đang bị tạm dừng.",
                en: "Intact, but the signer's certificate is suspended.")
        case .certificateRevoked:
            Bilingual(
                vi: "Toàn vẹn, nhưng chứng thư số đã bị thu hồi và không có bằng chứng là ký trước đó.",
                en: "Intact, but the certificate was revoked and nothing proves that it signed before.")
        case .unknownSigner:
            Bilingual(
                vi: "Chưa biết ai ký: không tìm được chứng thư số của người ký.",
                en: "The signer is unknown: the signing certificate was not found.")
        case .chainRefused:
            Bilingual(
                vi: "Toàn vẹn, nhưng chứng thư số không được phép dùng để ký như thế này.",
                en: "Intact, but the certificate may not be used to sign like this.")
        case .oldAlgorithm:
            Bilingual(
                vi:
                    "Toàn vẹn, nhưng thuật toán cũ\(algorithm.map { " (\($0))" } ?? ""): không còn đủ an toàn để tự chứng minh.",
                en:
                    "Intact, but with an old algorithm\(algorithm.map { " (\($0))" } ?? "") that no longer proves itself."
            )
        case .certificateExpired:
            Bilingual(
                vi: "Toàn vẹn, nhưng chứng thư số đã hết hạn và không có dấu thời gian chứng minh lúc ký.",
                en: "Intact, but the certificate expired and no time-stamp proves when it signed.")
        case .certificateNotYetValid:
            Bilingual(
                vi: "Toàn vẹn, nhưng chứng thư số chưa có hiệu lực vào thời điểm được xét.",
                en: "Intact, but the certificate was not valid yet at the time it was judged for.")
        case .strangerAdded:
            Bilingual(
                vi: "Chữ ký của cơ quan đúng, nhưng tệp có thêm chữ ký của người chưa biết có đáng tin không.",
                en: "The agency's signature is right, but somebody without a known trust anchor signed the file too.")
        case .unknownAnchor:
            Bilingual(
                vi: "Tài liệu nguyên vẹn, nhưng chưa biết người ký có đáng tin không (thiếu gốc tin cậy).",
                en: "Intact, but there is no trust anchor that vouches for the signer.")
        case .noProof:
            Bilingual(
                vi: "Toàn vẹn, nhưng các dấu thời gian không chứng minh được thời điểm ký.",
                en: "Intact, but the time-stamps do not prove when it was signed.")
        case .revocationUnknown:
            Bilingual(
                vi: "Toàn vẹn, đúng cơ quan, chưa kiểm tra được thu hồi.",
                en: "Intact, right agency, revocation could not be checked.")
        default: Bilingual(vi: "Chưa đủ căn cứ kết luận.", en: "There is no ground yet to conclude.")
        }
    }

    /// The sign before the heading: a tick for what is valid and for nothing else, a cross for what must not be used.
    var sign: String {
        switch weight {
        case .good: "✔"
        case .open: "!"
        case .bad: "✖"
        }
    }
}
