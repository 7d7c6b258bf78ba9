import Diagnostics
import PDFSyntax

/// Holds a request against the seed value of the field it is for (ISO 32000-2, 12.7.5.5): what binds must be met, what is
/// only wished is followed where the request left it open.
struct SeedValueCheck {
    let seed: SeedValue
    let field: String
    /// The field's own `/Lock`.
    let lock: FieldLock?

    /// The version of seed value dictionaries that is understood: all of PDF 2.0.
    private static let version = 3.0

    /// - Returns: the request with the wishes followed.
    /// - Throws: `sign-seed-value-unmet`, saying what the field asks for.
    func apply(to request: SignatureRequest) throws -> SignatureRequest {
        try checkEncoding(request)
        try checkKind(request)
        try checkServices(request)
        var request = request
        try applyReason(to: &request)
        if request.kind == .signature { try applyLock(to: &request) }
        if let unmet = seed.certificate?.unmet(by: request.certificates) {
            let address = seed.certificate?.url.map { " (\($0))" } ?? ""
            throw refusal(
                vi: "chứng thư số phải đúng ràng buộc \(unmet)\(address)",
                en: "the certificate must meet \(unmet)\(address)")
        }
        return request
    }

    private func checkEncoding(_ request: SignatureRequest) throws {
        if seed.required.contains(.version), let version = seed.version, version > SeedValueCheck.version {
            throw refusal(
                vi: "chương trình phải hiểu phiên bản \(version) của từ điển này",
                en: "programs must understand version \(version) of seed values")
        }
        if seed.required.contains(.filter), let filter = seed.filter, filter != SignatureRequest.filter {
            throw refusal(vi: "bộ xử lý chữ ký \(filter)", en: "the signature handler \(filter)")
        }
        if seed.required.contains(.subFilter), let encodings = seed.subFilters,
            !encodings.contains(request.encoding.rawValue)
        {
            let list = encodings.joined(separator: ", ")
            throw refusal(
                vi: "dạng chữ ký thuộc [\(list)], mà ở đây chỉ tạo \(request.encoding.rawValue)",
                en: "an encoding of [\(list)], and only \(request.encoding.rawValue) is made here")
        }
        if seed.required.contains(.digestMethod), let methods = seed.digestMethods,
            seed.digestAlgorithms?.contains(request.digestAlgorithm) != true
        {
            let list = methods.joined(separator: ", ")
            throw refusal(vi: "hàm băm thuộc [\(list)]", en: "a digest algorithm of [\(list)]")
        }
    }

    private func checkKind(_ request: SignatureRequest) throws {
        switch (seed.kind, request.certification) {
        case (.approval?, _?):
            throw refusal(vi: "chữ ký phê duyệt, không phải chứng thực", en: "an approval, not a certification")
        case (.certification(let asked)?, let given) where given != asked:
            throw refusal(
                vi: "chữ ký chứng thực với DocMDP P=\(asked.rawValue)",
                en: "a certification with DocMDP P=\(asked.rawValue)")
        default: break
        }
        if request.certification != nil, seed.required.contains(.legalAttestation), let texts = seed.legalAttestations {
            throw refusal(
                vi: "lời xác nhận pháp lý thuộc [\(texts.joined(separator: "; "))]",
                en: "a legal attestation of [\(texts.joined(separator: "; "))]")
        }
        if seed.required.contains(.appearanceFilter), let name = seed.appearance, name != request.appearanceName {
            throw refusal(vi: "mẫu hiển thị “\(name)”", en: "the appearance called “\(name)”")
        }
    }

    private func checkServices(_ request: SignatureRequest) throws {
        if seed.timeStamp?.isRequired == true, request.kind == .signature, !request.hasTimeStamp {
            let address = seed.timeStamp?.url.map { " (\($0))" } ?? ""
            throw refusal(
                vi: "dấu thời gian\(address), tức mức B-T trở lên", en: "a time-stamp\(address), level B-T or more")
        }
        // Bound to adbe.pkcs7.detached (table 237): a PAdES signature has its validation data in the security store.
        if seed.required.contains(.addRevInfo), seed.addsRevocationData == true {
            throw refusal(
                vi: "dữ liệu thu hồi nằm trong giá trị chữ ký (AddRevInfo), điều mà PAdES không cho phép",
                en: "revocation data inside the signature value (AddRevInfo), which PAdES rules out")
        }
    }

    private func applyReason(to request: inout SignatureRequest) throws {
        guard let reasons = seed.reasons else { return }
        let binds = seed.required.contains(.reasons)
        if reasons.isEmpty || reasons == ["."] {
            if binds, request.reason != nil { throw refusal(vi: "không ghi lý do ký", en: "no reason for signing") }
            request.reason = nil
        } else if binds, !reasons.contains(request.reason ?? "") {
            let list = reasons.joined(separator: "; ")
            throw refusal(vi: "lý do ký thuộc [\(list)]", en: "a reason of [\(list)]")
        }
    }

    private func applyLock(to request: inout SignatureRequest) throws {
        guard let locks = seed.locksDocument else { return }
        let asked = [request.lock?.permission, lock?.permission, request.certification].contains(.noChanges)
        switch (locks, asked) {
        case (true, false):
            guard request.certification == nil else {
                if !seed.required.contains(.lockDocument) { return }
                throw refusal(vi: "khóa tài liệu sau khi ký (P=1)", en: "the document locked after signing (P=1)")
            }
            request.lock = .wholeDocument
        case (false, true) where seed.required.contains(.lockDocument):
            throw refusal(vi: "không khóa tài liệu sau khi ký", en: "the document left unlocked after signing")
        default: break
        }
    }

    private func refusal(vi: String, en: String) -> PAdESError {
        PAdESError(
            .seedValueUnmet, .input, vi: "Trường chữ ký “\(field)” đòi hỏi: \(vi).",
            en: "The signature field “\(field)” asks for: \(en).",
            remedy: Bilingual(
                vi: "Ký theo đúng đòi hỏi của trường, hoặc chọn trường khác.",
                en: "Sign as the field asks, or choose another field."))
    }
}
