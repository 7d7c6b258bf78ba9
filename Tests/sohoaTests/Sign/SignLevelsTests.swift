import Foundation
import TestSupport
import Testing

/// `sohoa sign --level`: time-stamps and revocation data from services on the loopback interface, faults included.
@Suite(.enabled(if: TrustServiceWorld.isAvailable, "OpenSSL, asn1crypto, cryptography or pyHanko is missing"))
struct SignLevelsTests {
    /// A signer whose certificate names services, and the trust that leads there.
    private struct Desk {
        let folder: URL
        let unsigned = Checkout.testDocuments.appendingPathComponent("quyet-dinh-tro-cap.pdf")

        /// - Parameters:
        ///   - query: as `/issue` of trust_services.py takes it.
        ///   - hasLists: whether the agency has put the authorities' lists into its trust folder; the certificates of
        ///     authority and time-stamps name no service.
        init(_ query: String = "ocsp=good&crl=good", hasLists: Bool = true) throws {
            folder = try Scratch.folder("levels")
            let answer = try Self.fetch("/issue?" + query)
            let parts = try JSONDecoder().decode([String: String].self, from: Data(answer.stdout))
            let trust = folder.appendingPathComponent("trust/demo/roots")
            let intermediates = folder.appendingPathComponent("trust/demo/intermediates")
            for folder in [trust, intermediates] {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }
            try write(parts["root"], trust.appendingPathComponent("root.pem"))
            try write(parts["issuing"], intermediates.appendingPathComponent("issuing.pem"))
            try write(parts["key"], folder.appendingPathComponent("key.pem"))
            try write(parts["certificate"], folder.appendingPathComponent("certificate.pem"))
            for (list, path) in hasLists ? [("root.crl", "/crl/root"), ("issuing.crl", "/crl/good")] : [] {
                try Data(Self.fetch(path).stdout).write(to: intermediates.appendingPathComponent(list))
            }
        }

        private static func fetch(_ path: String) throws -> CommandResult {
            let script = "import sys, urllib.request as r; sys.stdout.buffer.write(r.urlopen(sys.argv[1]).read())"
            return try Command.run(Oracle.python, ["-c", script, TrustServiceWorld.address(path)])
        }

        private func write(_ text: String?, _ file: URL) throws {
            guard let text else { throw Missing(file.lastPathComponent) }
            try Data(text.utf8).write(to: file)
        }

        var trust: String { folder.appendingPathComponent("trust").path }
        var out: URL { folder.appendingPathComponent("signed.pdf") }

        func sign(_ level: String, tsa: [String] = ["/tsa/good"], signers: [String] = []) throws -> CommandResult {
            let profile = try SigningProfile(
                level: level, timeStamps: tsa.map { try TrustServiceWorld.address($0) }, trust: [trust],
                signers: signers)
            return try SohoaBinary.run([
                "sign", unsigned.path, "--profile", profile.path, "--out", out.path, "--signer",
                "pem:\(folder.path)/key.pem,\(folder.path)/certificate.pem",
            ])
        }

        func verify() throws -> VerifyReport {
            let run = try SohoaBinary.run(["verify", out.path, "--json", "--offline", "--trust", trust])
            return try JSONDecoder().decode(VerifyReport.self, from: Data(run.stdout))
        }
    }

