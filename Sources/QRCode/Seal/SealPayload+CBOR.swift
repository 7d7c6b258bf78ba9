import Diagnostics
import Records

// The wire form: a map with the small integer keys below. A reader ignores keys it does not know, so that later
// versions can add fields; it refuses a known key that holds the wrong thing.

private enum Key: UInt64 {
    case version, issuer, dossier, procedure, holderId, title, system, issued, dates, scope
    case numberAndNotation, holderName, digest, status, baseLength

    var cbor: CBORValue { .unsigned(rawValue) }
}

extension SealPayload {
    /// Deterministic CBOR of the payload, all text NFC.
    ///
    /// - Throws: `QRErrorCode.payloadMalformed` when the digest is not 32 bytes or a text is empty.
    func encoded() throws(QRError) -> [UInt8] {
        var map: [CBORValue: CBORValue] = [Key.version.cbor: .unsigned(1)]
        map[Key.issuer.cbor] = Self.cbor(issuer)
        map[Key.dossier.cbor] = dossier.map(Self.cbor)
        map[Key.procedure.cbor] = procedure.map(Self.cbor)
        map[Key.holderId.cbor] = holderId.map(Self.cbor)
        map[Key.title.cbor] = title.map(Self.cbor)
        map[Key.system.cbor] = system.map(Self.cbor)
        map[Key.issued.cbor] = CBORValue(issued)
        map[Key.dates.cbor] = dates.map { dates in
            .array([Self.cbor(dates.document), dates.expiry.map(Self.cbor) ?? .null])
        }
        map[Key.scope.cbor] = scope.map(Self.cbor)
        map[Key.numberAndNotation.cbor] = numberAndNotation.map(Self.cbor)
        map[Key.holderName.cbor] = holderName.map(Self.cbor)
        map[Key.digest.cbor] = baseRevision.map { .bytes($0.sha256) }
        map[Key.status.cbor] = status.map { .array([Self.cbor($0.list), .unsigned($0.index)]) }
        map[Key.baseLength.cbor] = baseRevision.map { .unsigned($0.length) }
        // Reading it back applies every rule of the format to our own output, in one place.
        let bytes = CBOREncoder.encode(.map(map))
        _ = try SealPayload(bytes: bytes)
        return bytes
    }

    /// Reads the payload of a seal.
    ///
    /// - Throws: `QRErrorCode.cborMalformed`, `.payloadMalformed`, `.versionUnknown`.
    init(bytes: [UInt8]) throws(QRError) {
        guard case .map(let map) = try CBORDecoder.decode(bytes) else { throw Self.malformed("it is not a map") }
        for case let key in map.keys {
            guard case .unsigned = key else { throw Self.malformed("a key is not a number") }
        }
        guard case .unsigned(let version)? = map[Key.version.cbor] else { throw Self.malformed("no version") }
        guard version == 1 else { throw Self.unknownVersion(version) }
        guard let issuer = try Self.text(map, .issuer) else { throw Self.malformed("no issuer") }
        guard let issued = map[Key.issued.cbor]?.integer else { throw Self.malformed("no time of issue") }

        self.init(issuer: issuer, issued: issued)
        dossier = try Self.text(map, .dossier)
        procedure = try Self.text(map, .procedure)
        holderId = try Self.text(map, .holderId)
        title = try Self.term(map, .title)
        system = try Self.term(map, .system)
        dates = try Self.dates(map)
        scope = try Self.term(map, .scope)
        numberAndNotation = try Self.text(map, .numberAndNotation)
        holderName = try Self.text(map, .holderName)
        baseRevision = try Self.baseRevision(map)
        status = try Self.status(map)
    }
}

// MARK: - Fields

extension SealPayload {
    private static func cbor(_ text: String) -> CBORValue { .text(VietnameseText.nfc(text)) }

    private static func cbor(_ date: CivilDate) -> CBORValue { CBORValue(Int64(date.daysSince1970)) }

    private static func cbor(_ term: Term) -> CBORValue {
        switch term {
        case .text(let text): cbor(text)
        case .code(let code): .unsigned(code)
        }
    }

    private static func text(_ map: [CBORValue: CBORValue], _ key: Key) throws(QRError) -> String? {
        guard let value = map[key.cbor] else { return nil }
        guard case .text(let text) = value else { throw malformed("\(key) is not text") }
        return try checked(text, key)
    }

    private static func term(_ map: [CBORValue: CBORValue], _ key: Key) throws(QRError) -> Term? {
        try map[key.cbor].map { value throws(QRError) in try term(value, key) }
    }

    private static func term(_ value: CBORValue, _ key: Key) throws(QRError) -> Term {
        switch value {
        case .text(let text): .text(try checked(text, key))
        case .unsigned(let code): .code(code)
        default: throw malformed("\(key) is neither text nor a code")
        }
    }

    private static func checked(_ text: String, _ key: Key) throws(QRError) -> String {
        guard !text.isEmpty else { throw malformed("\(key) is empty") }
        guard text.unicodeScalars.elementsEqual(VietnameseText.nfc(text).unicodeScalars) else {
            throw malformed("\(key) is not in Unicode normalization form C")
        }
        return text
    }

    private static func dates(_ map: [CBORValue: CBORValue]) throws(QRError) -> Dates? {
        guard let value = map[Key.dates.cbor] else { return nil }
        guard case .array(let pair) = value, pair.count == 2 else { throw malformed("the dates are not a pair") }
        return Dates(document: try date(pair[0]), expiry: pair[1] == .null ? nil : try date(pair[1]))
    }

    private static func date(_ value: CBORValue) throws(QRError) -> CivilDate {
        guard let days = value.integer.flatMap(Int.init(exactly:)), let date = CivilDate(daysSince1970: days) else {
            throw malformed("a date is not a count of days")
        }
        return date
    }

    private static func baseRevision(_ map: [CBORValue: CBORValue]) throws(QRError) -> BaseRevision? {
        switch (map[Key.digest.cbor], map[Key.baseLength.cbor]) {
        case (nil, nil): return nil
        case (.bytes(let digest)?, .unsigned(let length)?) where digest.count == 32:
            return BaseRevision(sha256: digest, length: length)
        default: throw malformed("the digest and the length of the base revision are not a SHA-256 and a number")
        }
    }

    private static func status(_ map: [CBORValue: CBORValue]) throws(QRError) -> StatusReference? {
        guard let value = map[Key.status.cbor] else { return nil }
        guard case .array(let pair) = value, pair.count == 2, case .unsigned(let index) = pair[1] else {
            throw malformed("the status reference is not a list and an index")
        }
        return StatusReference(list: try term(pair[0], .status), index: index)
    }

    private static func malformed(_ reason: String) -> QRError {
        QRError(
            .payloadMalformed, .input,
            vi: "Nội dung mã xác thực không đúng khuôn dạng SH1.",
            en: "The seal's payload breaks a rule of SH1: \(reason).")
    }

    private static func unknownVersion(_ version: UInt64) -> QRError {
        QRError(
            .versionUnknown, .input,
            vi: "Mã xác thực thuộc phiên bản \(version), phần mềm này chưa đọc được.",
            en: "The seal is of version \(version), which this software does not know.",
            remedy: Bilingual(vi: "Cập nhật sohoa.", en: "Update sohoa."))
    }
}
