import Diagnostics
import Foundation
import PKCS11
import PKI
import Synchronization
import TestSupport
import Testing

/// What SoftHSM never does, done by a library before it (Tests/Oracles/faulty_token.c).
@Suite(
    .serialized,
    .enabled(if: SoftHSM.isAvailable && Command.has("cc", "pkg-config"), "needs softhsm2, opensc and a C compiler"))
struct FaultyTokenTests {
    /// The compiled library and its file of faults.
    private struct Library {
        let path: String
        let faults: URL

        static let shared = Result { try Library() }

        init() throws {
            let folder = try Scratch.folder("faulty")
            faults = folder.appendingPathComponent("faults")
            path = folder.appendingPathComponent("faulty_token.so").path
            let real = try SoftHSM.shared.get().ownLibrary()
            let flags = try Command.tool("pkg-config", ["--cflags", "p11-kit-1"]).text
            let result = try Command.tool(
                "cc",
                ["-shared", "-fPIC", "-DREAL=\"\(real)\"", "-DFAULTS=\"\(faults.path)\""]
                    + flags.split(whereSeparator: \.isWhitespace).map(String.init)
                    + [Checkout.root.appendingPathComponent("Tests/Oracles/faulty_token.c").path, "-o", path])
            try #require(result.status == 0, "\(result.stderr)")
        }
    }

    private let library: Library

    init() throws {
        _ = try TokenFixture.shared.get()
        library = try Library.shared.get()
        try set("")
    }

    private func set(_ faults: String) throws { try Data(faults.utf8).write(to: library.faults, options: .atomic) }

    private func open(sessions: Int = 4, usesFinalTry: Bool = false) throws -> TokenKey {
        let access = TokenAccess(modulePath: library.path, maximumSessions: sessions, usesFinalTry: usesFinalTry)
        return try Token(TokenURI("pkcs11:token=loi"), pin: TokenFixture.pin, access: access).key()
    }

    @Test(arguments: [
        // CKR_PIN_INCORRECT with CKF_USER_PIN_COUNT_LOW, and with CKF_USER_PIN_LOCKED after the last try
        ("login 160\nflags 65536", TokenErrorCode.pinIncorrect, "locks itself"),
        ("login 160", .pinIncorrect, "locks itself"), ("flags 131072", .pinFinalTry, "software"),
        ("flags 262144", .pinLocked, "PUK"), ("login 164", .pinLocked, "PUK"), ("login 163", .pinExpired, "Change"),
        ("login 258", .pinNotSet, "Set"), ("login 162", .pinUnusable, "spaces"), ("login 161", .pinUnusable, "spaces"),
        ("login 260", .tokenBusy, "Close"), ("login 50", .tokenGone, "resume"), ("login 5", .deviceFailure, "Reinsert"),
        ("sessions 0", .tokenBusy, "Close"),
    ])
    func loginsFail(faults: String, code: TokenErrorCode, remedy: String) throws {
        try set(faults)
        let error = #expect(throws: TokenError.self) { try open() }
        #expect(error?.code == code && error?.remedy?.en.contains(remedy) == true, "\(error?.description ?? "")")
        #expect(error?.what.vi.contains("loi") == true && error?.remedy?.vi.isEmpty == false)
    }

    @Test func theFinalTryIsMadeOnlyWhenAskedFor() throws {
        try set("flags 131072")
        #expect(try !open(usesFinalTry: true).sign([1], algorithm: .rsaPKCS1(.sha256)).isEmpty)
        // And then the warning could not be clearer.
        try set("flags 131072\nlogin 160")
        let error = #expect(throws: TokenError.self) { try open(usesFinalTry: true) }
        #expect(error?.code == .pinIncorrect && error?.remedy?.en.contains("One try is left") == true)
    }

