import Foundation
import TestSupport
import Testing

/// `sohoa sign FILES… --out-dir DIR`: a day's outputs, one login.
@Suite struct SignManyFilesTests {
    private struct Summary: Decodable {
        var schema: String
        var found: Int
        var signed: Int
        var alreadySigned: Int
        var failed: Int
        var left: Int
    }

    private func sign(_ paths: [String], into out: URL, more: [String] = []) throws -> CommandResult {
        try SohoaBinary.run(
            ["sign"] + paths + DemoKey("officer").options
                + ["--profile", DemoWorld.shared.get().profile, "--out-dir", out.path, "--json"] + more)
    }

    private func summary(_ run: CommandResult) throws -> Summary {
        try JSONDecoder().decode(Summary.self, from: Data((run.lines.last ?? "").utf8))
    }

    @Test func folderIsSignedOnceHoweverOftenItIsRun() throws {
        let folder = try UnsignedFolder.make(5)
        let out = try Scratch.folder("out").appendingPathComponent("signed")
        let first = try sign([folder.path], into: out)
        #expect(first.status == 0, "\(first.stderr)")
        let counts = try summary(first)
        #expect((counts.schema, counts.found, counts.signed) == ("sohoa.sign/1", 5, 5))
        let before = try FileTree(out).paths.map { try Data(contentsOf: out.appendingPathComponent($0)) }
        let again = try summary(try sign([folder.path], into: out))
        #expect((again.signed, again.alreadySigned, again.left) == (0, 5, 0))
        #expect(try FileTree(out).paths.map { try Data(contentsOf: out.appendingPathComponent($0)) } == before)
        // A run that was stopped has signed some of them.
        try FileManager.default.removeItem(at: out.appendingPathComponent("3.pdf"))
        let rest = try summary(try sign([folder.path], into: out))
        #expect((rest.signed, rest.alreadySigned) == (1, 4))
        #expect(try Verification.of(out.appendingPathComponent("3.pdf")).0.conclusion == .totalPassed)
    }

    @Test func oneBadFileDoesNotStopTheOthers() throws {
        let folder = try UnsignedFolder.make(2)
        try Data("khong phai PDF".utf8).write(to: folder.appendingPathComponent("0.pdf"))
        let out = try Scratch.folder("out")
        let run = try sign([folder.path], into: out)
        #expect(run.status == 3)
        let counts = try summary(run)
        #expect((counts.signed, counts.failed) == (2, 1))
        #expect(run.lines.contains { $0.contains("0.pdf") && $0.contains("\"failed\"") })
        #expect(FileTree(out).paths.sorted() == ["1.pdf", "2.pdf"])
    }

    @Test func anotherFileAtTheOutputIsKept() throws {
        let folder = try UnsignedFolder.make(2)
        let out = try Scratch.folder("out")
        try Data("quan trọng".utf8).write(to: out.appendingPathComponent("1.pdf"))
        let run = try sign([folder.path], into: out)
        #expect(run.status == 3)
        #expect(run.text.contains("sign-output-exists"))
        #expect(try String(contentsOf: out.appendingPathComponent("1.pdf"), encoding: .utf8) == "quan trọng")
        #expect(try Verification.of(out.appendingPathComponent("2.pdf")).0.conclusion == .totalPassed)
    }

    /// A copy that is signed by somebody else is not what was asked for.
    @Test func aCopyWithAnotherSignatureIsNotTakenForDone() throws {
        let folder = try UnsignedFolder.make(1)
        let out = try Scratch.folder("out")
        _ = try SohoaBinary.run(
            ["sign", folder.path] + DemoKey("agency").options
                + ["--profile", DemoWorld.shared.get().profile, "--out-dir", out.path])
        #expect(try sign([folder.path], into: out).status == 3)
    }

    /// Done is what was ordered, not any signature of the same person.
    @Test func anotherOrderIsNotTakenForDone() throws {
        let folder = try UnsignedFolder.make(1)
        let out = try Scratch.folder("out")
        #expect(try sign([folder.path], into: out).status == 0)
        #expect(try sign([folder.path], into: out, more: ["--certify", "2"]).status == 3)
    }