    @Test(arguments: ["B-T", "B-LT", "B-LTA"]) func theLevelIsReachedAndVerifiedOffline(_ level: String) throws {
        let desk = try Desk()
        let run = try desk.sign(level)
        #expect(run.status == 0, "\(run.stderr)")
        let report = try desk.verify()
        let signature = try #require(report.signatures.first { $0.type == .signature })
        #expect(signature.level == level)
        #expect(signature.time.timestamp != nil)
        #expect(signature.changesAfter == (level == "B-T" ? .none : .permitted))
        if level != "B-T" { #expect(report.conclusion == .totalPassed) }
        #expect(try Command.tool("qpdf", ["--check", desk.out.path]).status == 0)
    }

    @Test func anotherAuthorityStepsIn() throws {
        let desk = try Desk()
        let run = try desk.sign("B-T", tsa: ["/tsa/http-500", "/tsa/garbage", "/tsa/good"])
        #expect(run.status == 0, "\(run.stderr)")
        #expect(run.stderr.contains("sohoa:"))
        #expect(try desk.verify().signatures.first?.level == "B-T")
    }

    /// Whatever a service does, the level is not lowered in silence: there is an error and no file.
    @Test(arguments: [
        "wrong-nonce", "wrong-imprint", "expired", "no-eku", "untrusted", "garbage", "truncated", "http-500",
    ])
    func aFaultyAuthorityIsAnError(_ fault: String) throws {
        let desk = try Desk()
        let run = try desk.sign("B-T", tsa: ["/tsa/" + fault])
        #expect(run.status == 5, "\(run.status) \(run.stderr)")
        #expect(run.stderr.contains("sohoa: error:") && run.stderr.contains("127.0.0.1"))
        #expect(!FileManager.default.fileExists(atPath: desk.out.path))
    }

    @Test(arguments: ["ocsp=wrong-responder", "ocsp=stale", "ocsp=garbage", "crl=stale", "crl=wrong-issuer", ""])
    func missingRevocationDataIsAnErrorAboveBT(_ query: String) throws {
        let desk = try Desk(query, hasLists: false)
        let run = try desk.sign("B-LT")
        #expect(run.status == 5, "\(run.status) \(run.stderr)")
        #expect(!FileManager.default.fileExists(atPath: desk.out.path))
    }

    @Test func revokedCertificatesNeverSign() throws {
        let desk = try Desk("ocsp=good&revoked=1")
        let run = try desk.sign("B-B")
        #expect(run.status == 5, "\(run.status) \(run.stderr)")
        #expect(!FileManager.default.fileExists(atPath: desk.out.path))
    }

    @Test func withoutAnyAnswerTheProfileDecides() throws {
        let desk = try Desk("ocsp=http-500", hasLists: false)
        #expect(try desk.sign("B-B", signers: ["revocation: required"]).status == 5)
        let lenient = try desk.sign("B-B", signers: ["revocation: whenReachable"])
        #expect(lenient.status == 0, "\(lenient.stderr)")
        #expect(lenient.stderr.contains("thu hồi"))
    }

    /// A file signed without anything, long ago, gets everything afterwards.
    @Test func anOldFileIsExtended() throws {
        let desk = try Desk()
        #expect(try desk.sign("B-B").status == 0)
        let profile = try SigningProfile(
            timeStamps: [TrustServiceWorld.address("/tsa/good")], trust: [desk.trust])
        let extended = desk.folder.appendingPathComponent("extended.pdf")
        let run = try SohoaBinary.run([
            "sign", desk.out.path, "--extend", "--profile", profile.path, "--out", extended.path,
        ])
        #expect(run.status == 0, "\(run.stderr)")
        let before = [UInt8](try Data(contentsOf: desk.out))
        #expect([UInt8](try Data(contentsOf: extended)).starts(with: before))
        let verified = try SohoaBinary.run(["verify", extended.path, "--json", "--offline", "--trust", desk.trust])
        let report = try JSONDecoder().decode(VerifyReport.self, from: Data(verified.stdout))
        #expect(report.conclusion == .totalPassed)
        #expect(report.signatures.contains { $0.type == .documentTimestamp })
    }

    /// A copy of a lower level than is asked for is not what was asked for.
    @Test func aLowerLevelIsNotTakenForTheHigher() throws {
        let desk = try Desk()
        #expect(try desk.sign("B-B").status == 0)
        let profile = try SigningProfile(
            timeStamps: [TrustServiceWorld.address("/tsa/good")], trust: [desk.trust])
        let copies = try Scratch.folder("copies")
        func extend(_ level: String) throws -> CommandResult {
            try SohoaBinary.run([
                "sign", desk.out.path, "--extend", "--level", level, "--profile", profile.path, "--out-dir",
                copies.path, "--json",
            ])
        }
        #expect(try extend("B-T").json.last?["signed"] as? Int == 1)
        #expect(try extend("B-T").json.last?["alreadySigned"] as? Int == 1)
        #expect(try extend("B-LTA").status == 3)
    }

    /// The batch's results reach the profile's level, and a vault's results are renewed as new versions.
    @Test func batchesReachTheLevelAndVaultsAreRenewed() throws {
        let world = try DemoWorld.shared.get()
        let desk = try Desk()
        // The demo's keys sign; the demo's CRLs are in its trust folder, so no responder is needed for them.
        let services = try SigningProfile(
            timeStamps: [TrustServiceWorld.address("/tsa/good")], trust: [world.trust, desk.trust])
        let vault = try Scratch.copy(world.vault, "renewal")
        let arguments = [
            "sign", "--extend", "--vault", vault.path, "--profile", services.path, "--json", "--before", "2100-01-01",
        ]
        let run = try SohoaBinary.run(arguments)
        #expect(run.status == 0, "\(run.stderr)")
        let summary = try #require(run.json.last)
        #expect(summary["schema"] as? String == "sohoa.renewal/1")
        let renewed = try #require(summary["renewed"] as? Int)
        #expect(renewed > 0 && summary["failed"] as? Int == 0)
        let object = try #require(try FiledObject.all(in: vault).first { $0.content["result.pdf"] != nil })
        #expect(object.head == "v2")
        let verified = try SohoaBinary.run(
            [
                "verify", object.url("result.pdf").path, "--json", "--offline", "--trust", world.trust, "--trust",
                desk.trust,
            ])
        let report = try JSONDecoder().decode(VerifyReport.self, from: Data(verified.stdout))
        #expect(report.signatures.contains { $0.type == .documentTimestamp })
        #expect(report.conclusion == .totalPassed, "\(verified.text)")
        #expect(try SohoaBinary.run(["vault", "validate", "--vault", vault.path]).status == 0)
        // Nothing more is due before the time-stamp's certificate ends, and a stamp that adds no time is not made.
        let again = try SohoaBinary.run(Array(arguments.dropLast()) + ["2026-12-01"])
        #expect(again.json.last?["notDue"] as? Int == renewed)
        let useless = try SohoaBinary.run(arguments)
        #expect(useless.status == 2 && useless.json.last?["failed"] as? Int == renewed)
        #expect(useless.text.contains("renewal-gains-nothing"))
        #expect(try FiledObject.all(in: vault).allSatisfy { ["v1", "v2"].contains($0.head) })
    }
}
