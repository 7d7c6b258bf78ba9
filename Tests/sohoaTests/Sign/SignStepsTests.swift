import Foundation
import SignedDocuments
import TestSupport
import Testing

/// `sohoa sign --steps` and `--as`: the signatures an office puts on one decision, each visible in its place.
@Suite struct SignStepsTests {
    private let folder: URL
    private let profile: String
    private var decision: URL { folder.appendingPathComponent("quyet-dinh.pdf") }

    init() throws {
        folder = try Scratch.folder("steps")
        _ = try Self.write(DecisionPage().pdf(), folder, "quyet-dinh.pdf")
        let signature = try Self.write(Pictures.signature(), folder, "chu-ky.png")
        let seal = try Self.write(Pictures.seal(), folder, "con-dau.png")
        let key = try DemoKey("officer").options
        profile = try SigningProfile(
            extra: """
                steps:
                  - as: leader
                    signer: { name: Trần Quốc Bảo Khánh, uri: "\(key[1])", pinFile: "\(key[3])" }
                    title: [KT. CHỦ TỊCH, PHÓ CHỦ TỊCH]
                    picture: \(signature)
                  - { as: number, signer: agencySeal }
                  - { as: date, signer: agencySeal }
                  - { as: agencySeal, signer: agencySeal, picture: \(seal) }
                """
        ).path
    }

    private static func write(_ bytes: [UInt8], _ folder: URL, _ name: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file.path
    }

    private func sign(_ arguments: [String]) throws -> CommandResult {
        try SohoaBinary.run(["sign", decision.path, "--profile", profile] + arguments)
    }

    @Test func theWholeOfficeSignsWithOneCommand() throws {
        let out = folder.appendingPathComponent("da-ky.pdf")
        let run = try sign(["--steps", "--set", "number=631", "--set", "date=18/02/2026", "--out", out.path])
        #expect(run.status == 0, "\(run.stderr)")
        let (report, status) = try Verification.of(out)
        #expect(report.conclusion == .totalPassed && status == 0)
        #expect(
            report.signatures.compactMap(\.field) == ["ChuKyLanhDao", "VanThuChoSo", "VanThuChoNgay", "ConDauCoQuan"])
        #expect(report.signatures.dropLast().allSatisfy { $0.changesAfter == .permitted })
        #expect(report.signatures.allSatisfy { $0.intact == true && $0.signatureValid })
        let text = try Command.tool("pdftotext", ["-layout", out.path, "-"]).text
        #expect(text.contains("631") && text.contains("18"))
        let pdfsig = try Command.tool("pdfsig", ["-nocert", out.path]).lines
        #expect(pdfsig.count { $0.contains("Signature is Valid.") } == 4)
    }

    /// The first signature certifies, the others are filled in under it.
    @Test func theFirstStepCertifies() throws {
        let out = folder.appendingPathComponent("chung-thuc.pdf")
        let run = try sign([
            "--steps", "--certify", "2", "--set", "number=631", "--set", "date=18/02/2026", "--out", out.path,
        ])
        #expect(run.status == 0, "\(run.stderr)")
        #expect(try Verification.of(out).0.conclusion == .totalPassed)
    }

    /// The clerk has signed the number alone with the agency's key: the seal and the day are still missing.
    @Test func aCopyWithSomeOfTheStepsIsNotTakenForDone() throws {
        let copies = try Scratch.folder("copies")
        let name = copies.appendingPathComponent("quyet-dinh.pdf")
        let leader = try DemoKey("officer").options + ["--out", folder.appendingPathComponent("lanh-dao.pdf").path]
        #expect(try sign(leader).status == 0)
        let run = try SohoaBinary.run(
            [
                "sign", folder.appendingPathComponent("lanh-dao.pdf").path, "--profile", profile, "--as", "number",
                "--set",
                "number=631", "--out", name.path,
            ] + DemoKey("xa-agency").options)
        #expect(run.status == 0, "\(run.stderr)")
        let all = try sign([
            "--steps", "--set", "number=631", "--set", "date=18/02/2026", "--out-dir", copies.path,
        ])
        #expect(all.status == 3 && all.stderr.contains("quyet-dinh.pdf"))
    }

    /// The clerk comes a day later, with a key of their own.
    @Test func oneStepAtATimeComesToTheSame() throws {
        var input = decision
        let key = try DemoKey("agency").options
        for (name, values) in [("number", ["number=631"]), ("date", ["date=2026-02-18"]), ("copy", [])] {
            let out = folder.appendingPathComponent("\(name).pdf")
            let run = try SohoaBinary.run(
                ["sign", input.path, "--profile", profile, "--as", name, "--out", out.path] + key
                    + values.flatMap { ["--set", $0] })
            #expect(run.status == 0, "\(name): \(run.stderr)")
            #expect([UInt8](try Data(contentsOf: out)).starts(with: [UInt8](try Data(contentsOf: input))))
            input = out
        }
        let (report, _) = try Verification.of(input)
        #expect(report.conclusion == .totalPassed && report.signatures.count == 3)
        #expect(try Command.tool("pdftotext", [input.path, "-"]).text.contains("SAO Y"))
    }

    @Test func whatIsMissingIsSaid() throws {
        let out = ["--out", folder.appendingPathComponent("x.pdf").path]
        let key = try DemoKey("agency").options
        let unnamed = try sign(key + ["--as", "khong-co"] + out)
        #expect(unnamed.status == 4 && unnamed.stderr.contains("leader"))
        let valueless = try sign(key + ["--as", "number"] + out)
        #expect(valueless.status != 0 && valueless.stderr.contains("number"))
        // Over a page that is full of text no mark is laid.
        var full = DecisionPage()
        full.isFull = true
        let file = folder.appendingPathComponent("day-chu.pdf")
        try Data(full.pdf()).write(to: file)
        let covered = try SohoaBinary.run(
            ["sign", file.path, "--profile", profile, "--as", "copy"] + key + out)
        #expect(covered.status == 3, "\(covered.stderr)")
        #expect(!FileManager.default.fileExists(atPath: out[1]))
    }
}
