import Diagnostics

/// What `sohoa trust` can find wrong with what it is given.
enum TrustCommandErrorCode: String, Sendable {
    case pinsDamaged = "pins-damaged"
    case noHome = "no-home"
    case nothingToImport = "trust-nothing-found"
    case lookalike = "trust-lookalike"
    case unpinnedRoot = "trust-unpinned-root"
    case acceptedMissing = "trust-accepted-not-found"
    case storeMissing = "trust-store-missing"
    case listUnsigned = "trust-crl-unverified"
    case responseUnsigned = "trust-ocsp-unverified"
}

/// An error of `sohoa trust`.
typealias TrustCommandError = Fault<TrustCommandErrorCode>

extension Fault where Code == TrustCommandErrorCode {
    static func pinsDamaged(_ problem: String) -> TrustCommandError {
        TrustCommandError(
            .pinsDamaged, .internal, vi: "Danh sách mã băm đi kèm bị hỏng: \(problem).",
            en: "The pins of this build are damaged: \(problem).")
    }

    static var noHome: TrustCommandError {
        TrustCommandError(
            .noHome, .configuration, vi: "Không biết thư mục của người dùng (HOME, XDG_DATA_HOME).",
            en: "The user's folder is unknown (HOME, XDG_DATA_HOME).",
            remedy: Bilingual(vi: "Nêu thư mục bằng tùy chọn.", en: "Name the folder by an option."))
    }

    static func nothing(_ path: String) -> TrustCommandError {
        TrustCommandError(
            .nothingToImport, .input,
            vi: "“\(path)” không có chứng thư số, danh sách thu hồi hay phản hồi OCSP nào đọc được.",
            en: "“\(path)” holds no readable certificate, revocation list or OCSP response.")
    }

    static func lookalike(_ name: String, _ sha256: String) -> TrustCommandError {
        TrustCommandError(
            .lookalike, .input,
            vi:
                "Chứng thư tự xưng tên “\(name)” nhưng mã băm SHA-256 không phải của tổ chức ấy (\(sha256)). Không nhập.",
            en: "This certificate claims the name of “\(name)” without its SHA-256 (\(sha256)). It is not imported.",
            remedy: Bilingual(
                vi:
                    "Chứng thư mạo tên tổ chức nhà nước đang lưu hành. Chỉ khi tổ chức ấy công bố đúng mã băm này: thêm "
                    + "--accept và đủ 64 chữ số, cùng --store.",
                en:
                    "Look-alikes of state authorities are in circulation. Only if that authority itself publishes this very "
                    + "SHA-256: add --accept with all 64 digits, and --store."))
    }

    static func unpinnedRoot(_ name: String, _ sha256: String) -> TrustCommandError {
        TrustCommandError(
            .unpinnedRoot, .input, vi: "Không biết gốc “\(name)” (SHA-256 \(sha256)). Không tự ý tin cậy.",
            en: "The root “\(name)” is unknown (SHA-256 \(sha256)). It is not trusted without your word.",
            remedy: Bilingual(
                vi: "So mã băm với nguồn công bố chính thức, rồi nhập: --accept \(sha256) --store official|public|demo",
                en:
                    "Compare the digest with what its owner publishes, then: --accept \(sha256) --store official|public|demo"
            ))
    }

    static func acceptedMissing(_ sha256: String) -> TrustCommandError {
        TrustCommandError(
            .acceptedMissing, .input, vi: "Không có chứng thư nào mang mã băm \(sha256) trong các tệp đã nêu.",
            en: "No certificate with the SHA-256 \(sha256) is in the files named.")
    }

    static func storeMissing(_ name: String) -> TrustCommandError {
        TrustCommandError(
            .storeMissing, .input, vi: "Chưa cho biết “\(name)” thuộc kho nào.",
            en: "Which store “\(name)” belongs to was not said.",
            remedy: Bilingual(vi: "Thêm --store official|public|demo.", en: "Add --store official|public|demo."))
    }

    static var listUnsigned: TrustCommandError {
        TrustCommandError(
            .listUnsigned, .input, vi: "Danh sách thu hồi không do tổ chức nào đã được tin cậy ký.",
            en: "No authority that is trusted has signed this revocation list.",
            remedy: Bilingual(
                vi: "Nhập chứng thư của tổ chức ấy trước.", en: "Import that authority's certificate first."))
    }

    static var responseUnsigned: TrustCommandError {
        TrustCommandError(
            .responseUnsigned, .input,
            vi: "Phản hồi OCSP không do tổ chức đã được tin cậy, hoặc máy chủ được tổ chức ấy ủy quyền, ký.",
            en: "Neither an authority that is trusted nor a responder it authorized has signed this OCSP response.")
    }
}
