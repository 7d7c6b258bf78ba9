import DemoPKI
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import SignedDocuments
import Signing
import Testing
import Verification

/// What a verifier says of files at every level, with the root alone and nothing fetched.
@Suite struct LevelVerdictTests {
    private let desk: LevelDesk
    private static let year = 365 * LevelDesk.day

    init() throws { desk = try LevelDesk.shared.get() }

    private func verify(_ file: [UInt8], trust: TrustStore? = nil, at date: Date = LevelDesk.now) throws -> FileReport {
        try FileVerifier(trust: trust ?? desk.rootAlone, now: date, language: .en)
            .verify(ByteView(file), name: "a.pdf", status: nil)
    }

    @Test(arguments: LevelDesk.Level.allCases) func aFileShowsItsLevel(_ level: LevelDesk.Level) throws {
        let report = try verify(try desk.file(at: level))
        let signature = try #require(report.signatures.first)
        #expect(signature.level.rawValue == level.rawValue && signature.intact == true && signature.signatureValid)
        // Below B-LT the file has no revocation data.
        let isComplete = level == .bLT || level == .bLTA
        #expect(report.conclusion == (isComplete ? .totalPassed : .indeterminate))
        #expect(signature.subIndication == (isComplete ? nil : .tryLater))
        // Its time-stamp is shown all the same: only whether its authority was revoked is not known.
        #expect((signature.time.timestamp == "2026-03-05T09:15:00+07:00") == (level != .bB))
        // With the authority's lists at hand every level passes.
        #expect(try verify(try desk.file(at: level), trust: desk.pki.trust).conclusion == .totalPassed)
    }

    @Test func anArchivedFilePassesAfterItsSignerHasEnded() throws {
        let officer = try desk.officer(endingAfter: 60)
        let later = LevelDesk.now + Self.year
        for level in [LevelDesk.Level.bLT, .bLTA] {
            let report = try verify(try desk.file(at: level, by: officer), at: later)
            #expect(report.conclusion == .totalPassed, "\(level)")
            #expect(report.signatures.first?.time.best == "2026-03-05T09:15:00+07:00")
        }
        let plain = try verify(try desk.file(at: .bB, by: officer), trust: desk.pki.trust, at: later)
        #expect(plain.signatures.first?.subIndication == .outOfBoundsNoPOE)
        // Nobody else's revocation data are at hand: said for the one time-stamp that nothing follows.
        let archive = try #require(try verify(try desk.file(at: .bLTA), at: later).signatures.last)
        #expect(archive.type == .documentTimestamp && archive.indication == .passed)
        #expect(archive.reasons.contains { $0.code == "TIMESTAMP_REVOCATION_AS_OF_STAMPING" })
    }

    @Test func withoutRenewalTheProofEndsWithItsAuthority() throws {
        let report = try verify(try desk.file(at: .bLTA), at: LevelDesk.now + 3 * Self.year)
        #expect(report.conclusion == .indeterminate)
        // There was a proof, and nothing proves that the signature is older than its end (EN 319 102-1, 5.6.2.4).
        #expect(report.signatures.map(\.subIndication) == [.noPOE, .outOfBoundsNoPOE])
        #expect(report.signatures.allSatisfy { $0.intact == true && $0.level != .bB })
    }

    @Test func aRevocationAfterTheTimeStampDoesNotHarm() throws {
        // The list that names the officer came two days before `now`; the signature is older by its time-stamp.
        let revoked = try #require(desk.pki.revokedOfficer)
        let early = LevelDesk.now - 10 * LevelDesk.day
        let authority = try desk.pki.timeStampingAuthority(
            from: early - LevelDesk.day, to: LevelDesk.now + 2 * Self.year)
        let source = desk.services(stampedBy: authority, at: early).timeStamps
        let stamped = try verify(
            try desk.sign(PreparedPage().bare(), by: revoked, stamps: source, at: early), trust: desk.pki.trust)
        #expect(stamped.conclusion == .totalPassed)
        let plain = try verify(
            try desk.sign(PreparedPage().bare(), by: revoked, at: early), trust: desk.pki.trust)
        #expect(plain.signatures.first?.subIndication == .revokedNoPOE)
    }

