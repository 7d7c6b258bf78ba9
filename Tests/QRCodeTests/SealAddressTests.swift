import Diagnostics
import Testing

@testable import QRCode

@Suite("Seal address and code") struct SealAddressTests {
    @Test("bytes survive the decimal number, leading zeros too") func roundTrip() throws {
        for count in [0, 1, 2, 3, 4, 7, 8, 9, 31, 32, 33, 64, 305, 1024] {
            for fill in [UInt8(0), 1, 0x80, 0xFF] {
                let data = (0..<count).map { fill &* UInt8(truncatingIfNeeded: $0 | 1) }
                #expect(try SealNumber.bytes(of: SealNumber.digits(of: data)) == data)
            }
        }
    }

    @Test("known numbers") func known() throws {
        #expect(SealNumber.digits(of: []) == "1")
        #expect(SealNumber.digits(of: [0]) == "256")
        #expect(SealNumber.digits(of: [0, 0, 0, 0]) == "4294967296")
        #expect(SealNumber.digits(of: [0xFF, 0xFF, 0xFF, 0xFF]) == "8589934591")
    }

    @Test(
        "numbers that stand for no bytes are refused", arguments: ["", "0", "01", "2", "255", "512", "1a", "-1", "１"])
    func badNumbers(_ digits: String) {
        #expect(throws: QRError(code: .numberMalformed)) { try SealNumber.bytes(of: digits) }
    }

    @Test("numbers above 1 KB are refused, however long") func tooLong() throws {
        let limit = SealNumber.digits(of: [UInt8](repeating: 0xFF, count: 1024))
        #expect(throws: QRError(code: .numberMalformed)) { try SealNumber.bytes(of: limit + "0") }
        let beyond = SealNumber.digits(of: [UInt8](repeating: 0, count: 1025))
        #expect(throws: QRError(code: .numberMalformed)) { try SealNumber.bytes(of: beyond) }
        let endless = String(repeating: "9", count: 100_000)
        #expect(throws: QRError(code: .numberMalformed)) { try SealNumber.bytes(of: endless) }
        #expect(throws: QRError(code: .sealTooLong)) {
            try SealURL(host: "a.vn", sealBytes: [UInt8](repeating: 0, count: 1025))
        }
    }

    @Test("any host, any case", arguments: ["HTTPS://A.VN/Q#256", "https://a.vn/q#256", "Https://a.VN/Q#256"])
    func tolerant(_ text: String) throws {
        let url = try SealURL(parsing: text)
        #expect(url.host == "a.vn")
        #expect(url.sealBytes == [0])
    }

    @Test(
        "other addresses are refused",
        arguments: [
            "", "256", "#256", "https://#256", "https:///Q#256", "http://a.vn/Q#256", "https://a.vn/Q",
            "https://a.vn#256",
            "https://a.vn/Q/#256", "https://a.vn/x/Q#256", "https://u@a.vn/Q#256", "https://a b/Q#256",
            "https://a..vn/Q#256", "https://a.vn:/Q#256", "https://a.vn:1:2/Q#256", "https://a.vn:123456/Q#256",
            "https://ả.vn/Q#256", "https://\u{212A}.vn/Q#256", " https://a.vn/Q#256",
        ])
    func otherAddresses(_ text: String) {
        #expect(throws: QRError(code: .addressMalformed)) { try SealURL(parsing: text) }
    }

    @Test("digits must follow the hash", arguments: ["https://a.vn/Q#", "https://a.vn/Q#2 5", "https://a.vn/Q#256\n"])
    func otherDigits(_ text: String) {
        #expect(throws: QRError(code: .numberMalformed)) { try SealURL(parsing: text) }
    }

    @Test("the typed code") func code() throws {
        let code = try #require(HumanCode(sealSHA256: (0..<32).map { UInt8($0 * 7) }))
        let text = code.description
        #expect(text.utf8.count == 19)
        #expect(try HumanCode(parsing: text) == code)
        #expect(try HumanCode(parsing: " " + text.lowercased().filter { $0 != "-" }) == code)
        let mistyped = text.map { $0 == "1" ? "l" : $0 == "0" ? "o" : $0 }
        #expect(try HumanCode(parsing: String(mistyped)) == code)
        #expect(HumanCode(sealSHA256: [1, 2, 3]) == nil)
        for wrong in ["", "7K3M", text + "0", text.replacing("-", with: "_"), String(repeating: "U", count: 16)] {
            #expect(throws: QRError(code: .humanCodeMalformed)) { try HumanCode(parsing: wrong) }
        }
    }

    @Test("one wrong character or two exchanged are always noticed") func codeErrors() throws {
        let characters = Array(
            try #require(HumanCode(sealSHA256: (0..<32).map { UInt8(truncatingIfNeeded: $0 * 11 + 3) })).characters)
        for i in characters.indices {
            for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where other != characters[i] {
                var changed = characters
                changed[i] = other
                #expect(throws: QRError.self) { try HumanCode(parsing: String(changed)) }
            }
            for j in characters.indices where characters[i] != characters[j] {
                var changed = characters
                changed.swapAt(i, j)
                #expect(throws: QRError.self) { try HumanCode(parsing: String(changed)) }
            }
        }
    }

    @Test("the code of the published vector") func vectorCode() throws {
        let vector = try SealVector.load()
        #expect(try HumanCode(parsing: vector.code).description == vector.code)
    }
}
