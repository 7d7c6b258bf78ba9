import CP11Kit

/// What is asked of an object on a token.
enum ObjectTemplate {
    case objectClass(CK_OBJECT_CLASS)
    case label([UInt8])
    case id([UInt8])

    var type: CK_ATTRIBUTE_TYPE {
        switch self {
        case .objectClass: CKA_CLASS
        case .label: CKA_LABEL
        case .id: CKA_ID
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .objectClass(let value): withUnsafeBytes(of: value) { Array($0) }
        case .label(let bytes), .id(let bytes): bytes
        }
    }
}

/// Reads objects through one session.
struct ObjectSearch {
    let module: CryptokiModule
    let session: CK_SESSION_HANDLE

    /// More objects than this are on no token; a module that never ends must not hang us.
    private static let maximumCount = 10_000
    /// The longest attribute that is read: certificates are some kilobytes.
    private static let maximumLength: CK_ULONG = 1 << 20

    /// The objects that fit every part of the template.
    func objects(_ template: [ObjectTemplate]) throws(CryptokiFailure) -> [CK_OBJECT_HANDLE] {
        let functions = module.functions
        try CryptokiFailure.check(
            Self.withAttributes(template) { functions.C_FindObjectsInit?(session, $0, CK_ULONG(template.count)) })
        defer { _ = functions.C_FindObjectsFinal?(session) }
        var found: [CK_OBJECT_HANDLE] = []
        while found.count < Self.maximumCount {
            var batch = [CK_OBJECT_HANDLE](repeating: 0, count: 64)
            var count: CK_ULONG = 0
            try CryptokiFailure.check(functions.C_FindObjects?(session, &batch, 64, &count))
            guard count > 0 else { break }
            found += batch.prefix(Int(clamping: count))
        }
        return found
    }

    /// The bytes of an attribute; nil when the object has none, or keeps it to itself.
    func attribute(_ type: CK_ATTRIBUTE_TYPE, of object: CK_OBJECT_HANDLE) throws(CryptokiFailure) -> [UInt8]? {
        var attribute = CK_ATTRIBUTE(type: type, pValue: nil, ulValueLen: 0)
        guard try isReadable(module.functions.C_GetAttributeValue?(session, object, &attribute, 1)),
            attribute.ulValueLen <= Self.maximumLength
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(attribute.ulValueLen))
        let value = bytes.withUnsafeMutableBytes { buffer in
            attribute.pValue = buffer.baseAddress
            return module.functions.C_GetAttributeValue?(session, object, &attribute, 1)
        }
        guard try isReadable(value), attribute.ulValueLen <= bytes.count else { return nil }
        return Array(bytes.prefix(Int(attribute.ulValueLen)))
    }

    /// A true or false attribute; nil when the object has none.
    func flag(_ type: CK_ATTRIBUTE_TYPE, of object: CK_OBJECT_HANDLE) throws(CryptokiFailure) -> Bool? {
        try attribute(type, of: object).flatMap { $0.first.map { $0 != 0 } }
    }

    /// A number; nil when the object has none.
    func number(_ type: CK_ATTRIBUTE_TYPE, of object: CK_OBJECT_HANDLE) throws(CryptokiFailure) -> CK_ULONG? {
        guard let bytes = try attribute(type, of: object), bytes.count == MemoryLayout<CK_ULONG>.size else {
            return nil
        }
        return bytes.withUnsafeBytes { $0.loadUnaligned(as: CK_ULONG.self) }
    }

    private func isReadable(_ value: CK_RV?) throws(CryptokiFailure) -> Bool {
        if value == CKR_ATTRIBUTE_TYPE_INVALID || value == CKR_ATTRIBUTE_SENSITIVE { return false }
        try CryptokiFailure.check(value)
        return true
    }

    /// The C form of a template, valid during `body`.
    private static func withAttributes<Result>(
        _ template: [ObjectTemplate], _ body: (UnsafeMutablePointer<CK_ATTRIBUTE>?) -> Result
    ) -> Result {
        var values = template.flatMap(\.bytes)
        // An empty value still needs an address.
        values.append(0)
        return values.withUnsafeMutableBytes { buffer in
            var offset = 0
            var attributes = template.map { part in
                defer { offset += part.bytes.count }
                return CK_ATTRIBUTE(
                    type: part.type, pValue: buffer.baseAddress.map { $0 + offset },
                    ulValueLen: CK_ULONG(part.bytes.count))
            }
            return body(&attributes)
        }
    }
}
