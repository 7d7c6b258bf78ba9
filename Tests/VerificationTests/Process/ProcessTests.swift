import DemoPKI
import Foundation
import PAdES
import PDFSyntax
import PKI
import SignedDocuments
import Signing
import Testing

@testable import Verification

/// The processes of EN 319 102-1 on files of every kind.
@Suite struct ProcessTests {
    private let desk: LevelDesk
    private static let year = 365 * LevelDesk.day

    init() throws { desk = try LevelDesk.shared.get() }

    private func validate(
        _ file: [UInt8], trust: TrustStore? = nil, policies: ValidationPolicies = .standard,
        at date: Date = LevelDesk.now
    ) throws -> FileValidation {
        try FileVerifier(trust: trust ?? desk.pki.trust, policies: policies, now: date, language: .en)
            .validate(ByteView(file), name: "a.pdf", status: nil)
    }

    private func demoPolicy(
        digest: (DigestAlgorithm, Date)? = nil, freshness: TimeInterval? = nil, order: Bool = false
    ) -> ValidationPolicies {
        let standard = ValidationPolicies.standard
        var digests = standard.demo.algorithms.digests
        if let digest { digests[.signature]?[digest.0] = .init(end: digest.1) }
        let demo = ValidationPolicy(
            label: .demo, version: "test", basis: [],
            algorithms: AlgorithmConstraints(digests: digests, keys: standard.demo.algorithms.keys),
            revocationFreshness: freshness, clockTolerance: 1800, requiresTimeStampOrder: order,
            fetching: standard.demo.fetching)
        return ValidationPolicies(official: standard.official, public: standard.public, demo: demo)
    }

    @Test func theProcessThatStandsIsNamed() throws {
        func process(_ level: LevelDesk.Level) throws -> ValidationProcess? {
            try validate(desk.file(at: level)).signatures.first?.process
        }
        #expect(try process(.bB) == .basic)
        #expect(try process(.bT) == .withTime && process(.bLT) == .withTime)
        let renewed = try desk.file(at: .bLTA)
        #expect(try validate(renewed).signatures.first?.process == .withTime)
    }

    /// The usual case in Vietnam: a time-stamp, and no word about revocation.
    @Test func aTimeStampWithoutRevocationDataCountsProvisionally() throws {
        let officer = try desk.officer(endingAfter: 60)
        let file = try desk.file(at: .bT, by: officer)
        let later = LevelDesk.now + Self.year
        let trust = TrustStore(anchors: desk.pki.trust.anchors, intermediates: desk.pki.trust.intermediates)
        let validation = try validate(file, trust: trust, at: later)
        let signature = try #require(validation.signatures.first)
        // The certificate has ended; that the authority's revocation is unknown must not make that the reason.
        #expect(signature.subIndication == .tryLater && signature.isProvisional)
        #expect(signature.proven == LevelDesk.now && signature.bestTime == LevelDesk.now)
        #expect(signature.timeStamps.map(\.standing) == [.provisional])
        #expect(signature.remarks.contains { $0.code == "TIMESTAMP_REVOCATION_UNKNOWN" })
        #expect(signature.remarks.first?.code == "REVOCATION_UNKNOWN")
        // Both certificates are asked about, each at the time that matters.
        let asked = Set(
            validation.needs.compactMap { need -> Certificate? in
                if case .revocation(let certificate, _, _) = need { certificate } else { nil }
            })
        #expect(asked.isSuperset(of: [officer.certificate, desk.pki.timeStamping.certificate]))
        // With all data it passes, and nothing is provisional.
        let known = try #require(try validate(file, at: LevelDesk.now).signatures.first)
        #expect(known.indication == .passed && !known.isProvisional && known.timeStamps.map(\.standing) == [.trusted])
    }

    /// A time-stamp of which the revocation is unknown does not hide what else is wrong at its time.
    @Test func aProvisionalTimeDoesNotExcuse() throws {
        let ended = try desk.officer(endingAfter: -30)
        let file = try desk.sign(PreparedPage().bare(), by: ended, stamps: desk.services().timeStamps)
        let trust = TrustStore(anchors: desk.pki.trust.anchors, intermediates: desk.pki.trust.intermediates)
        let signature = try #require(try validate(file, trust: trust).signatures.first)
        #expect(signature.subIndication == .outOfBoundsNoPOE && signature.indication == .indeterminate)
    }

