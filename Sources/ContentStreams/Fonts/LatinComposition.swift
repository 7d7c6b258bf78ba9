/// Puts letters and combining accents together to the one character that Unicode has for them (normalization form C),
/// for Latin letters.
enum LatinComposition {
    // Characters compare by canonical equivalence: looking up "a" with a combining acute finds "á".
    private static let table: [Character: Unicode.Scalar] = {
        var table: [Character: Unicode.Scalar] = [:]
        for range in [0xC0...0x24F, 0x1E00...0x1EFF] as [ClosedRange<UInt32>] {
            for value in range { if let scalar = Unicode.Scalar(value) { table[Character(scalar)] = scalar } }
        }
        return table
    }()

    /// `text` with each letter and its accents as one scalar where there is one.
    static func composed(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { (0x300...0x36F).contains($0.value) }) else { return text }
        var result = ""
        for character in text {
            if character.unicodeScalars.count > 1, let scalar = table[character] {
                result.unicodeScalars.append(scalar)
            } else {
                result.append(character)
            }
        }
        return result
    }
}
