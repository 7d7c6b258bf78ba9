import FoundationEssentials
import Testing

@testable import PKI

@Suite struct ASN1Tests {
    @Test func lengthsAreMinimal() {
        #expect(DER.octetString([1]) == [4, 1, 1])
        #expect(DER.octetString([UInt8](repeating: 0, count: 127)).prefix(2) == [4, 127])
        #expect(DER.octetString([UInt8](repeating: 0, count: 128)).prefix(3) == [4, 0x81, 128])
        #expect(DER.octetString([UInt8](repeating: 0, count: 300)).prefix(4) == [4, 0x82, 1, 44])
    }

    @Test func integersKeepTheirSign() {
        #expect(DER.integer(0) == [2, 1, 0])
        #expect(DER.integer(127) == [2, 1, 127])
        #expect(DER.integer(128) == [2, 2, 0, 128])
        #expect(DER.integer([0, 0, 1]) == [2, 1, 1])
    }

    @Test func namedBitsDropTrailingZeros() {
        #expect(DER.namedBits([0, 1]) == [3, 2, 6, 0xc0])
        #expect(DER.namedBits([8]) == [3, 3, 7, 0, 0x80])
        #expect(KeyUsage(bitString: [7, 0, 0x80]) == .decipherOnly)
    }

    @Test(arguments: ["2.5.4.3", "1.2.840.113549.1.9.16.2.47", "0.4.0.127.0.7.1.1.4.1.3", "2.16.840.1.101.3.4.2.1"])
    func objectIdentifiersRoundTrip(dotted: String) throws {
        let element = try BERElement(ObjectIdentifier(dotted).der)
        #expect(try element.objectIdentifier().description == dotted)
    }

    @Test func objectIdentifiersRefuseWhatDoesNotFit() {
        #expect(ObjectIdentifier(content: []) == nil)
        // Octets that only pad an arc do not make another identifier.
        #expect(ObjectIdentifier(content: [0x80, 0x2a, 0x80, 0x80, 0x86, 0x48]) == "1.2.840")
        #expect(ObjectIdentifier(content: [0x2a, 0x80, 0x00]) == "1.2.0")
        #expect(ObjectIdentifier(content: [0x2a, 0x80]) == nil)
        #expect(ObjectIdentifier("no identifier").description.isEmpty)
        #expect(ObjectIdentifier(content: [0x2a, 0x86]) == nil)
        #expect(ObjectIdentifier(content: [UInt8](repeating: 0xff, count: 12)[...]) == nil)
    }

    @Test(arguments: [0.0, 951_782_400, 1_709_164_800, 2_524_607_999, 2_524_608_000, -1, -631_152_001, 4_102_444_800])
    func timesRoundTrip(seconds: Double) throws {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(ASN1Time.date(try BERElement(ASN1Time.der(date))) == date)
    }

    @Test func timesAsOldToolsWriteThem() {
        func utc(_ text: String) -> Double? { ASN1Time.date(tag: 0x17, Array(text.utf8))?.timeIntervalSince1970 }
        func general(_ text: String) -> Double? { ASN1Time.date(tag: 0x18, Array(text.utf8))?.timeIntervalSince1970 }
        #expect(utc("700101000000Z") == 0)
        #expect(utc("7001010000Z") == 0)
        #expect(utc("700101070000+0700") == 0)
        #expect(general("19700101000000.5Z") == 0.5)
        #expect(general("20240229000000Z") == 1_709_164_800)
        for bad in ["", "70", "701301000000Z", "700101000000", "700101000000X", "700101000000Zx", "7001010000000Z"] {
            // A UTCTime without zone is read as UTC; everything else here is no time.
            #expect(bad == "700101000000" ? utc(bad) == 0 : utc(bad) == nil, "\(bad)")
        }
    }

    @Test func indefiniteLengthsAreRead() throws {
        // SEQUENCE (indefinite) { OCTET STRING (indefinite) { 01 02 | 03 }, NULL }
        let bytes: [UInt8] = [0x30, 0x80, 0x24, 0x80, 4, 2, 1, 2, 4, 1, 3, 0, 0, 5, 0, 0, 0, 0xaa]
        let element = try BERElement(first: bytes[...])
        #expect(element.encoding.count == bytes.count - 1)
        let children = try element.children()
        #expect(children.count == 2)
        #expect(try children.first?.octets() == [1, 2, 3])
        #expect(try element.definiteEncoding() == DER.sequence(DER.octetString([1, 2, 3]), DER.null))
    }

    @Test func damagedEncodingsAreErrors() {
        let cases: [[UInt8]] = [
            [], [0x30], [0x30, 1], [0x30, 0x81], [0x30, 0x85, 1, 1, 1, 1, 1], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            [0x1f, 1, 0], [0x04, 0x80, 0, 0], [0x30, 0x80, 4, 1], [UInt8](repeating: 0x30, count: 3),
        ]
        for bytes in cases { #expect(throws: MalformedASN1.self) { try BERElement(bytes) } }
        // Deeper than any real structure, definite and indefinite: refused, not a stack overflow.
        let deep = Array([[UInt8]](repeating: [0x30, 0x80], count: 100_000).joined())
        #expect(throws: MalformedASN1.self) { try BERElement(deep) }
    }
}
