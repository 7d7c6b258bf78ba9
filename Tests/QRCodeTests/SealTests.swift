import Diagnostics
import Foundation
import Records
import Testing

@testable import QRCode

@Suite("Seal") struct SealTests {
    let vector: SealVector
    let keyID: SealKeyID

    init() throws {
        vector = try SealVector.load()
        keyID = try #require(SealKeyID(bytes: bytes(vector.keyID)))
    }

    @Test("the vector is made byte for byte") func goldenVector() throws {
        let seal = try Seal(signing: SealVector.statement, keyID: keyID) { message in
            #expect(hex(message) == vector.toBeSigned)
            return bytes(vector.signature)
        }
        #expect(hex(seal.bytes) == vector.cose)
        let url = try SealURL(host: "dvc.angiang.gov.vn", sealBytes: seal.bytes)
        #expect(url.text == vector.address)
    }

    @Test("the vector is read back to the same statement") func readsVector() throws {
        let url = try SealURL(parsing: vector.address)
        #expect(url.host == "dvc.angiang.gov.vn")
        let seal = try Seal(bytes: url.sealBytes)
        #expect(try seal.payload == SealVector.statement)
        #expect(seal.keyID.description == vector.keyID)
    }

    @Test("a high s is replaced by its low twin when signing, and refused when reading") func lowS() throws {
        let order = bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        let low = bytes(vector.signature)
        // n − s by schoolbook subtraction
        var high = Array(low[..<32])
        var borrow = 0
        var difference: [UInt8] = []
        for index in (0..<32).reversed() {
            let digit = Int(order[index]) - Int(low[32 + index]) - borrow
            borrow = digit < 0 ? 1 : 0
            difference.insert(UInt8((digit + 256) % 256), at: 0)
        }
        high += difference
        let seal = try Seal(signing: SealVector.statement, keyID: keyID) { _ in high }
        #expect(hex(seal.bytes) == vector.cose)
        let tampered = bytes(vector.cose).dropLast(64) + high
        #expect(throws: QRError(code: .coseMalformed)) { try Seal(bytes: Array(tampered)) }
    }

    @Test("a signer that returns nonsense is an error", arguments: [0, 63, 65, 64])
    func unusableSignature(count: Int) throws {
        #expect(throws: QRError(code: .signatureUnusable)) {
            try Seal(signing: SealVector.statement, keyID: keyID) { _ in [UInt8](repeating: 0, count: count) }
        }
    }

    @Test("text is composed before it is signed") func composes() throws {
        var statement = try SealVector.statement
        statement.holderName = "Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh Tuye\u{302}\u{301}t"
        let seal = try Seal(signing: statement, keyID: keyID) { _ in bytes(vector.signature) }
        #expect(hex(seal.bytes) == vector.cose)
        #expect(seal.payload.holderName?.unicodeScalars.count == 20)
    }

    @Test("the verdicts") func verdicts() {
        typealias Verdict = SealVerification<String>
        let good: ([UInt8], [UInt8], String) -> Bool = { message, signature, key in
            key == "right" && hex(message) == vector.toBeSigned && hex(signature) == vector.signature
        }
        let address = vector.address
        guard
            case .valid(_, key: "right") = Verdict(
                text: address, candidates: { $0 == keyID ? ["wrong", "right"] : [] }, isValid: good)
        else { Issue.record("every key with the id is tried"); return }
        guard case .unknownKey(keyID) = Verdict(text: address, candidates: { _ in [] }, isValid: good) else {
            Issue.record("no key"); return
        }
        guard case .badSignature(keyID) = Verdict(text: address, candidates: { _ in ["wrong"] }, isValid: good) else {
            Issue.record("wrong key"); return
        }
        guard case .malformed = Verdict(text: "https://example.vn/", candidates: { _ in ["right"] }, isValid: good)
        else { Issue.record("not a seal"); return }
    }

    @Test("every bit of the payload is under the signature") func payloadBits() throws {
        let cose = bytes(vector.cose)
        for index in cose.indices {
            for bit in 0..<8 {
                var changed = cose
                changed[index] ^= 1 << UInt8(bit)
                let verdict = SealVerification<Int>(
                    sealBytes: changed, candidates: { _ in [1] },
                    isValid: { message, signature, _ in
                        hex(message) == vector.toBeSigned && hex(signature) == vector.signature
                    })
                if case .valid = verdict { Issue.record("bit \(bit) of byte \(index) can be changed") }
            }
        }
    }

    @Test("a full statement fits version 13 at level M: 23.4 mm at 4 dots of 300 dpi a module") func budget() throws {
        let symbol = try QRSymbol(vector.address, level: .m)
        #expect(symbol.version <= 13)
        #expect(try QRSymbol.strongest(vector.address, maximumVersion: 13).level == .m)
    }
}

