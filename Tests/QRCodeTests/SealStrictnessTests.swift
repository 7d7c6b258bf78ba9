import Diagnostics
import Testing

@testable import QRCode

@Suite("Seal: one form only") struct SealStrictnessTests {
    @Test(
        "CBOR that is not the deterministic encoding is refused",
        arguments: [
            "1817",  // 23 in two bytes
            "190017",  // 23 in three
            "1900ff", "1a0000ffff", "1b00000000ffffffff",
            "5801aa",  // a byte string whose length is not in shortest form
            "9f01ff", "5f41aaff", "bf0102ff",  // indefinite
            "a201020103",  // duplicate key
            "a202010102",  // keys out of order
            "a2616101616102",  // duplicate text key
            "0000",  // trailing byte
            "f90000", "fb3ff0000000000000", "f4", "f5", "f7", "f818",  // floats, simple values
            "61ff", "62c080",  // not UTF-8
            "", "18", "42aa", "8201", "a101", "c1",  // cut short
            "5bffffffffffffffff", "9bffffffffffffffff", "bbffffffffffffffff",  // lengths beyond the data
            "818181818181818181818100",  // too deep
            "1c", "1f", "ff",
        ])
    func nonCanonical(_ encoding: String) {
        #expect(throws: QRError(code: .cborMalformed)) { try CBORDecoder.decode(bytes(encoding)) }
    }

    @Test(
        "RFC 8949 appendix A, both ways",
        arguments: [
            ("00", CBORValue.unsigned(0)), ("17", .unsigned(23)), ("1818", .unsigned(24)), ("1903e8", .unsigned(1000)),
            ("1a000f4240", .unsigned(1_000_000)), ("1bffffffffffffffff", .unsigned(.max)), ("20", .negative(0)),
            ("3903e7", .negative(999)), ("3bffffffffffffffff", .negative(.max)), ("f6", .null), ("40", .bytes([])),
            ("4401020304", .bytes([1, 2, 3, 4])), ("62c3bc", .text("ü")), ("80", .array([])), ("a0", .map([:])),
            ("83010203", .array([.unsigned(1), .unsigned(2), .unsigned(3)])),
            ("a201020304", .map([.unsigned(1): .unsigned(2), .unsigned(3): .unsigned(4)])),
            ("d74401020304", .tag(23, .bytes([1, 2, 3, 4]))),
        ])
    func examples(_ encoding: String, _ value: CBORValue) throws {
        #expect(hex(CBOREncoder.encode(value)) == encoding)
        #expect(try CBORDecoder.decode(bytes(encoding)) == value)
    }

