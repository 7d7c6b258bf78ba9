import DemoPKI
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles
import SignedDocuments
import Signing
import Testing

/// Old files: raised later, and renewed for as long as someone cares.
@Suite struct SignatureExtensionTests {
    private let desk: LevelDesk
    private static let year = 365 * LevelDesk.day

    init() throws { desk = try LevelDesk.shared.get() }

    private func extend(
        _ file: [UInt8], to level: AgencyProfile.Level, at date: Date, stampedBy holder: DemoPKI.Holder? = nil
    ) throws -> [UInt8] {
        file
            + (try SignatureExtension.extend(
                ByteView(file), to: level, at: date, services: desk.services(stampedBy: holder, at: date)))
    }

    private func proofs(_ file: [UInt8], at date: Date) throws -> ProofsOfExistence {
        let document = try PDFDocument(bytes: ByteView(file))
        let findings = SignatureInspector.inspect(document)
        return ProofsOfExistence(
            findings, material: ValidationMaterial(document, findings: findings), trust: desk.rootAlone, now: date)
    }

    @Test(arguments: AgencyProfile.Level.allCases)
    func aPlainSignatureIsExtendedByDocumentTimeStamps(_ level: AgencyProfile.Level) throws {
        let later = LevelDesk.now + 20 * LevelDesk.day
        let plain = try desk.file(at: .bB)
        let file = try extend(plain, to: level, at: later)
        let findings = SignatureInspector.inspect(try PDFDocument(bytes: ByteView(file)))
        let stamps = [AgencyProfile.Level.bB: 0, .bT: 1, .bLT: 1, .bLTA: 2]
        #expect(file.starts(with: plain) && findings.count == 1 + (stamps[level] ?? 0))
        #expect(findings.allSatisfy { $0.isSound && $0.changesAfter != .suspicious })
        let document = try PDFDocument(bytes: ByteView(file))
        let shown = SignatureLevel(
            ofSignature: 0, in: findings, material: ValidationMaterial(document, findings: findings))
        #expect(shown?.rawValue == level.rawValue)
        // Nothing more to do, but for renewal.
        if level != .bLTA { #expect(try extend(file, to: level, at: later) == file) }
    }

    /// A signer who ends after two months, authorities that end after two and four years, a reader after five.
    @Test func renewalCarriesAProofPastTheEndOfEveryCertificate() throws {
        let officer = try desk.officer(endingAfter: 60)
        let file = try desk.file(at: .bLTA, by: officer)
        let (now, year) = (LevelDesk.now, Self.year)
        // After the signer's end, and after the first authority's.
        #expect(try proofs(file, at: now + year).path(ofSignature: 0)?.status == .passed)
        #expect(try proofs(file, at: now + 2.5 * year).path(ofSignature: 0)?.status != .passed)
        let second = try desk.pki.timeStampingAuthority(from: now, to: now + 4 * year)
        let renewed = try extend(file, to: .bLTA, at: now + 1.9 * year, stampedBy: second)
        #expect(renewed.starts(with: file))
        let third = try desk.pki.timeStampingAuthority(from: now + 3 * year, to: now + 8 * year)
        let again = try extend(renewed, to: .bLTA, at: now + 3.9 * year, stampedBy: third)
        for (file, end) in [(renewed, 3.9), (again, 7.9)] {
            let proofs = try proofs(file, at: now + end * year)
            #expect(proofs.timeStamps.allSatisfy(\.isTrusted) && proofs.earliest(ofSignature: 0) == now)
            #expect(proofs.path(ofSignature: 0)?.status == .passed)
        }
        #expect(try !proofs(renewed, at: now + 5 * year).timeStamps.contains(where: \.isTrusted))
    }

    @Test func renewalThatComesTooLateIsAnError() throws {
        let file = try desk.file(at: .bLTA, by: try desk.officer(endingAfter: 60))
        let late = LevelDesk.now + 3 * Self.year
        let authority = try desk.pki.timeStampingAuthority(from: late - LevelDesk.day, to: late + Self.year)
        let error = #expect(throws: SigningError.self) { try extend(file, to: .bLTA, at: late, stampedBy: authority) }
        #expect(error?.code == .levelNotReached)
    }

    @Test func whenTheNextRenewalIsDue() throws {
        func due(_ file: [UInt8]) throws -> ArchiveRenewal? {
            SignatureExtension.renewalDue(try PDFDocument(bytes: ByteView(file)))
        }
        #expect(try due(try desk.file(at: .bB)) == nil && due(PreparedPage().bare()) == nil)
        let authority = desk.pki.timeStamping.certificate
        for level in [AgencyProfile.Level.bT, .bLT, .bLTA] {
            let renewal = try due(try desk.file(at: level))
            #expect(renewal?.due == authority.notAfter && renewal?.reason == .certificateEnds(authority))
        }
        // RSA-2048 ends before this authority's certificate does.
        let long = try desk.pki.timeStampingAuthority(
            from: LevelDesk.now - LevelDesk.day, to: LevelDesk.now + 9 * Self.year)
        let renewal = try due(try extend(try desk.file(at: .bT), to: .bLTA, at: LevelDesk.now, stampedBy: long))
        #expect(renewal?.reason == .algorithmEnds("rsa2048"))
        #expect(renewal?.due == Date(timeIntervalSince1970: 1_924_992_000))
        #expect(renewal?.message.en.contains("2031-01-01") == true)
    }
}
