/// A value of the CBOR subset that seals use (RFC 8949): integers, byte and text strings, arrays, maps, tags, null.
///
/// Floating point, booleans, undefined and indefinite lengths have no place in a seal and cannot be expressed.
indirect enum CBORValue: Sendable, Hashable {
    case unsigned(UInt64)
    /// −1 − the associated value, as major type 1 stores it.
    case negative(UInt64)
    case bytes([UInt8])
    case text(String)
    case array([CBORValue])
    case map([CBORValue: CBORValue])
    case tag(UInt64, CBORValue)
    case null

    init(_ integer: Int64) {
        self = integer >= 0 ? .unsigned(UInt64(integer)) : .negative(UInt64(bitPattern: ~integer))
    }

    /// The integer, when this is one that fits.
    var integer: Int64? {
        switch self {
        case .unsigned(let magnitude): Int64(exactly: magnitude)
        case .negative(let complement): Int64(exactly: complement).map { ~$0 }
        default: nil
        }
    }
}

/// The major types of RFC 8949 §3.1, in the top three bits of an initial byte.
enum CBORMajorType: UInt8 {
    case unsigned, negative, bytes, text, array, map, tag, simple
}