    @Test(arguments: [
        // CKR_DEVICE_REMOVED, CKR_TOKEN_NOT_PRESENT, CKR_SESSION_HANDLE_INVALID, CKR_DEVICE_ERROR, CKR_USER_NOT_LOGGED_IN
        ("sign 50", TokenErrorCode.tokenGone), ("sign 224", .tokenGone), ("signInit 179", .tokenGone),
        ("sign 48", .tokenGone), ("signInit 257", .tokenGone),
        // CKR_GENERAL_ERROR of a token that is there, and of one that is not
        ("sign 5", .deviceFailure), ("sign 5\ninfo 224", .tokenGone),
        // CKR_FUNCTION_CANCELED, CKR_FUNCTION_REJECTED, CKR_KEY_FUNCTION_NOT_PERMITTED, CKR_MECHANISM_INVALID
        ("sign 80", .signingRefused), ("sign 512", .signingRefused), ("signInit 104", .signingRefused),
        ("signInit 112", .mechanismUnsupported), ("sign 49", .tokenBusy),
    ])
    func signaturesFail(faults: String, code: TokenErrorCode) throws {
        let key = try open()
        _ = try key.sign([1], algorithm: .rsaPKCS1(.sha256))
        try set(faults)
        let error = #expect(throws: TokenError.self) { try key.sign([1], algorithm: .rsaPKCS1(.sha256)) }
        #expect(error?.code == code && error?.remedy != nil, "\(error?.description ?? "")")
        try set("")
        if code == .tokenGone {
            // Never again with this one; a fresh one signs.
            let gone = #expect(throws: TokenError.self) { try key.sign([1], algorithm: .rsaPKCS1(.sha256)) }
            #expect(gone?.code == .tokenGone)
            #expect(try !open().sign([1], algorithm: .rsaPKCS1(.sha256)).isEmpty)
        } else {
            #expect(try !key.sign([1], algorithm: .rsaPKCS1(.sha256)).isEmpty)
        }
    }

    @Test func aTokenPulledOutWhileManyThreadsSignEndsThemAll() throws {
        let key = try open()
        let outcomes = Mutex<[TokenErrorCode?]>([])
        DispatchQueue.concurrentPerform(iterations: 60) { index in
            if index == 20 { try? set("sign 50") }
            do throws(TokenError) {
                _ = try key.sign([1], algorithm: .rsaPKCS1(.sha256))
                outcomes.withLock { $0.append(nil) }
            } catch { outcomes.withLock { $0.append(error.code) } }
        }
        let codes = outcomes.withLock { $0 }
        #expect(codes.count == 60 && codes.contains(.tokenGone))
        #expect(codes.allSatisfy { $0 == nil || $0 == .tokenGone })
    }

    /// A token with fewer sessions than threads, and even with one alone.
    @Test(arguments: [1, 2]) func fewSessionsAreShared(limit: Int) throws {
        try set("sessions \(limit)")
        let key = try open(sessions: 8)
        let signed = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: 40) { _ in
            if (try? key.sign([1], algorithm: .rsaPKCS1(.sha256))) != nil { signed.withLock { $0 += 1 } }
        }
        #expect(signed.withLock { $0 } == 40)
    }

    /// Tokens differ in what they hash themselves; the signature is the same.
    @Test(arguments: [
        ("hide 1", SignatureAlgorithm.rsaPKCS1(.sha256), true), ("hide 13", .rsaPSS(.sha384), true),
        ("hide 1\nhide 64", .rsaPKCS1(.sha256), false), ("hide 13\nhide 67", .rsaPSS(.sha256), false),
    ])
    func mechanismsAreChosenByWhatTheTokenLists(
        faults: String, algorithm: SignatureAlgorithm, isPossible: Bool
    ) throws {
        try set(faults)
        let key = try open()
        guard isPossible else {
            let error = #expect(throws: TokenError.self) { try key.identity(algorithm: algorithm) }
            #expect(error?.code == .mechanismUnsupported && error?.what.en.contains(algorithm.name) == true)
            return
        }
        let signature = try key.identity(algorithm: algorithm).sign([1, 2, 3])
        #expect(try key.certificate.publicKey.verifies(signature, over: [1, 2, 3], algorithm: algorithm))
    }
}