    /// SIGNATURES: a copied time-stamp never raises the level.
    @Test func aTimeStampOfAnotherSignatureDoesNotCount() throws {
        let services = desk.services()
        let foreign = try #require(services.timeStamps).stamp(Digest(.sha256, of: [1, 2, 3]))
        let copied = TimeStampSource(maximumTokenSize: 8192) { _ in foreign }
        #expect(throws: PKIError.self) { try copied.stamp(Digest(.sha256, of: [4])) }
        let identity = try desk.pki.agencies[0].officer.identity()
        let request = SignatureRequest(
            field: "ChuKy", place: SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0)),
            signingTime: LevelDesk.now, utcOffsetMinutes: 420)
        let bare = PreparedPage().bare()
        let prepared = try SignatureRevision.prepare(ByteView(bare), request)
        let builder = try CAdESBuilder(identity: identity, contentDigest: prepared.digest)
        let cms = builder.assemble(
            signature: try identity.sign(builder.signedAttributes), timeStampToken: foreign.der)
        let report = try verify(bare + (try prepared.complete(cms: cms)), trust: desk.pki.trust)
        let signature = try #require(report.signatures.first)
        #expect(signature.level == .bB && signature.time.timestamp == nil && signature.indication == .passed)
        #expect(signature.reasons.contains { $0.code == "TIMESTAMP_OF_SOMETHING_ELSE" })
    }

    /// A document time-stamp raises to B-LTA only what lies before it.
    @Test func validationDataAfterTheTimeStampAreNotArchived() throws {
        let plain = try desk.file(at: .bB)
        let services = desk.services()
        let file =
            plain
            + (try SignatureExtension.extend(ByteView(plain), to: .bLT, at: LevelDesk.now, services: services))
        let report = try verify(file)
        #expect(report.signatures.map(\.type) == [.signature, .documentTimestamp])
        #expect(report.signatures.first?.level == .bLT && report.conclusion == .totalPassed)
    }

    /// A store that speaks for one signature does not raise another.
    @Test func theStoreOfOneSignatureIsNotAnothers() throws {
        let first = try desk.file(at: .bLT)
        let stranger = try DemoPKI.create(
            organizations: [DemoOrganization(slug: "la", name: "UBND xã Khác", officer: "Trần Văn Mẫu")],
            now: LevelDesk.now)
        let file = try desk.sign(
            first, field: "NguoiLa", by: stranger.agencies[0].officer, stamps: desk.services().timeStamps)
        #expect(try verify(file).signatures.map(\.level) == [.bLT, .bT])
    }

    @Test func aTimeStampNobodyTrustsIsToldAndChangesNothing() throws {
        let stranger = try DemoPKI.create(
            organizations: [DemoOrganization(slug: "la", name: "UBND xã Khác", officer: "Trần Văn Mẫu")],
            now: LevelDesk.now)
        let officer = try desk.officer(endingAfter: 60)
        let file = try desk.sign(
            PreparedPage().bare(), by: officer, stamps: stranger.timeStampSource { LevelDesk.now })
        let report = try verify(file, trust: desk.pki.trust, at: LevelDesk.now + Self.year)
        let signature = try #require(report.signatures.first)
        #expect(signature.level == .bT && signature.subIndication == .outOfBoundsNoPOE)
        #expect(signature.time.timestamp == nil)
        #expect(signature.reasons.contains { $0.code == "TIMESTAMP_NOT_TRUSTED" })
    }

    /// Cut or changed anywhere, an archived file does not pass; the levels never lie upwards.
    @Test func noByteOfAnArchivedFileMayChange() throws {
        let file = try desk.file(at: .bLTA)
        let gaps = SignatureInspector.inspect(try PDFDocument(bytes: ByteView(file)))
            .compactMap(\.dictionary.byteRange).map { $0[1]..<$0[2] }
        let last = try #require(gaps.last)
        let covered = file.indices.filter { !last.contains($0) }
        for at in stride(from: 0, to: covered.count, by: covered.count / 80) {
            var changed = file
            changed[covered[at]] ^= 1
            #expect(try verify(changed).conclusion != .totalPassed, "byte \(covered[at])")
        }
    }
}
