import DemoPKI
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles
import SignedDocuments
import Signing
import Testing

/// Reaching B-T, B-LT and B-LTA, and the errors when they cannot be reached.
@Suite struct LevelRaisingTests {
    private let desk: LevelDesk

    init() throws { desk = try LevelDesk.shared.get() }

    private func findings(_ file: [UInt8]) throws -> [SignatureFindings] {
        SignatureInspector.inspect(try PDFDocument(bytes: ByteView(file)))
    }

    private func proof(
        _ level: AgencyProfile.Level, _ file: [UInt8], trust: TrustStore? = nil, at date: Date = LevelDesk.now
    ) throws {
        try LevelProof.require(
            level, of: PDFDocument(bytes: ByteView(file)), at: date, trust: trust ?? desk.rootAlone)
    }

    private func code(_ body: () throws -> Void) -> SigningErrorCode? {
        do {
            try body()
            return nil
        } catch { return (error as? SigningError)?.code }
    }

    @Test(arguments: AgencyProfile.Level.allCases, [DemoPKI.RevocationEvidenceKind.ocsp, .crl, nil])
    func everyLevelIsReachedAndNoMore(_ level: AgencyProfile.Level, _ kind: DemoPKI.RevocationEvidenceKind?) throws {
        let file = try desk.file(at: level, kind)
        let found = try findings(file)
        let expected: [SignatureFindings.Kind] = level == .bLTA ? [.signature, .documentTimestamp] : [.signature]
        #expect(found.map(\.kind) == expected && found.allSatisfy { $0.isSound })
        #expect(found.allSatisfy { $0.changesAfter != .suspicious })
        let material = ValidationMaterial(try PDFDocument(bytes: ByteView(file)), findings: found)
        let shown = SignatureLevel(ofSignature: 0, in: found, material: material)
        #expect(shown?.rawValue == level.rawValue)
        let levels = AgencyProfile.Level.allCases
        for other in levels {
            // What needs no data from outside is proven by the root alone; B-T has none inside.
            let trust = other == .bT ? desk.pki.trust : nil
            let isReached = code { try proof(other, file, trust: trust) } == nil
            let isIncluded = try #require(levels.firstIndex(of: other)) <= #require(levels.firstIndex(of: level))
            #expect(isReached == isIncluded, "\(other) of a \(level) file")
        }
    }

    @Test func theStoreHoldsTheWholeChainAndItsEvidenceOnce() throws {
        let pki = desk.pki
        for (kind, lists, responses) in [(DemoPKI.RevocationEvidenceKind.crl, 2, 0), (.ocsp, 0, 3), (nil, 1, 2)] {
            let file = try desk.file(at: .bLTA, kind)
            let store = SecurityStore(in: try PDFDocument(bytes: ByteView(file)).latest)
            let needed = [
                pki.agencies[0].officer, pki.issuing, pki.root, pki.timeStamping,
            ].map(\.certificate.der)
            #expect(Set(needed).isSubset(of: store.certificates))
            #expect(Set(store.certificates).count == store.certificates.count)
            #expect(store.revocationLists.count == lists && store.ocspResponses.count == responses)
            #expect(store.certificates.contains(pki.ocspResponder.certificate.der) == (kind != .crl))
        }
    }

    @Test func anEarlierSignatureIsKeptAndNeedNotReachTheLevel() throws {
        let first = try desk.sign(PreparedPage().bare(), field: "SoHoa", certifying: .fillForms)
        let services = desk.services()
        let second = try desk.sign(
            first, field: "CoQuan", by: desk.pki.agencies[0].seal, stamps: services.timeStamps)
        let file =
            second
            + (try LevelRaising.raise(ByteView(second), from: .bT, to: .bLTA, at: LevelDesk.now, services: services))
        let found = try findings(file)
        #expect(file.starts(with: second) && found.map(\.field) == ["SoHoa", "CoQuan", "DocTimeStamp1"])
        #expect(found.allSatisfy { $0.isSound && $0.changesAfter != .suspicious })
        // The archive time-stamp covers the digitizer's signature as well.
        try proof(.bLTA, file)
    }

