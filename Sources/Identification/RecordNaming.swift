import Records

/// Gives vault objects their names: `urn:sohoa:<agency>:<type>:<token>`.
///
/// The token is a keyed digest of what the object is about, so a resumed run finds the same name, and nobody without the
/// vault's secret can tell whose document it is or guess that a document is there.
public struct RecordNaming: Sendable {
    private let agency: String
    private let secret: [UInt8]

    /// Token characters: 100 bits, beyond guessing and collision.
    private static let length = 20
    /// RFC 4648 base32 in lower case, which URNs and OCFL paths keep.
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// - Parameters:
    ///   - agency: the agency that digitizes.
    ///   - secret: the vault's own; losing it changes the names a re-run gives, nothing else.
    public init(agency: AgencyCode, secret: [UInt8]) {
        self.agency = agency.rawValue.lowercased()
        self.secret = secret
    }

    /// The name of a result, from the SHA-256 (hex) of its source file. Nil when `type` is not a type code.
    public func result(type: String, sourceSHA256: String) -> RecordURN? {
        name(type, about: "result:\(sourceSHA256.lowercased())")
    }

    /// The name of a dossier's object, from mã hồ sơ.
    public func dossier(_ code: String) -> RecordURN? { name("ho-so", about: "dossier:\(code)") }

    private func name(_ type: String, about subject: String) -> RecordURN? {
        let digest = HMACSHA256.code(Array(subject.utf8), key: secret)
        let token = (0..<Self.length).map { index in
            let value = (0..<5).reduce(0) { symbol, offset in
                let bit = index * 5 + offset
                return symbol << 1 | Int(digest[bit / 8] >> UInt8(7 - bit % 8) & 1)
            }
            return Self.alphabet[value]
        }
        return RecordURN(rawValue: "urn:sohoa:\(agency):\(type):\(String(decoding: token, as: UTF8.self))")
    }
}