    @Test func missingIssuersAreAskedFor() throws {
        let file = try desk.file(at: .bB)
        let leaf = try #require(
            try SignatureInspector.inspect(PDFDocument(bytes: ByteView(file))).first?.value.certificate)
        let needs = try validate(file, trust: TrustStore()).needs
        #expect(needs.count == 1)
        guard case .issuer(let of)? = needs.first else {
            Issue.record("\(needs)")
            return
        }
        #expect(of == leaf || leaf.isSigned(by: of))
    }

    /// EN 319 102-1, 5.3.4: revoked, and made after that for certain, since it is over a younger time-stamp.
    @Test func aSignatureOverAYoungerTimeStampWasMadeAfterTheRevocation() throws {
        let revoked = try #require(desk.pki.revokedOfficer)
        let archived = try desk.file(at: .bLTA)
        let file = try desk.sign(archived, field: "Sau", by: revoked)
        let signature = try #require(
            try validate(file).signatures.first { $0.findings.fields.contains("Sau") })
        #expect(signature.indication == .failed && signature.subIndication == .revoked)
        // Alone it may have been made before.
        let alone = try #require(try validate(desk.sign(PreparedPage().bare(), by: revoked)).signatures.first)
        #expect(alone.indication == .indeterminate && alone.subIndication == .revokedNoPOE)
    }

    @Test func aCertificateThatHadEndedBeforeAYoungerTimeStamp() throws {
        let ended = try desk.officer(endingAfter: -30)
        let file = try desk.sign(desk.file(at: .bLTA), field: "Sau", by: ended)
        let signature = try #require(
            try validate(file).signatures.first { $0.findings.fields.contains("Sau") })
        #expect(signature.indication == .failed && signature.subIndication == .expired)
    }

    /// A time-stamp before the certificate began: certain when trusted, and forgiven within what clocks differ.
    @Test func aTimeStampOlderThanTheCertificate() throws {
        func validation(_ seconds: TimeInterval) throws -> SignatureValidation? {
            let officer = try DemoPKI.signer(
                PrivateKey.generate(.rsa(bits: 2048)), named: "Cán bộ mới", issuer: desk.pki.issuing,
                now: LevelDesk.now)
            let begin = officer.certificate.notBefore
            let authority = try desk.pki.timeStampingAuthority(
                from: begin - LevelDesk.day * 30, to: LevelDesk.now + Self.year)
            let source = desk.services(stampedBy: authority, at: begin - seconds).timeStamps
            return try validate(
                desk.sign(PreparedPage().bare(), by: officer, stamps: source, at: begin), at: LevelDesk.now
            ).signatures.first
        }
        let far = try #require(try validation(7200))
        #expect(far.indication == .failed && far.subIndication == .notYetValid, "\(far.remarks.map(\.code))")
        let near = try #require(try validation(900))
        #expect(near.indication == .passed, "\(near.remarks.map(\.code))")
    }

    /// An algorithm that ended: nothing is lost for what is proven to be older.
    @Test func anAlgorithmThatEnded() throws {
        let after = LevelDesk.now + 30 * LevelDesk.day
        let policies = demoPolicy(digest: (.sha256, LevelDesk.now + LevelDesk.day))
        let plain = try #require(
            try validate(desk.file(at: .bB), policies: policies, at: LevelDesk.now + 2 * LevelDesk.day)
                .signatures.first)
        #expect(plain.subIndication == .cryptoConstraintsFailureNoPOE && plain.findings.intact == true)
        #expect(plain.remarks.first?.code == "WEAK_ALGORITHM")
        let stamped = try #require(
            try validate(desk.file(at: .bLT), trust: desk.rootAlone, policies: policies, at: after).signatures.first)
        #expect(stamped.indication == .passed, "\(stamped.remarks.map(\.code))")
    }

    @Test func staleRevocationDataAreNotEnough() throws {
        let (file, later) = (try desk.file(at: .bB), LevelDesk.now + 3600)
        #expect(try validate(file, policies: demoPolicy(freshness: 365 * 86_400), at: later).conclusion == .totalPassed)
        let strict = try #require(try validate(file, policies: demoPolicy(freshness: 1800), at: later).signatures.first)
        #expect(strict.subIndication == .tryLater && strict.remarks.first?.code == "REVOCATION_NOT_FRESH")
    }

    /// Seven hours between the claim and the time-stamp are Vietnamese time written as UTC: told, and no failure.
    @Test func clocksThatLieAreToldAndNothingElse() throws {
        func codes(_ difference: TimeInterval) throws -> ([String], FileReport.Conclusion) {
            let file = try desk.sign(
                PreparedPage().bare(), stamps: desk.services().timeStamps, at: LevelDesk.now + difference)
            let validation = try validate(file)
            return (validation.signatures.flatMap { $0.remarks.map(\.code) }, validation.conclusion)
        }
        let ahead = try codes(7 * 3600)
        #expect(ahead.0.contains("SIGNING_TIME_AHEAD_7H") && ahead.1 == .totalPassed)
        let off = try codes(-5 * 3600)
        #expect(off.0.contains("SIGNING_TIME_DIFFERS") && off.1 == .totalPassed)
        #expect(try codes(600).0.filter { $0.hasPrefix("SIGNING_TIME") }.isEmpty)
    }

    /// The second signer's time-stamping server is half an hour slow.
    @Test func timeStampsOutOfOrder() throws {
        let first = try desk.sign(PreparedPage().bare(), field: "Mot", stamps: desk.services().timeStamps)
        let slow = desk.services(at: LevelDesk.now - 1200).timeStamps
        let file = try desk.sign(first, field: "Hai", stamps: slow)
        let validation = try validate(file)
        #expect(validation.conclusion == .totalPassed)
        #expect(
            validation.signatures.map { $0.remarks.contains { $0.code == "TIMESTAMP_ORDER" } } == [false, true])
    }

    /// A policy may insist on the order of a signature's own and its outer time-stamps.
    @Test func aPolicyMayInsistOnOrder() throws {
        let signed = try desk.sign(
            PreparedPage().bare(), stamps: desk.services(at: LevelDesk.now + 7200).timeStamps)
        let file =
            signed
            + (try SignatureExtension.extend(
                ByteView(signed), to: .bLTA, at: LevelDesk.now, services: desk.services()))
        let later = LevelDesk.now + 3 * 3600
        #expect(try validate(file, at: later).signatures.first?.indication == .passed)
        let strict = try #require(try validate(file, policies: demoPolicy(order: true), at: later).signatures.first)
        #expect(strict.subIndication == .timestampOrderFailure)
    }
}