    @Test func aSourceThatChangesMeanwhileGivesNoCopy() throws {
        let folder = try Scratch.folder("growing")
        let file = folder.appendingPathComponent("1.pdf")
        var bytes = [UInt8](
            try Data(contentsOf: Checkout.testDocuments.appendingPathComponent("quyet-dinh-tro-cap.pdf")))
        // Large enough for the writer below to come in between.
        bytes += Array(repeating: 0x20, count: 300 << 20)
        try Data(bytes).write(to: file)
        let out = try Scratch.folder("out")
        let arguments =
            try ["sign", file.path] + DemoKey("officer").options
            + ["--profile", DemoWorld.shared.get().profile, "--out-dir", out.path, "--json"]
        let run = try SohoaBinary.start(arguments)
        let writer = try FileHandle(forUpdating: file)
        while run.isRunning {
            try writer.seek(toOffset: UInt64(bytes.count - 10))
            try writer.write(contentsOf: Data([0x20]))
            usleep(2000)
        }
        let result = run.wait()
        #expect(result.status == 3 && result.text.contains("sign-input-changed"), "\(result.text) \(result.stderr)")
        #expect(FileTree(out).paths.isEmpty)
    }

    @Test func onlyOrdinaryFilesAreReadAndReplaced() throws {
        let folder = try UnsignedFolder.make(1)
        let pipe = folder.appendingPathComponent("pipe.pdf").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let options = try DemoKey("officer").options + ["--profile", DemoWorld.shared.get().profile]
        let source = folder.appendingPathComponent("1.pdf")
        let read = try SohoaBinary.start(["sign", pipe, "--out", folder.path + "/x.pdf"] + options)
        #expect(read.wait(atMost: 60).status == 3)
        let written = try SohoaBinary.run(["sign", source.path, "--out", pipe] + options)
        #expect(written.status == 3 && written.stderr.contains("pipe.pdf"))
        let link = folder.appendingPathComponent("link.pdf")
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: source)
        #expect(try SohoaBinary.run(["sign", source.path, "--out", link.path] + options).status == 3)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: source.path)
        let out = folder.appendingPathComponent("private.pdf")
        #expect(try SohoaBinary.run(["sign", source.path, "--out", out.path] + options).status == 0)
        let mode = try FileManager.default.attributesOfItem(atPath: out.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    /// Two officers press the button at once.
    @Test func twoRunsOverOneFolderShareTheWork() throws {
        let folder = try UnsignedFolder.make(60)
        let out = try Scratch.folder("out")
        let arguments =
            try ["sign", folder.path] + DemoKey("officer").options
            + ["--profile", DemoWorld.shared.get().profile, "--out-dir", out.path, "--json"]
        let runs = try [SohoaBinary.start(arguments), SohoaBinary.start(arguments)].map { $0.wait() }
        for run in runs {
            let counts = try summary(run)
            #expect(run.status == 0 && counts.signed + counts.alreadySigned == 60, "\(run.text.suffix(400))")
        }
        #expect(FileTree(out).paths.count == 60)
    }

    /// Killed at any moment, no output is half a file, and the next run finishes.
    @Test func killedRunsAreFinishedByTheNext() throws {
        let folder = try UnsignedFolder.make(200)
        let out = try Scratch.folder("out")
        let arguments =
            try ["sign", folder.path] + DemoKey("officer").options
            + ["--profile", DemoWorld.shared.get().profile, "--out-dir", out.path, "--json"]
        for round in 1...(runsLongTests ? 40 : 6) {
            let run = try SohoaBinary.start(arguments)
            usleep(UInt32(30_000 * (round % 10 + 1)))
            run.send(SIGKILL)
            _ = run.wait()
            for name in FileTree(out).paths.prefix(20) {
                #expect(name.hasSuffix(".pdf"))
                let bytes = try Data(contentsOf: out.appendingPathComponent(name))
                #expect(bytes.suffix(8).contains("EOF".utf8), "\(name)")
            }
        }
        let last = try summary(try sign([folder.path], into: out))
        #expect(last.signed + last.alreadySigned == 200 && last.left == 0)
        #expect(FileTree(out).paths.count == 200)
        #expect(try Verification.of(out.appendingPathComponent("200.pdf")).0.conclusion == .totalPassed)
    }
}
