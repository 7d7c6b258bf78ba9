import CP11Kit
import Diagnostics
import PKI

/// A token that was found and logged in to: all that is lost when it is pulled out.
final class TokenConnection: Sendable {
    let module: CryptokiModule
    let slot: CK_SLOT_ID
    let description: TokenDescription
    let mechanisms: Set<CK_MECHANISM_TYPE>
    let pool: SessionPool

    /// Finds the one token that fits and logs in once.
    init(_ uri: TokenURI, pin: TokenPIN?, access: TokenAccess) throws(TokenError) {
        let place = try Self.find(uri, access)
        let label = place.description.label
        (module, slot, description) = (place.module, place.slot, place.description)
        do throws(CryptokiFailure) {
            mechanisms = try module.mechanisms(slot)
            let info = try module.tokenInfo(slot)
            // Zero means unknown and the largest number means no limit (CK_EFFECTIVELY_INFINITE, CK_UNAVAILABLE_…).
            let most = info.ulMaxSessionCount == 0 ? Int.max : Int(clamping: info.ulMaxSessionCount)
            pool = try SessionPool(module, slot: slot, limit: min(max(1, access.maximumSessions), most))
        } catch { throw error.error(token: label) }
        if description.requiresLogin { try login(pin, usesFinalTry: access.usesFinalTry) }
    }

    /// A token and where it is.
    struct Place {
        let module: CryptokiModule
        let slot: CK_SLOT_ID
        let description: TokenDescription
    }

    /// Every token of the libraries; slots that do not answer are passed over.
    static func places(_ uri: TokenURI, _ access: TokenAccess) throws(TokenError) -> [Place] {
        try access.modules(for: uri).flatMap { module in
            ((try? module.slots()) ?? []).compactMap { slot in
                (try? module.token(in: slot)).map { Place(module: module, slot: slot, description: $0.description) }
            }
        }
    }

    private static func find(_ uri: TokenURI, _ access: TokenAccess) throws(TokenError) -> Place {
        let present = try places(uri, access)
        var fitting = present.filter { $0.description.isInitialized && $0.description.fits(uri) }
        // The system's lists of authorities are tokens as well, without keys and without login.
        if fitting.count > 1 { fitting = fitting.filter(\.description.requiresLogin) }
        guard let place = fitting.first else { throw .tokenNotFound(present: present.map(\.description)) }
        guard fitting.count == 1 else { throw .tokenAmbiguous(fitting.map(\.description)) }
        return place
    }

    /// One login for all sessions. It is tried once: a wrong PIN costs one of few tries, whoever is to blame for it.
    private func login(_ pin: TokenPIN?, usesFinalTry: Bool) throws(TokenError) {
        let label = description.label
        let flags = (try? module.tokenInfo(slot).flags) ?? 0
        if flags & CKF_USER_PIN_LOCKED != 0 { throw .pinLocked(label) }
        if !description.hasOwnPINEntry {
            guard pin != nil else { throw .pinRequired(label) }
            if flags & CKF_USER_PIN_FINAL_TRY != 0, !usesFinalTry { throw .pinFinalTry(label) }
        }
        do throws(CryptokiFailure) {
            try authenticate(pool.keeper, CKU_USER, pin)
        } catch {
            guard error.value == CKR_PIN_INCORRECT else { throw error.error(token: label) }
            let flags = (try? module.tokenInfo(slot).flags) ?? 0
            if flags & CKF_USER_PIN_LOCKED != 0 { throw .pinLocked(label) }
            throw .pinIncorrect(label, warning: Self.warning(flags))
        }
    }

    /// What the token says of the tries that are left.
    private static func warning(_ flags: CK_FLAGS) -> Bilingual? {
        if flags & CKF_USER_PIN_FINAL_TRY != 0 {
            return Bilingual(
                vi: "Chỉ còn một lần thử: nhập sai nữa thì thiết bị ký bị khóa. Hãy chắc chắn rồi mới thử lại.",
                en: "One try is left: another wrong PIN locks the token. Be sure before the next try.")
        }
        if flags & CKF_USER_PIN_COUNT_LOW != 0 {
            return Bilingual(
                vi: "Đã nhập sai ít nhất một lần; sai thêm vài lần nữa thì thiết bị ký bị khóa.",
                en: "At least one wrong PIN was entered; after a few more the token locks itself.")
        }
        return nil
    }

    /// Logs in through a session: for all sessions, or for the one signature that was begun in it.
    func authenticate(
        _ session: CK_SESSION_HANDLE, _ user: CK_USER_TYPE, _ pin: TokenPIN?
    ) throws(CryptokiFailure) {
        let login = module.functions.C_Login
        let value =
            if let pin, !description.hasOwnPINEntry {
                pin.withBytes { login?(session, user, $0, $1) }
            } else {
                login?(session, user, nil, 0)
            }
        // Another key of this process is open on the same token: the login is the application's, not the session's.
        if user == CKU_USER, value == CKR_USER_ALREADY_LOGGED_IN { return }
        try CryptokiFailure.check(value)
    }

    /// Whether some key wants the PIN for every signature, so that it must be kept.
    var hasKeysThatAuthenticateEach: Bool {
        let answer = try? pool.withSession { session throws(CryptokiFailure) in
            let search = ObjectSearch(module: module, session: session)
            return try search.objects([.objectClass(CKO_PRIVATE_KEY)]).contains {
                (try? search.flag(CKA_ALWAYS_AUTHENTICATE, of: $0)) ?? false
            }
        }
        return answer ?? false
    }

    /// Whether the same token is still in its slot.
    var isPresent: Bool { (try? module.token(in: slot))?.description == description }

    /// Signs in a session of its own.
    /// - Parameter pin: given for keys that want it for every signature (`CKA_ALWAYS_AUTHENTICATE`).
    func sign(
        _ data: [UInt8], _ mechanism: SigningMechanism, key: CK_OBJECT_HANDLE, authenticatesEach: Bool, pin: TokenPIN?
    ) throws(CryptokiFailure) -> [UInt8] {
        try pool.withSession { session throws(CryptokiFailure) in
            let functions = module.functions
            try CryptokiFailure.check(mechanism.withMechanism { functions.C_SignInit?(session, $0, key) })
            if authenticatesEach { try authenticate(session, CKU_CONTEXT_SPECIFIC, pin) }
            var input = data
            // Room for RSA-16384; a longer answer is asked for again, which leaves the operation as it was.
            var signature = [UInt8](repeating: 0, count: 2048)
            var count = CK_ULONG(signature.count)
            var value = functions.C_Sign?(session, &input, CK_ULONG(input.count), &signature, &count)
            if value == CKR_BUFFER_TOO_SMALL, count > signature.count, count < 1 << 20 {
                signature = [UInt8](repeating: 0, count: Int(count))
                value = functions.C_Sign?(session, &input, CK_ULONG(input.count), &signature, &count)
            }
            try CryptokiFailure.check(value)
            return Array(signature.prefix(Int(clamping: count)))
        }
    }
}