@Suite("Seal, by Python", .enabled(if: Oracle.hasSealDecoder, "needs python3 with cbor2 and cryptography"))
struct SealOracleTests {
    let vector: SealVector

    init() throws { vector = try SealVector.load() }

    @Test("the published vector is the oracle's") func vectorIsCurrent() throws {
        let made = try Oracle.sealDecoder(["make"]).joined(separator: "\n")
        let file = try String(
            contentsOf: packageRoot.appending(path: "docs/formats/qr-seal-vector.json"), encoding: .utf8)
        #expect(made == file.trimmingCharacters(in: .newlines))
    }

    @Test("the oracle reads what Swift writes") func decodes() throws {
        var statement = try SealVector.statement
        statement.title = .code(17)
        statement.dates = .init(document: try #require(CivilDate(iso: "1968-02-29")))
        statement.status = .init(list: .text("https://example.gov.vn/s/1"), index: 70_000)
        statement.baseRevision?.length = 0x1_0000_0001
        let seal = try Seal(
            signing: statement, keyID: try #require(SealKeyID(bytes: bytes(vector.keyID)))
        ) { _ in bytes(vector.signature) }
        let address = try SealURL(host: "localhost:8443", sealBytes: seal.bytes).text
        let digest = try sha256(seal.bytes)
        let line = try #require(try Oracle.sealDecoder(["decode"], input: address + "\n").first)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        let payload = try #require(object["payload"] as? [String: Any])
        #expect(payload["title"] as? Int == 17)
        #expect(payload["baseLength"] as? Int == 0x1_0000_0001)
        let dates = try #require(payload["dates"] as? [Any])
        #expect(dates.first as? Int == -672)
        #expect(dates.last is NSNull)
        #expect((payload["status"] as? [Any])?.last as? Int == 70_000)
        #expect(object["toBeSigned"] as? String == hex(seal.toBeSigned))
        #expect(object["code"] as? String == HumanCode(sealSHA256: digest)?.description)
    }

    @Test("no address with one digit changed is accepted") func mutations() throws {
        let hash = try #require(vector.address.firstIndex(of: "#"))
        let head = vector.address[...hash]
        let digits = Array(vector.address[vector.address.index(after: hash)...].utf8)
        var reached: [String] = []
        for index in digits.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[index] {
                var changed = digits
                changed[index] = digit
                let verdict = SealVerification<Int>(
                    text: head + String(decoding: changed, as: UTF8.self), candidates: { _ in [1] },
                    isValid: { message, signature, _ in
                        reached.append("\(hex(message)) \(hex(signature))")
                        return false
                    })
                if case .valid = verdict { Issue.record("digit \(index) → \(digit)") }
            }
        }
        // Only low digits change nothing but the signature; the others break the form.
        #expect(reached.count > 100)
        let original = "\(vector.toBeSigned) \(vector.signature)"
        let answers = try Oracle.sealDecoder(
            ["verify", "--public-key", vector.publicPoint], input: (reached + [original]).joined(separator: "\n"))
        #expect(answers.count == reached.count + 1)
        #expect(answers.last == "true")
        #expect(!answers.dropLast().contains("true"))
    }

    private func sha256(_ data: [UInt8]) throws -> [UInt8] {
        let code = "import hashlib;print(hashlib.sha256(bytes.fromhex('\(hex(data))')).hexdigest())"
        return bytes(String(decoding: try Oracle.run([Oracle.python, "-c", code]), as: UTF8.self))
    }
}

extension QRError {
    /// For `#expect(throws:)`: faults are equal when their codes are.
    init(code: QRErrorCode) { self.init(code, .input, vi: "", en: "") }
}
