import Diagnostics
import FoundationEssentials
import Profiles
import Records

/// What a visible signature can say: about the signer, the document and the moment.
public struct SignatureValues: Sendable {
    /// The signer's name as the document has it.
    public var signer: String?
    /// The lines over it: `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`.
    public var title: [String]
    /// Full name of the agency.
    public var agency: String?
    /// Its short name.
    public var shortName: String?
    /// The document's number.
    public var number: String?
    /// The document's notation.
    public var notation: String?
    /// The document's date.
    public var documentDate: CivilDate?
    /// Hình thức sao.
    public var copyForm: String?
    /// The time of signing.
    public var signedAt: Date

    /// All parts as given.
    public init(
        signedAt: Date, signer: String? = nil, title: [String] = [], agency: String? = nil, shortName: String? = nil,
        number: String? = nil, notation: String? = nil, documentDate: CivilDate? = nil, copyForm: String? = nil
    ) {
        (self.signedAt, self.signer, self.title, self.agency) = (signedAt, signer, title, agency)
        (self.shortName, self.number, self.notation) = (shortName, number, notation)
        (self.documentDate, self.copyForm) = (documentDate, copyForm)
    }

    /// The value of a placeholder; nil when it is not known.
    public func value(of placeholder: SignatureText.Placeholder) -> String? {
        let value: String? =
            switch placeholder {
            case .signer: signer
            case .title: title.last
            case .capacity: title.isEmpty ? nil : title.joined(separator: " ")
            case .agency: agency
            case .shortName: shortName
            case .time: VietnamTime.signingTime(signedAt)
            case .number: number
            case .notation: notation
            case .date: documentDate?.vietnamese
            case .day: documentDate.map { padded($0.day, below: 10) }
            // Only January and February get a zero; the others cannot be mistaken (NĐ 30/2020 Appendix I, II.4).
            case .month: documentDate.map { padded($0.month, below: 3) }
            case .year: documentDate.map { String($0.year) }
            case .copyForm: copyForm
            }
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// `text` with all its placeholders filled.
    /// - Throws: `signature-value-missing` naming the first one that is not known.
    public func fill(_ text: SignatureText) throws(SigningError) -> String {
        var values: [SignatureText.Placeholder: String] = [:]
        for placeholder in text.placeholders {
            guard let value = value(of: placeholder) else { throw .valueMissing(placeholder.rawValue) }
            values[placeholder] = value
        }
        return text.filled(values)
    }

    private func padded(_ number: Int, below limit: Int) -> String { number < limit ? "0\(number)" : "\(number)" }
}

extension SigningError {
    static func valueMissing(_ placeholder: String) -> SigningError {
        SigningError(
            .valueMissing, .configuration, vi: "Chữ ký cần ghi {\(placeholder)} nhưng không được cho biết.",
            en: "The signature shows {\(placeholder)}, which was not given.",
            remedy: Bilingual(
                vi: "Cho biết giá trị đó khi ký, hoặc bỏ chỗ trống ấy trong cấu hình.",
                en: "Give the value when signing, or take the placeholder out of the profile."))
    }
}