    @Test("integers at the ends of their range") func integers() {
        for number in [0, -1, 1, Int64.max, .min, -256, -257] { #expect(CBORValue(number).integer == number) }
        #expect(CBORValue.unsigned(.max).integer == nil)
        #expect(CBORValue.negative(.max).integer == nil)
    }

    static let signature = [UInt8](repeating: 1, count: 64)
    static let header: [CBORValue: CBORValue] = [.unsigned(1): CBORValue(-7), .unsigned(4): .bytes([1, 2, 3, 4])]

    static func envelope(
        tag: UInt64 = 18, header: CBORValue = .map(header), unprotected: [CBORValue: CBORValue] = [:],
        signature: [UInt8] = signature
    ) -> [UInt8] {
        CBOREncoder.encode(
            .tag(
                tag,
                .array([.bytes(CBOREncoder.encode(header)), .map(unprotected), .bytes([0xA0]), .bytes(signature)])))
    }

    @Test("the envelope that the cases below spoil is good") func goodEnvelope() throws {
        #expect(try COSESign1(bytes: Self.envelope()).keyID.bytes == [1, 2, 3, 4])
        #expect(try COSESign1(bytes: Self.envelope()).bytes == Self.envelope())
    }

    static var spoiledEnvelopes: [(String, [UInt8])] {
        let es384 = header.merging([.unsigned(1): CBORValue(-35)]) { $1 }
        let longID = header.merging([.unsigned(4): .bytes([1, 2, 3, 4, 5])]) { $1 }
        let more = header.merging([.unsigned(3): .unsigned(0)]) { $1 }
        let order = bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")
        return [
            ("another tag", envelope(tag: 17)), ("algorithm ES384", envelope(header: .map(es384))),
            ("no algorithm", envelope(header: .map([.unsigned(4): .bytes([1, 2, 3, 4])]))),
            ("five bytes of key id", envelope(header: .map(longID))), ("a third header", envelope(header: .map(more))),
            ("header is no map", envelope(header: .array([]))),
            ("unprotected parameter", envelope(unprotected: [.unsigned(4): .bytes([1, 2, 3, 4])])),
            ("63 bytes", envelope(signature: Array(signature.dropLast()))),
            ("r = 0", envelope(signature: [UInt8](repeating: 0, count: 32) + signature[32...])),
            ("s = 0", envelope(signature: signature[..<32] + [UInt8](repeating: 0, count: 32))),
            ("r = n", envelope(signature: order + signature[32...])),
            ("s > n/2", envelope(signature: signature[..<32] + [0x80] + signature[33...])),
        ]
    }

    @Test("COSE_Sign1 of any other shape is refused", arguments: spoiledEnvelopes)
    func envelopes(_ name: String, _ encoding: [UInt8]) {
        #expect(throws: QRError(code: .coseMalformed), "\(name)") { try COSESign1(bytes: encoding) }
    }

    static let minimal: [CBORValue: CBORValue] = [
        .unsigned(0): .unsigned(1), .unsigned(1): .text("H01"), .unsigned(7): .unsigned(0),
    ]

    static func payload(_ changes: [UInt64: CBORValue]) -> [UInt8] {
        let changes = changes.map { (CBORValue.unsigned($0), $1) }
        return CBOREncoder.encode(.map(minimal.merging(changes) { $1 }))
    }

    @Test(
        "a known field that holds the wrong thing is refused",
        arguments: [
            payload([1: .unsigned(5)]), payload([1: .text("")]), payload([7: .text("now")]),
            payload([7: .unsigned(.max)]), payload([2: .null]), payload([5: .negative(0)]), payload([8: .array([])]),
            payload([8: .array([.null, .null])]), payload([8: .array([.unsigned(5_000_000), .null])]),
            payload([12: .bytes([UInt8](repeating: 0, count: 32))]), payload([14: .unsigned(5)]),
            payload([12: .bytes([UInt8](repeating: 0, count: 20)), 14: .unsigned(5)]),
            payload([13: .array([.unsigned(1)])]), payload([11: .text("Nguye\u{302}\u{303}n")]),
            CBOREncoder.encode(.map([.unsigned(0): .unsigned(1), .unsigned(7): .unsigned(0)])),
            CBOREncoder.encode(.map(minimal.merging([.text("x"): .null]) { $1 })), CBOREncoder.encode(.array([])),
        ])
    func wrongFields(_ encoding: [UInt8]) {
        #expect(throws: QRError(code: .payloadMalformed)) { try SealPayload(bytes: encoding) }
    }

    @Test("unknown fields are ignored, an unknown version is not") func evolution() throws {
        let extended = Self.payload([15: .array([.null]), 9999: .text("later")])
        #expect(try SealPayload(bytes: extended) == SealPayload(issuer: "H01", issued: 0))
        #expect(throws: QRError(code: .versionUnknown)) { try SealPayload(bytes: Self.payload([0: .unsigned(2)])) }
    }

    @Test("a payload that breaks a rule is not signed") func refusesToSign() throws {
        var payload = SealPayload(issuer: "H01", issued: 0)
        payload.baseRevision = .init(sha256: [1, 2, 3], length: 4)
        #expect(throws: QRError(code: .payloadMalformed)) { try payload.encoded() }
        #expect(throws: QRError(code: .payloadMalformed)) { try SealPayload(issuer: "", issued: 0).encoded() }
    }
}
