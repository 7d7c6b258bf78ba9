/// Writes small ICC profiles of version 2.1 (ICC.1:2001-04), the version every viewer and PDF/A-2 validator knows.
package struct ICCProfileWriter {
    /// A tag and its data; tags with equal data share the bytes.
    package struct Tag {
        package let signature: String
        package let data: [UInt8]

        package init(signature: String, data: [UInt8]) { (self.signature, self.data) = (signature, data) }
    }

    /// - Parameters:
    ///   - profileClass: `mntr`, `scnr`…
    ///   - space: the four letters of the data's colour space.
    ///   - connection: `XYZ ` or `Lab `.
    package static func profile(profileClass: String, space: String, connection: String, tags: [Tag]) -> [UInt8] {
        let tableSize = 4 + 12 * tags.count
        var table: [UInt8] = u32(tags.count)
        var data: [UInt8] = []
        var places: [[UInt8]: Int] = [:]
        for tag in tags {
            let offset: Int
            if let known = places[tag.data] {
                offset = known
            } else {
                offset = 128 + tableSize + data.count
                places[tag.data] = offset
                data += tag.data
                // Tag data begin on multiples of four.
                data += [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
            }
            table += [UInt8](tag.signature.utf8) + u32(offset) + u32(tag.data.count)
        }
        var header: [UInt8] = u32(128 + tableSize + data.count) + u32(0) + u32(0x0210_0000)
        header += [UInt8]((profileClass + space + connection).utf8)
        // A fixed date of creation: the profile is a constant, not made when the page is.
        header += u16(2026) + u16(1) + u16(1) + u16(0) + u16(0) + u16(0)
        header += [UInt8]("acsp".utf8) + [UInt8](repeating: 0, count: 28)
        header += fixed(0.9642) + fixed(1) + fixed(0.8249)
        header += [UInt8](repeating: 0, count: 128 - header.count)
        return header + table + data
    }

    package static func u16(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    package static func u32(_ value: Int) -> [UInt8] { u16(value >> 16) + u16(value & 0xFFFF) }

    /// s15Fixed16Number.
    package static func fixed(_ value: Double) -> [UInt8] { u32(Int((value * 65_536).rounded())) }

    /// textDescriptionType, with the empty Unicode and ScriptCode parts that version 2 demands.
    package static func description(_ ascii: String) -> [UInt8] {
        let text = [UInt8](ascii.utf8) + [0]
        return [UInt8]("desc".utf8) + u32(0) + u32(text.count) + text + [UInt8](repeating: 0, count: 78)
    }

    /// textType.
    package static func text(_ ascii: String) -> [UInt8] { [UInt8]("text".utf8) + u32(0) + [UInt8](ascii.utf8) + [0] }

    /// XYZType.
    package static func xyz(_ x: Double, _ y: Double, _ z: Double) -> [UInt8] {
        [UInt8]("XYZ ".utf8) + u32(0) + fixed(x) + fixed(y) + fixed(z)
    }
}
