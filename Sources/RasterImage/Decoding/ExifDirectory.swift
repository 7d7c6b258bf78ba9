/// The first directory of an Exif block (CIPA DC-008, 4.6): a TIFF structure inside a JPEG segment.
struct ExifDirectory {
    private(set) var orientation = 1
    private(set) var dpiX: Double?
    private(set) var dpiY: Double?

    private let bytes: [UInt8]
    private let bigEndian: Bool

    /// Nil when the bytes are not a TIFF structure.
    init?(_ block: ArraySlice<UInt8>) {
        bytes = Array(block)
        switch bytes.prefix(4) {
        case [0x49, 0x49, 0x2A, 0]: bigEndian = false
        case [0x4D, 0x4D, 0, 0x2A]: bigEndian = true
        default: return nil
        }
        guard let directory = number(at: 4, size: 4), let count = number(at: directory, size: 2) else { return nil }
        // Resolution unit, 6.0 p. 38: inch unless it says centimetre.
        var perInch = 1.0
        for index in 0..<min(count, 200) {
            let entry = directory + 2 + 12 * index
            guard let tag = number(at: entry, size: 2) else { break }
            switch tag {
            case 0x0112: if let value = number(at: entry + 8, size: 2), (1...8).contains(value) { orientation = value }
            case 0x011A: dpiX = rational(of: entry)
            case 0x011B: dpiY = rational(of: entry)
            case 0x0128: if number(at: entry + 8, size: 2) == 3 { perInch = 2.54 }
            default: break
            }
        }
        guard let x = dpiX, let y = dpiY else {
            (dpiX, dpiY) = (nil, nil)
            return
        }
        (dpiX, dpiY) = (x * perInch, y * perInch)
    }

    private func number(at offset: Int, size: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - size else { return nil }
        let field = bytes[offset..<(offset + size)]
        let ordered = bigEndian ? Array(field) : field.reversed()
        return ordered.reduce(0) { $0 << 8 | Int($1) }
    }

    private func rational(of entry: Int) -> Double? {
        guard let offset = number(at: entry + 8, size: 4), let numerator = number(at: offset, size: 4),
            let denominator = number(at: offset + 4, size: 4), numerator > 0, denominator > 0
        else { return nil }
        return Double(numerator) / Double(denominator)
    }
}
