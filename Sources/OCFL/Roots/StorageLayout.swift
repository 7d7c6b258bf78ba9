import PKI

/// How an object's id becomes a directory: OCFL extension 0003, "Hashed Truncated N-tuple Trees with Object ID
/// Encapsulating Directory", with SHA-256 and 2 tuples of 2 digits: 65 536 directories, about 150 objects in each of
/// them at ten million. The id shows in the path, so ids carry no personal data.
public struct StorageLayout: Sendable, Hashable {
    /// The extension's registered name.
    public static let name = "0003-hash-and-id-n-tuple-storage-layout"

    /// Hexadecimal digits in one directory name.
    public let tupleSize = 2
    /// Directories above an object.
    public let numberOfTuples = 2

    /// The only configuration sohoa writes.
    public init() {}

    /// The object's directory below the root: `3c/0f/urn%3asohoa%3a…`.
    public func path(for id: String) -> String {
        let digest = SHA256.hex(Array(id.utf8))
        let digits = Array(digest.utf8)
        let tuples = (0..<numberOfTuples).map { tuple in
            String(decoding: digits[tuple * tupleSize..<(tuple + 1) * tupleSize], as: UTF8.self)
        }
        return (tuples + [Self.encapsulation(of: id, digest: digest)]).joined(separator: "/")
    }

    /// The id with everything but letters, digits, `-` and `_` percent-encoded in lower case; when that is longer than
    /// 100 characters, its first 100, a hyphen and the digest.
    private static func encapsulation(of id: String, digest: String) -> String {
        var out: [UInt8] = []
        for byte in id.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"): out.append(byte)
            default: out += [UInt8(ascii: "%")] + Hexadecimal.encode(CollectionOfOne(byte)).utf8
            }
        }
        guard out.count > 100 else { return String(decoding: out, as: UTF8.self) }
        return String(decoding: out.prefix(100), as: UTF8.self) + "-" + digest
    }

    /// `ocfl_layout.json` (OCFL 1.1, section 4.2).
    var layoutFile: [UInt8] {
        Array(
            """
            {
              "description" : "Truncated SHA-256 of the object id, then the id itself.",
              "extension" : "\(Self.name)"
            }

            """.utf8)
    }

    /// `extensions/0003…/config.json`.
    var configurationFile: [UInt8] {
        Array(
            """
            {
              "digestAlgorithm" : "sha256",
              "extensionName" : "\(Self.name)",
              "numberOfTuples" : \(numberOfTuples),
              "tupleSize" : \(tupleSize)
            }

            """.utf8)
    }
}
