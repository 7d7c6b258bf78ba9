/// The header of an ICC profile (ICC.1:2010, 7.2), as far as PDF/A asks (ISO 19005-2, 6.2.4.2).
struct ICCProfileHeader: Hashable {
    let majorVersion: Int
    /// Profile class: `scnr`, `mntr`, `prtr`, `spac`…
    let profileClass: String
    /// Colour space of the data: `RGB `, `GRAY`, `CMYK`…
    let space: String

    /// Nil when the bytes are no whole profile.
    init?(_ bytes: [UInt8]) {
        let reader = ByteOrderReader(bytes: bytes, order: .big)
        guard let size = reader.u32(0), size >= 132, size <= bytes.count, let major = reader.u8(8),
            reader.slice(36, 4)?.elementsEqual("acsp".utf8) == true, let profileClass = reader.slice(12, 4),
            let space = reader.slice(16, 4), let tags = reader.u32(128), tags <= 200
        else { return nil }
        // A tag that points outside the profile makes validators and viewers reject the whole file.
        for index in 0..<tags {
            let entry = 132 + 12 * index
            guard let offset = reader.u32(entry + 4), let length = reader.u32(entry + 8), offset <= size,
                length <= size - offset
            else { return nil }
        }
        majorVersion = major
        self.profileClass = String(decoding: profileClass, as: UTF8.self)
        self.space = String(decoding: space, as: UTF8.self)
    }

    /// Whether an ICCBased colour space of `components` may use it.
    func fits(components: Int) -> Bool {
        guard majorVersion <= 4, ["scnr", "mntr", "prtr", "spac"].contains(profileClass) else { return false }
        switch components {
        case 1: return space == "GRAY"
        case 3: return space == "RGB " || space == "Lab "
        case 4: return space == "CMYK"
        default: return false
        }
    }
}
