import DemoPKI
import Foundation
import PAdES
import PDFSyntax
import PKI
import Profiles
import SignedDocuments
import Signing
import TestSupport
import Testing

/// Independent programs about files of every level.
@Suite struct LevelOracleTests {
    static let hasPyHanko = Oracle.has("pyhanko")
    private let desk: LevelDesk

    init() throws { desk = try LevelDesk.shared.get() }

    /// What pyHanko says of one signature; see Tests/Oracles/levels.py.
    struct Judgement: Decodable {
        struct Store: Decodable {
            let certs: Int
            let ocsps: Int
            let crls: Int
            let vri: [String]
        }
        let field: String?
        let lta: String
        let failure: String?
        let best: String?
        let evidence: String?
        let withTime: String
        let signatureTimestamp: String?
        let future: String
        let dss: Store
        let documentTimestamps: Int
        let modification: String?

        /// PASSED by the clause of EN 319 102-1 that fits the file: 5.6.3 where there are document time-stamps, else 5.5.
        var isPassed: Bool { (documentTimestamps > 0 ? lta : withTime).hasSuffix("OK") }
    }

    private func pyHanko(_ files: [[UInt8]], at date: Date = LevelDesk.now + 60) throws -> [Judgement] {
        let roots = try Scratch.folder("roots")
        try Data(desk.pki.root.certificate.pem.utf8).write(to: roots.appendingPathComponent("root.pem"))
        let paths = try files.map { try Scratch.file("signed.pdf", $0).path }
        let result = try Oracle.run("levels.py", ["--roots", roots.path, "--at", date.ISO8601Format()] + paths)
        #expect(result.status == 0, "\(result.stderr)")
        return try result.decoded(as: Judgement.self)
    }

    @Test(
        .enabled(if: hasPyHanko, "pyHanko is not installed; set SOHOA_TEST_PYTHON"),
        // Not OCSP by the root itself: pyHanko asks for revocation data of the root then.
        arguments: [nil, DemoPKI.RevocationEvidenceKind.crl])
    func pyHankoFindsEachLevel(_ kind: DemoPKI.RevocationEvidenceKind?) throws {
        let levels = AgencyProfile.Level.allCases
        let judgements = try pyHanko(try levels.map { try desk.file(at: $0, kind, writesVRI: $0 == .bLTA) })
        try #require(judgements.count == levels.count)
        for (level, found) in zip(levels, judgements) {
            let isComplete = level == .bLT || level == .bLTA
            #expect(found.isPassed == isComplete, "\(level): \(found)")
            #expect((found.dss.certs >= 4) == isComplete)
            #expect(found.documentTimestamps == (level == .bLTA ? 1 : 0) && (found.evidence != nil) == (level == .bLTA))
            // With renewal in time it will hold when the revocation data have long run out.
            // (Of a signer judged by a list pyHanko does not find the list's issuer in the past.)
            if level == .bLTA, kind == nil { #expect(found.future.hasSuffix("OK"), "\(found)") }
        }
        let archived = try #require(judgements.last)
        #expect(archived.modification == "LTA_UPDATES" && archived.dss.vri.count == 1)
        #expect(archived.best?.hasPrefix("2026-03-05T02:15:00") == true)
    }

    @Test(.enabled(if: hasPyHanko, "pyHanko is not installed; set SOHOA_TEST_PYTHON"))
    func pyHankoFollowsRenewalsAndExtensions() throws {
        let file = try desk.file(at: .bLTA)
        let renewal = LevelDesk.now + 20 * LevelDesk.day
        let authority = try desk.pki.timeStampingAuthority(
            from: LevelDesk.now, to: LevelDesk.now + 1500 * LevelDesk.day)
        func extend(_ file: [UInt8]) throws -> [UInt8] {
            file
                + (try SignatureExtension.extend(
                    ByteView(file), to: .bLTA, at: renewal, services: desk.services(stampedBy: authority, at: renewal)))
        }
        let found = try pyHanko(
            [try extend(file), try extend(try desk.file(at: .bT)), try extend(try desk.file(at: .bB))], at: renewal + 60
        )
        try #require(found.count == 3)
        #expect(found.map(\.documentTimestamps) == [2, 1, 2] && found.allSatisfy { $0.evidence != nil })
        #expect(found[0].isPassed && found[1].isPassed, "\(found)")
        #expect(found[0].best?.hasPrefix("2026-03-05") == true)
        // EN 319 142-1 takes a document time-stamp for B-T; pyHanko insists on one inside the signature.
        #expect(found[2].lta.hasSuffix("SIG_CONSTRAINTS_FAILURE") && found[2].modification == "LTA_UPDATES")
    }

    /// Certified with P = 1, and with a form: validation data and time-stamps are permitted still.
    @Test(
        .enabled(if: hasPyHanko, "pyHanko is not installed; set SOHOA_TEST_PYTHON"),
        arguments: [ModificationPermission.noChanges, .fillForms])
    func pyHankoPermitsThemAfterACertification(_ permission: ModificationPermission) throws {
        let found = try pyHanko([try desk.file(at: .bLTA, certifying: permission)])
        #expect(found.count == 1 && found.allSatisfy { $0.isPassed && $0.modification == "LTA_UPDATES" }, "\(found)")
    }

    @Test(.enabled(if: Command.has("qpdf", "pdfsig"), "qpdf or pdfsig is not installed"))
    func qpdfAndPopplerAccept() throws {
        for level in AgencyProfile.Level.allCases {
            let file = try Scratch.file("signed.pdf", try desk.file(at: level, writesVRI: true)).path
            let check = try Command.tool("qpdf", ["--check", file])
            #expect(check.status == 0, "\(check.text)\(check.stderr)")
            // pdfsig does not verify RFC 3161 signatures.
            let pdfsig = try Command.tool("pdfsig", ["-nocert", file]).text
            #expect(pdfsig.split(separator: "\n").count { $0.contains("Signature is Valid") } == 1, "\(pdfsig)")
        }
    }

    /// Files with cross-reference streams get their updates in streams.
    @Test(.enabled(if: hasPyHanko && Command.has("qpdf"), "pyHanko or qpdf is not installed"))
    func crossReferenceStreamsAreKept() throws {
        let input = try Scratch.file("input.pdf", PreparedPage().bare()).path
        #expect(try Command.tool("qpdf", ["--object-streams=generate", input, input + ".out"]).status == 0)
        let bare = [UInt8](try Data(contentsOf: URL(fileURLWithPath: input + ".out")))
        let services = desk.services()
        let signed = try desk.sign(bare, stamps: services.timeStamps)
        let file =
            signed
            + (try LevelRaising.raise(ByteView(signed), from: .bT, to: .bLTA, at: LevelDesk.now, services: services))
        let path = try Scratch.file("signed.pdf", file).path
        let check = try Command.tool("qpdf", ["--check", path])
        #expect(check.status == 0, "\(check.text)\(check.stderr)")
        let found = try pyHanko([file])
        #expect(found.count == 1 && found[0].isPassed && found[0].modification == "LTA_UPDATES", "\(found)")
    }
}
