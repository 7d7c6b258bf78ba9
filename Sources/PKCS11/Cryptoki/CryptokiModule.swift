import CP11Kit
import Glibc

/// Owns one loaded and initialized PKCS#11 library. Unchecked Sendable because the pointer never changes, p11-kit
/// counts the users of a library under its own lock, and initializes it for use by several threads
/// (`CKF_OS_LOCKING_OK`).
final class CryptokiModule: @unchecked Sendable {
    private let list: UnsafeMutablePointer<CK_FUNCTION_LIST>

    /// The functions of the library.
    var functions: CK_FUNCTION_LIST { list.pointee }

    /// Loads the library in a file.
    /// - Throws: `token-module-unloadable`.
    init(path: String) throws(TokenError) {
        // p11-kit would write its complaints to standard error; they belong into the error.
        p11_kit_be_quiet()
        guard let loaded = p11_kit_module_load(path, 0) else {
            throw .moduleUnloadable(path, detail: Self.message)
        }
        let value = p11_kit_module_initialize(loaded)
        guard value == CKR_OK else {
            p11_kit_module_release(loaded)
            throw .moduleUnloadable(path, detail: CryptokiFailure(value).name)
        }
        list = loaded
    }

    /// Nil when the library does not want to be initialized: one broken driver must not hide the others.
    private init?(uninitialized loaded: UnsafeMutablePointer<CK_FUNCTION_LIST>) {
        guard p11_kit_module_initialize(loaded) == CKR_OK else {
            p11_kit_module_release(loaded)
            return nil
        }
        list = loaded
    }

    deinit {
        BrokenPipe.guarded {
            p11_kit_module_finalize(list)
            p11_kit_module_release(list)
        }
    }

    /// The libraries that are registered with p11-kit on this machine, in its order.
    /// - Parameter name: only the library of this name.
    /// - Throws: `token-module-unloadable` when there is none, or none of that name.
    static func registered(named name: String?) throws(TokenError) -> [CryptokiModule] {
        p11_kit_be_quiet()
        guard let loaded = p11_kit_modules_load(nil, 0) else {
            throw .moduleUnloadable("p11-kit", detail: message)
        }
        // What p11_kit_modules_release does, but each library keeps its own owner.
        defer { free(loaded) }
        var modules: [CryptokiModule] = []
        var index = 0
        while let pointer = loaded[index] {
            index += 1
            guard name.map({ names(of: pointer).contains($0) }) ?? true else {
                p11_kit_module_release(pointer)
                continue
            }
            if let module = CryptokiModule(uninitialized: pointer) { modules.append(module) }
        }
        guard !modules.isEmpty else {
            throw .moduleUnloadable(name ?? "p11-kit", detail: "no such module is registered")
        }
        return modules
    }

    /// The name in p11-kit's configuration, and that of the file without `lib` and `.so` (RFC 7512 §2.3).
    private static func names(of pointer: UnsafeMutablePointer<CK_FUNCTION_LIST>) -> [String] {
        func taken(_ text: UnsafeMutablePointer<CChar>?) -> String? {
            guard let text else { return nil }
            defer { free(text) }
            return String(cString: text)
        }
        let name = taken(p11_kit_module_get_name(pointer))
        let file = taken(p11_kit_module_get_filename(pointer)).map { path in
            let last = path.split(separator: "/").last.map(String.init) ?? path
            let stem = String(last.prefix { $0 != "." })
            return stem.hasPrefix("lib") ? String(stem.dropFirst(3)) : stem
        }
        return [name, file].compactMap { $0 }
    }

    private static var message: String { p11_kit_message().map { String(cString: $0) } ?? "no reason given" }
}

extension CryptokiModule {
    /// The slots that hold a token.
    func slots() throws(CryptokiFailure) -> [CK_SLOT_ID] {
        var count: CK_ULONG = 0
        try CryptokiFailure.check(functions.C_GetSlotList?(1, nil, &count))
        // A token may come between the two calls; what does not fit is asked for again.
        for _ in 0..<4 where count > 0 {
            var slots = [CK_SLOT_ID](repeating: 0, count: Int(clamping: count))
            let value = functions.C_GetSlotList?(1, &slots, &count)
            if value == CKR_BUFFER_TOO_SMALL { continue }
            try CryptokiFailure.check(value)
            return Array(slots.prefix(Int(clamping: count)))
        }
        return []
    }

    /// What is in a slot.
    func token(in slot: CK_SLOT_ID) throws(CryptokiFailure) -> (description: TokenDescription, info: CK_TOKEN_INFO) {
        let info = try tokenInfo(slot)
        var slotInfo = CK_SLOT_INFO()
        try CryptokiFailure.check(functions.C_GetSlotInfo?(slot, &slotInfo))
        var library = CK_INFO()
        try CryptokiFailure.check(functions.C_GetInfo?(&library))
        let description = TokenDescription(
            label: paddedText(info.label), manufacturer: paddedText(info.manufacturerID),
            model: paddedText(info.model), serial: paddedText(info.serialNumber), slotID: UInt(slot),
            slotDescription: paddedText(slotInfo.slotDescription),
            slotManufacturer: paddedText(slotInfo.manufacturerID),
            libraryDescription: paddedText(library.libraryDescription),
            libraryManufacturer: paddedText(library.manufacturerID),
            isInitialized: info.flags & CKF_TOKEN_INITIALIZED != 0,
            requiresLogin: info.flags & CKF_LOGIN_REQUIRED != 0,
            hasOwnPINEntry: info.flags & CKF_PROTECTED_AUTHENTICATION_PATH != 0)
        return (description, info)
    }

    /// The token's flags and limits.
    func tokenInfo(_ slot: CK_SLOT_ID) throws(CryptokiFailure) -> CK_TOKEN_INFO {
        var info = CK_TOKEN_INFO()
        try CryptokiFailure.check(functions.C_GetTokenInfo?(slot, &info))
        return info
    }

    /// The mechanisms of the token in a slot.
    func mechanisms(_ slot: CK_SLOT_ID) throws(CryptokiFailure) -> Set<CK_MECHANISM_TYPE> {
        var count: CK_ULONG = 0
        try CryptokiFailure.check(functions.C_GetMechanismList?(slot, nil, &count))
        guard count > 0 else { return [] }
        var list = [CK_MECHANISM_TYPE](repeating: 0, count: Int(clamping: count))
        try CryptokiFailure.check(functions.C_GetMechanismList?(slot, &list, &count))
        return Set(list.prefix(Int(clamping: count)))
    }
}

/// A fixed field of the standard: UTF-8 padded with blanks. Some modules pad with zeros.
private func paddedText<Field>(_ field: Field) -> String {
    withUnsafeBytes(of: field) { bytes in
        let end = bytes.lastIndex { $0 != 0x20 && $0 != 0 }.map { $0 + 1 } ?? 0
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
