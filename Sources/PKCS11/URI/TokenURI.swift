/// The address of a key on a token, `pkcs11:token=…;object=…?module-path=…` (RFC 7512). What is nil fits anything.
public struct TokenURI: Sendable, Hashable {
    /// What kind of object is meant; a key is found by any of its objects' names.
    public enum ObjectType: String, Sendable, Hashable, CaseIterable {
        case certificate = "cert"
        case publicKey = "public"
        case privateKey = "private"
    }

    /// The token's label.
    public var token: String?
    /// The token's manufacturer.
    public var manufacturer: String?
    /// The token's serial number.
    public var serial: String?
    /// The token's model.
    public var model: String?
    /// The number of the slot, which depends on the machine and on what else is plugged in.
    public var slotID: UInt?
    /// The slot's description.
    public var slotDescription: String?
    /// The slot's manufacturer.
    public var slotManufacturer: String?
    /// The library's description.
    public var libraryDescription: String?
    /// The library's manufacturer.
    public var libraryManufacturer: String?
    /// The key's label (`CKA_LABEL`).
    public var object: String?
    /// The key's identifier (`CKA_ID`), which its certificate shares.
    public var id: [UInt8]?
    /// The kind of object named.
    public var type: ObjectType?
    /// The library's file.
    public var modulePath: String?
    /// The library's name: that of its p11-kit configuration, or of its file without `lib` and `.so`.
    public var moduleName: String?
    /// The file whose first line is the PIN.
    public var pinFile: String?

    /// The address that fits every key of every token.
    public init() {}

    /// An address this long is nobody's.
    private static let maximumLength = 8192

