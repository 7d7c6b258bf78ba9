import Records

/// The text behind the QR of a citizen identity card:
/// `id12|id9|name|ddMMyyyy|sex|address|ddMMyyyy`, unsigned. Anyone can print one, so it hints and proves nothing.
struct IdentityCardCode: Hashable {
    var id: PersonalId
    var name: String
    var birthDate: CivilDate?
    var sex: PersonalId.Sex?
    var address: String

    /// Nil unless the text has the seven parts (six on early cards) and a 12-digit id.
    init?(_ text: String) {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map {
            VietnameseText.nfc(String($0)).trimmed
        }
        guard (6...7).contains(parts.count), text.utf8.count <= 1024, let id = PersonalId(parts[0]), !parts[2].isEmpty
        else { return nil }
        self.id = id
        name = parts[2]
        birthDate = Self.date(parts[3])
        sex = PersonalId.Sex(vietnamese: parts[4])
        address = parts[5]
    }

    private static func date(_ text: String) -> CivilDate? {
        guard text.utf8.count == 8, let day = Int(text.prefix(2)), let month = Int(text.dropFirst(2).prefix(2)),
            let year = Int(text.dropFirst(4))
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    /// The fields it speaks about.
    func fields(on code: PageCode) -> [String: FoundValue] {
        var values = [FieldName.holderId: id.digits, FieldName.holderName: name]
        values[FieldName.holderBirthDate] = birthDate?.iso
        values[FieldName.holderAddress] = address.isEmpty ? nil : address
        return values.mapValues {
            FoundValue(value: $0, confidence: 0.85, source: .qr, page: code.page, box: code.box)
        }
    }
}