    @Test func aStrangersSignatureDoesNotStandInTheWay() throws {
        let stranger = try DemoPKI.create(
            organizations: [DemoOrganization(slug: "la", name: "UBND xã Khác", officer: "Trần Văn Mẫu")],
            now: LevelDesk.now)
        let services = desk.services()
        let first = try desk.sign(PreparedPage().bare(), field: "NguoiLa", by: stranger.agencies[0].officer)
        let second = try desk.sign(first, field: "CoQuan", stamps: services.timeStamps)
        let appended = try LevelRaising.raise(
            ByteView(second), from: .bT, to: .bLT, at: LevelDesk.now, services: services)
        try LevelProof.require(
            .bLT, of: PDFDocument(bytes: ByteView(second + appended)), fields: ["CoQuan"], at: LevelDesk.now,
            trust: desk.rootAlone)
        // Asked for by name, it does.
        #expect(
            code {
                _ = try LevelRaising.raise(
                    ByteView(second), from: .bB, to: .bLT, fields: ["NguoiLa"], at: LevelDesk.now, services: services)
            } == .certificateChainIncomplete)
    }

    @Test func withoutServicesThereIsAnErrorAndNeverALowerLevel() throws {
        let signed = try desk.sign(PreparedPage().bare(), stamps: desk.services().timeStamps)
        func raise(_ level: AgencyProfile.Level, _ change: (inout SignatureServices) -> Void) -> SigningErrorCode? {
            var services = desk.services()
            change(&services)
            return code {
                _ = try LevelRaising.raise(
                    ByteView(signed), from: .bT, to: level, at: LevelDesk.now, services: services)
            }
        }
        #expect(raise(.bLTA) { $0.timeStamps = nil } == .timeStampAuthorityMissing)
        #expect(raise(.bLT) { $0.revocation = nil } == .revocationSourceMissing)
        #expect(raise(.bLT) { $0.trust = TrustStore() } == .certificateChainIncomplete)
        let unreachable = RevocationSource { _, _, _ in
            throw PKIError(.unsuccessfulOCSPResponse, .dependency, vi: "không trả lời", en: "no answer")
        }
        #expect(raise(.bLT) { $0.revocation = unreachable } == .revocationUnavailable)
        // A source that gives what proves nothing.
        #expect(raise(.bLT) { $0.revocation = RevocationSource { _, _, _ in [] } } == .levelNotReached)
        let others = desk.pki.rootRevocationList
        #expect(raise(.bLT) { $0.revocation = RevocationSource { _, _, _ in [.crl(others)] } } == .levelNotReached)
        struct Refused: Error {}
        let refusing = TimeStampSource(maximumTokenSize: 8192) { _ in throw Refused() }
        #expect(throws: Refused.self) {
            var services = desk.services()
            services.timeStamps = refusing
            _ = try LevelRaising.raise(
                ByteView(signed), from: .bT, to: .bLTA, at: LevelDesk.now, services: services)
        }
        #expect(
            code {
                _ = try LevelRaising.raise(
                    ByteView(PreparedPage().bare()), from: .bB, to: .bT, at: LevelDesk.now, services: desk.services())
            } == .nothingToRaise)
    }

    @Test func anAuthorityNobodyTrustsRaisesNothing() throws {
        let stranger = try DemoPKI.create(
            organizations: [DemoOrganization(slug: "la", name: "UBND xã Khác", officer: "Trần Văn Mẫu")],
            now: LevelDesk.now)
        let signed = try desk.sign(PreparedPage().bare(), stamps: stranger.timeStampSource { LevelDesk.now })
        for level in [AgencyProfile.Level.bT, .bLT, .bLTA] {
            let error = #expect(throws: SigningError.self) {
                _ = try LevelRaising.raise(
                    ByteView(signed), from: .bT, to: level, fields: ["ChuKy"], at: LevelDesk.now,
                    services: desk.services())
            }
            #expect([.levelNotReached, .certificateChainIncomplete].contains(error?.code), "\(level)")
        }
    }

    @Test func aRevokedSignerDoesNotReachTheLevel() throws {
        let revoked = try #require(desk.pki.revokedOfficer)
        let services = desk.services()
        let signed = try desk.sign(PreparedPage().bare(), by: revoked, stamps: services.timeStamps)
        let error = #expect(throws: SigningError.self) {
            _ = try LevelRaising.raise(ByteView(signed), from: .bT, to: .bLT, at: LevelDesk.now, services: services)
        }
        #expect(error?.code == .levelNotReached && error?.what.en.contains("revoked") == true)
    }

    /// Time-stamps of two authorities: the archive's own validation data follow it.
    @Test func anArchiveTimeStampOfAnotherAuthorityBringsItsData() throws {
        let other = try desk.pki.timeStampingAuthority(from: LevelDesk.now - 86_400, to: LevelDesk.now + 900 * 86_400)
        let signed = try desk.sign(PreparedPage().bare(), stamps: desk.services().timeStamps)
        let file =
            signed
            + (try LevelRaising.raise(
                ByteView(signed), from: .bT, to: .bLTA, at: LevelDesk.now, services: desk.services(stampedBy: other)))
        try proof(.bLTA, file)
        let found = try findings(file)
        #expect(found.last?.kind == .documentTimestamp && found.last?.coverage == .revision)
        #expect(found.last?.changes.map(\.change.kind) == [.validationData])
        let material = ValidationMaterial(try PDFDocument(bytes: ByteView(file)), findings: found)
        let proofs = ProofsOfExistence(found, material: material, trust: desk.rootAlone, now: LevelDesk.now)
        #expect(proofs.timeStamps.count == 2 && proofs.timeStamps.allSatisfy(\.isTrusted))
    }

    @Test func relatedInformationIsWrittenWhenAskedFor() throws {
        let file = try desk.file(at: .bLTA, writesVRI: true)
        let view = try PDFDocument(bytes: ByteView(file)).latest
        let store = try #require(view.resolve(view.catalog["DSS"]).dictionary)
        let keys = view.resolve(store["VRI"]).dictionary?.keys ?? []
        let contents = try #require(try findings(file).first?.value.bytes)
        #expect(keys == [SecurityStoreRevision.key(ofContents: contents)])
    }
}