    /// Reads an address. A PIN in it (`pin-value`) is refused, because arguments are seen by every user of the machine
    /// and kept in shell histories; so is an attribute not known here, whose meaning would be lost.
    /// - Throws: `token-uri-malformed`, `token-uri-carries-pin`.
    public init(_ text: String) throws(TokenError) {
        guard text.lowercased().hasPrefix("pkcs11:"), text.utf8.count <= Self.maximumLength else {
            throw .malformedURI(vi: "phải bắt đầu bằng pkcs11:", en: "it must begin with pkcs11:")
        }
        let body = text.dropFirst("pkcs11:".count)
        guard body.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f && $0 != "#" }) else {
            throw .malformedURI(vi: "có ký tự không được phép", en: "it holds a character that is not allowed")
        }
        let halves = body.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        // Checked before anything else may fail, so that no other message can come first.
        if let query = halves.dropFirst().first, query.split(separator: "&").contains(where: Self.isPINValue) {
            throw .uriCarriesPIN
        }
        if body.split(whereSeparator: { ";&?".contains($0) }).contains(where: Self.isPINValue) { throw .uriCarriesPIN }
        var seen: Set<String> = []
        for part in (halves.first ?? "").split(separator: ";", omittingEmptySubsequences: false)
        where !(part.isEmpty && halves.first?.isEmpty == true) {
            let (name, value) = try Self.attribute(part, &seen)
            try setPath(name, value)
        }
        for part in (halves.dropFirst().first ?? "").split(separator: "&") {
            let (name, value) = try Self.attribute(part, &seen)
            try setQuery(name, value)
        }
    }

    private static func isPINValue(_ part: Substring) -> Bool {
        part.prefix { $0 != "=" }.lowercased() == "pin-value"
    }

    private static func attribute(
        _ part: Substring, _ seen: inout Set<String>
    ) throws(TokenError) -> (name: String, value: [UInt8]) {
        let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, let name = sides.first.map(String.init), !name.isEmpty,
            let value = sides.last.flatMap({ PercentEncoding.decode($0) })
        else { throw .malformedURI(vi: "mỗi phần phải là tên=giá-trị", en: "each part must be name=value") }
        // RFC 7512 §2.3: no attribute of the path may occur twice; in the query it would be ambiguous as well.
        guard seen.insert(name).inserted else {
            throw .malformedURI(vi: "“\(name)” xuất hiện hai lần", en: "“\(name)” occurs twice")
        }
        return (name, value)
    }

    private mutating func setPath(_ name: String, _ value: [UInt8]) throws(TokenError) {
        switch name {
        case "token": token = try Self.text(name, value)
        case "manufacturer": manufacturer = try Self.text(name, value)
        case "serial": serial = try Self.text(name, value)
        case "model": model = try Self.text(name, value)
        case "slot-id":
            guard let number = UInt(try Self.text(name, value)) else {
                throw .malformedURI(vi: "slot-id phải là số", en: "slot-id must be a number")
            }
            slotID = number
        case "slot-description": slotDescription = try Self.text(name, value)
        case "slot-manufacturer": slotManufacturer = try Self.text(name, value)
        case "library-description": libraryDescription = try Self.text(name, value)
        case "library-manufacturer": libraryManufacturer = try Self.text(name, value)
        case "object": object = try Self.text(name, value)
        case "id": id = value
        case "type":
            guard let known = ObjectType(rawValue: try Self.text(name, value)) else {
                throw .malformedURI(
                    vi: "type phải là private, cert hoặc public", en: "type must be private, cert or public")
            }
            type = known
        default: throw .malformedURI(vi: "không hiểu “\(name)”", en: "“\(name)” is not known")
        }
    }

    private mutating func setQuery(_ name: String, _ value: [UInt8]) throws(TokenError) {
        switch name {
        case "module-path": modulePath = try Self.text(name, value)
        case "module-name": moduleName = try Self.text(name, value)
        case "pin-source": pinFile = try Self.file(try Self.text(name, value))
        default: throw .malformedURI(vi: "không hiểu “\(name)”", en: "“\(name)” is not known")
        }
    }

    /// A path, or a `file:` URI without a host (RFC 8089). RFC 7512 also knows `|program`, which is not run here.
    private static func file(_ source: String) throws(TokenError) -> String {
        var path = source[...]
        if path.lowercased().hasPrefix("file:") {
            path = path.dropFirst("file:".count)
            if path.hasPrefix("//localhost/") { path = path.dropFirst("//localhost".count) }
            if path.hasPrefix("///") { path = path.dropFirst(2) }
        }
        guard !path.isEmpty, !path.hasPrefix("|"), !path.hasPrefix("//") else {
            throw .malformedURI(
                vi: "pin-source phải là file:ĐƯỜNG-DẪN", en: "pin-source must be file:PATH")
        }
        return String(path)
    }

    private static func text(_ name: String, _ value: [UInt8]) throws(TokenError) -> String {
        guard let text = String(validating: value, as: UTF8.self), !value.contains(0) else {
            throw .malformedURI(vi: "“\(name)” không phải UTF-8", en: "“\(name)” is not UTF-8")
        }
        return text
    }
}

extension TokenURI: CustomStringConvertible {
    /// The address in its canonical spelling.
    public var description: String {
        let path: [(String, [UInt8]?)] = [
            ("token", token.bytes), ("manufacturer", manufacturer.bytes), ("serial", serial.bytes),
            ("model", model.bytes), ("slot-id", slotID.map { Array(String($0).utf8) }),
            ("slot-description", slotDescription.bytes), ("slot-manufacturer", slotManufacturer.bytes),
            ("library-description", libraryDescription.bytes), ("library-manufacturer", libraryManufacturer.bytes),
            ("object", object.bytes), ("id", id), ("type", (type?.rawValue).bytes),
        ]
        let query: [(String, [UInt8]?)] = [
            ("module-path", modulePath.bytes), ("module-name", moduleName.bytes),
            ("pin-source", pinFile.map { Array("file:\($0)".utf8) }),
        ]
        let settings = Self.joined(query, by: "&")
        return "pkcs11:" + Self.joined(path, by: ";") + (settings.isEmpty ? "" : "?" + settings)
    }

    private static func joined(_ attributes: [(String, [UInt8]?)], by separator: String) -> String {
        attributes.compactMap { name, value in value.map { "\(name)=\(PercentEncoding.encode($0))" } }
            .joined(separator: separator)
    }
}

extension Optional where Wrapped == String {
    fileprivate var bytes: [UInt8]? { map { Array($0.utf8) } }
}
