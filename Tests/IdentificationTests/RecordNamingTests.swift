import PKI
import Records
import Testing

@testable import Identification

@Suite struct RecordNamingTests {
    /// RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0B, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func hmac(key: [UInt8], message: String, code: String) {
        #expect(Hexadecimal.encode(HMACSHA256.code(Array(message.utf8), key: key)) == code)
    }

    private let source = String(repeating: "ab", count: 32)

    private func naming(_ secret: UInt8 = 1) throws -> RecordNaming {
        RecordNaming(
            agency: try #require(AgencyCode(rawValue: "H01.02.14")), secret: [UInt8](repeating: secret, count: 32))
    }

    @Test func aNameIsTheSameEveryTime() throws {
        let urn = try #require(try naming().result(type: "khai-sinh", sourceSHA256: source))
        #expect(urn.rawValue == "urn:sohoa:h01.02.14:khai-sinh:4ndrsikqhcih5nvbmzy5")
        #expect(try naming().result(type: "khai-sinh", sourceSHA256: source.uppercased()) == urn)
    }

    @Test func aNameDependsOnSecretAndSource() throws {
        let urns = [
            try naming().result(type: "khai-sinh", sourceSHA256: source),
            try naming(2).result(type: "khai-sinh", sourceSHA256: source),
            try naming().result(type: "khai-sinh", sourceSHA256: String(repeating: "ac", count: 32)),
            try naming().dossier("H01.02.14-260311-0007"),
        ].map { $0?.rawValue.split(separator: ":").last }
        #expect(Set(urns).count == 4)
        #expect(urns.allSatisfy { $0?.count == 20 })
    }

    @Test func aTypeThatIsNoCodeHasNoName() throws {
        #expect(try naming().result(type: "Khai sinh", sourceSHA256: source) == nil)
    }
}
