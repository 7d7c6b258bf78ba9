/// The digits of a hexadecimal string (ISO 32000-2, 7.3.4.3). Signatures are such strings, tens of thousands of digits
/// long, so they are read by a table.
enum HexadecimalText {
    private static let none: UInt8 = 0xFF
    private static let values = (0...255).map { CharacterClass.hexValue(UInt8($0)) ?? none }

    /// The bytes of `text`: what is no digit is skipped, and a last digit without a partner counts as if 0 followed it.
    static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: text.count / 2 + 1) { bytes, count in
            values.withUnsafeBufferPointer { values in
                var high = none
                var start = 0
                // Digits in pairs, as almost all are; from the first other character on one by one.
                while start &+ 1 < text.count {
                    let (first, second) = (values[Int(text[start])], values[Int(text[start &+ 1])])
                    guard first | second < 16 else { break }
                    bytes[count] = first << 4 | second
                    count &+= 1
                    start &+= 2
                }
                for character in text[start...] {
                    let value = values[Int(character)]
                    if value == none { continue }
                    if high == none {
                        high = value
                    } else {
                        bytes[count] = high << 4 | value
                        count += 1
                        high = none
                    }
                }
                if high != none {
                    bytes[count] = high << 4
                    count += 1
                }
            }
        }
    }
}
