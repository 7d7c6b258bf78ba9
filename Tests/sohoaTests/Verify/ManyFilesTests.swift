import Foundation
import SignedDocuments
import TestSupport
import Testing

/// Folders and many files at once: a bad one never stops the others, and answers keep the order.
@Suite struct ManyFilesTests {
    private static func folder() throws -> URL {
        let folder = try Scratch.folder("nhieu")
        let file = try LevelDesk.shared.get().file(at: .bB)
        for number in 0..<6 {
            let url = folder.appendingPathComponent("so-\(number).pdf")
            try Data(number == 2 ? Array("không phải PDF".utf8) : file).write(to: url)
        }
        let inner = folder.appendingPathComponent("trong")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        try Data(file).write(to: inner.appendingPathComponent("a.PDF"))
        try Data("x".utf8).write(to: folder.appendingPathComponent("ghi-chu.txt"))
        return folder
    }

    @Test(arguments: ["1", "2", "8"]) func aFolderIsAllItsPDFs(jobs: String) throws {
        let folder = try Self.folder()
        let run = try SohoaBinary.run(["verify", folder.path, "--json", "--offline", "--jobs", jobs])
        let reports = try run.decoded(as: VerifyReport.self)
        #expect(
            reports.map(\.file)
                == (0..<6).map { "\(folder.path)/so-\($0).pdf" } + ["\(folder.path)/trong/a.PDF"])
        #expect(reports.map(\.conclusion).enumerated().allSatisfy { ($0.offset == 2) == ($0.element == .unreadable) })
        #expect(run.status == 3)
    }

    @Test func missingFilesAreToldAndTheRestGoesOn() throws {
        let folder = try Self.folder()
        let run = try SohoaBinary.run([
            "verify", "/khong/co.pdf", folder.appendingPathComponent("so-0.pdf").path, "--json", "--offline",
        ])
        #expect(run.json.count == 1 && run.status == 3)
        #expect(run.stderr.contains("/khong/co.pdf"))
    }

    @Test func aFolderWithoutPDFsIsAnError() throws {
        let run = try SohoaBinary.run(["verify", Scratch.folder("rong").path])
        #expect(run.status == 3)
    }
}
