import DemoPKI
import FoundationEssentials
import Testing

@testable import PKI

struct DecodedObjectsTests {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    @Test func theSameEncodingIsDecodedOnce() throws {
        let demo = try DemoPKI.create(organizations: [], now: Self.now)
        let certificate = demo.issuing.certificate
        let again = try Certificate(der: certificate.der)
        #expect(again.object === certificate.object)
        #expect(throws: PKIError.self) { try Certificate(der: certificate.der + [0]) }
        #expect(throws: PKIError.self) { try Certificate(der: Array(certificate.der.dropLast())) }
        #expect(throws: PKIError.self) { try CertificateList(certificate.der) }
    }

    @Test func itNeverGrowsBeyondItsBounds() {
        let memory = DecodedObjects<Int>(mostValues: 3, mostBytes: 1 << 20)
        for value in 0..<7 {
            memory.keep(value, for: [UInt8(value)])
            #expect(memory.value([UInt8(value)]) == value && memory.count <= 3)
        }
        let small = DecodedObjects<Int>(mostValues: 100, mostBytes: 160)
        for value in 0..<50 { small.keep(value, for: [UInt8](repeating: UInt8(value), count: 10)) }
        #expect(small.count <= 16 && small.count > 0)
        small.keep(1, for: [UInt8](repeating: 0, count: 11))
        #expect(small.value([UInt8](repeating: 0, count: 11)) == nil)
    }

    /// A remembered verdict belongs to one issuer, and a remembered path to times that lie alike to all certificates.
    @Test func whatIsRememberedAnswersTheSameQuestionAlone() throws {
        let demo = try DemoPKI.create(organizations: [], now: Self.now)
        let other = try DemoPKI.create(organizations: [], now: Self.now)
        for _ in 0..<2 {
            #expect(demo.issuing.certificate.isSigned(by: demo.root.certificate))
            #expect(!demo.issuing.certificate.isSigned(by: other.root.certificate))
            #expect(demo.issuingRevocationList.isSigned(by: demo.issuing.certificate))
            #expect(!demo.issuingRevocationList.isSigned(by: other.issuing.certificate))
        }
        let leaf = demo.timeStamping.certificate
        func path(_ trust: TrustStore, _ date: Date) -> PathOutcome {
            PathValidator.validate(leaf, trust: trust, at: date, revocation: .ignored, purpose: .timeStamping)
        }
        for _ in 0..<2 {
            #expect(path(demo.trust, Self.now).status == .passed)
            #expect(path(demo.trust, Self.now + 1).status == .passed)
            #expect(path(demo.trust, leaf.notAfter + 1).status == .expired(leaf))
            #expect(path(demo.trust, leaf.notBefore - 1).status == .notYetValid(leaf))
            #expect(path(other.trust, Self.now).status == .noChain(leaf))
        }
    }
}
