import Diagnostics
import Records

/// The field names of the contract in words, for messages.
enum FieldLabel {
    static func text(of name: String) -> Bilingual { labels[name] ?? Bilingual(vi: name, en: name) }

    private static let labels: [String: Bilingual] = [
        FieldName.documentType: Bilingual(vi: "loại giấy tờ", en: "document type"),
        FieldName.title: Bilingual(vi: "tên giấy tờ", en: "title"),
        FieldName.numberAndNotation: Bilingual(vi: "số, ký hiệu", en: "number and notation"),
        FieldName.issuedDate: Bilingual(vi: "ngày ban hành", en: "date of issue"),
        FieldName.validUntil: Bilingual(vi: "ngày hết hiệu lực", en: "last day of validity"),
        FieldName.agency: Bilingual(vi: "cơ quan ban hành", en: "issuing agency"),
        FieldName.signer: Bilingual(vi: "người ký", en: "signer"),
        FieldName.holderName: Bilingual(vi: "tên chủ sở hữu", en: "holder's name"),
        FieldName.holderId: Bilingual(vi: "mã định danh chủ sở hữu", en: "holder's id"),
        FieldName.holderBirthDate: Bilingual(vi: "ngày sinh", en: "holder's birth date"),
        FieldName.holderAddress: Bilingual(vi: "địa chỉ", en: "holder's address"),
        FieldName.scope: Bilingual(vi: "phạm vi hiệu lực", en: "scope"),
    ]
}
