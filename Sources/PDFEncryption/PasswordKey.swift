/// The key of a file from a password (ISO 32000-2, 7.6.4.3 and 7.6.4.4).
struct PasswordKey {
    let dictionary: EncryptionDictionary

    /// The file's key, when `password` is the user's or the owner's; nil when it is neither.
    ///
    /// - Throws: `pdf-cipher-unavailable`.
    func fileKey(_ password: [UInt8]) throws(PDFEncryptionError) -> [UInt8]? {
        if dictionary.revision >= 5 { return try modernKey(Array(password.prefix(127))) }
        if let key = try legacyKey(user: password) { return key }
        return try legacyKey(user: try userPassword(owner: password))
    }

    // MARK: Revisions 2 to 4

    /// What short passwords are filled up with (Algorithm 2, step a).
    private static let filling: [UInt8] = [
        0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E,
        0x00,
        0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
    ]

    private static func filled(_ password: [UInt8]) -> [UInt8] { Array((password + filling).prefix(32)) }

    /// Algorithms 2 and 6: the key, when it reproduces `/U`.
    private func legacyKey(user password: [UInt8]) throws(PDFEncryptionError) -> [UInt8]? {
        var input = Self.filled(password) + dictionary.owner + dictionary.permissions + dictionary.identifier
        if dictionary.revision >= 4, !dictionary.encryptsMetadata { input += [0xFF, 0xFF, 0xFF, 0xFF] }
        var key = Array(try KeyDigest.md5.hash(input).prefix(dictionary.keyBytes))
        if dictionary.revision >= 3 {
            for _ in 0..<50 { key = Array(try KeyDigest.md5.hash(key).prefix(dictionary.keyBytes)) }
        }
        if dictionary.revision == 2 {
            return RC4.apply(key, to: Self.filling) == dictionary.user ? key : nil
        }
        var check = try KeyDigest.md5.hash(Self.filling + dictionary.identifier)
        for round in 0..<20 { check = RC4.apply(key.map { $0 ^ UInt8(round) }, to: check) }
        // Only these sixteen bytes are told; the rest is arbitrary.
        return check == Array(dictionary.user.prefix(16)) ? key : nil
    }

    /// Algorithm 7: the user's password, if `password` is the owner's; something else if not.
    private func userPassword(owner password: [UInt8]) throws(PDFEncryptionError) -> [UInt8] {
        var digest = try KeyDigest.md5.hash(Self.filled(password))
        if dictionary.revision >= 3 {
            for _ in 0..<50 { digest = try KeyDigest.md5.hash(digest) }
        }
        let key = Array(digest.prefix(dictionary.keyBytes))
        if dictionary.revision == 2 { return RC4.apply(key, to: dictionary.owner) }
        var result = dictionary.owner
        for round in (0..<20).reversed() { result = RC4.apply(key.map { $0 ^ UInt8(round) }, to: result) }
        return result
    }

    // MARK: Revisions 5 and 6

    /// Algorithm 2.A. `/O` and `/U` are a hash, a validation salt of eight bytes and a key salt of eight bytes.
    private func modernKey(_ password: [UInt8]) throws(PDFEncryptionError) -> [UInt8]? {
        let tries = [
            (dictionary.owner, dictionary.ownerKey, dictionary.user),
            (dictionary.user, dictionary.userKey, []),
        ]
        for (stored, wrapped, user) in tries {
            let (validation, salt) = (Array(stored[32..<40]), Array(stored[40..<48]))
            guard try hash(password, validation, user) == Array(stored.prefix(32)) else { continue }
            let key = try hash(password, salt, user)
            return AESCBC.decrypt(wrapped, key: key, iv: [UInt8](repeating: 0, count: 16))
        }
        return nil
    }

    /// Algorithm 2.B; in revision 5, of Adobe's extension level 3, a plain SHA-256.
    private func hash(
        _ password: [UInt8], _ salt: [UInt8], _ user: [UInt8]
    ) throws(PDFEncryptionError) -> [UInt8] {
        var key = try KeyDigest.sha256.hash(password + salt + user)
        guard dictionary.revision >= 6 else { return key }
        var round = 0
        var last = 0
        while round < 64 || last > round - 32 {
            let once = password + key + user
            var repeated: [UInt8] = []
            repeated.reserveCapacity(once.count * 64)
            for _ in 0..<64 { repeated += once }
            guard let cipher = AESCBC.encrypt(repeated, key: Array(key[0..<16]), iv: Array(key[16..<32])) else {
                throw .unavailable("AES-128-CBC")
            }
            // The first sixteen bytes as a number modulo 3: 256 is 1 modulo 3, so that their sum will do.
            let choice = cipher.prefix(16).reduce(0) { $0 + Int($1) } % 3
            let digest: KeyDigest = choice == 0 ? .sha256 : choice == 1 ? .sha384 : .sha512
            key = try digest.hash(cipher)
            last = Int(cipher.last ?? 0)
            round += 1
        }
        return Array(key.prefix(32))
    }
}
