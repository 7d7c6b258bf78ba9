import Diagnostics

/// Strings of the `name` table.
enum FontNames {
    /// The PostScript name (name id 6), reduced to what a PDF name and a PostScript name may hold.
    static func postScriptName(_ table: FontTable?) -> String {
        let name = table.flatMap { try? string(6, in: $0) } ?? ""
        let kept = name.utf8.filter { (0x21...0x7E).contains($0) && !"[](){}<>/%+".utf8.contains($0) }.prefix(63)
        return kept.isEmpty ? "Unnamed" : String(decoding: kept, as: UTF8.self)
    }

    private static func string(_ id: Int, in table: FontTable) throws(FontError) -> String? {
        let storage = try table.uint16(4)
        for index in 0..<(try table.uint16(2)) {
            let record = 6 + 12 * index
            guard try table.uint16(record + 6) == id else { continue }
            let length = try table.uint16(record + 8)
            let start = storage + (try table.uint16(record + 10))
            let bytes = Array(try table.slice(start..<start + length))
            switch try table.uint16(record) {
            case 0, 3:
                let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
                    UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
                }
                return String(decoding: units, as: UTF16.self)
            case 1:
                return String(validating: bytes, as: UTF8.self)
            default: continue
            }
        }
        return nil
    }
}
