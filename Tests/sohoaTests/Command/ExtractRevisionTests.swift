import Foundation
import SignedDocuments
import TestSupport
import Testing

/// `sohoa inspect --extract-revision`: the exact bytes that were signed.
@Suite struct ExtractRevisionTests {
    /// Signed, then validation data, then a document time-stamp.
    let file: [UInt8]
    let path: String

    init() throws {
        file = try LevelDesk.shared.get().file(at: .bLTA)
        path = try Scratch.file("luu-tru.pdf", file).path
    }

    private func revisions() throws -> (ends: [Int], signed: [Int?]) {
        let json = try #require(try SohoaBinary.run(["inspect", path, "--json"]).json.first)
        let ends = (json["revisions"] as? [[String: Any]] ?? []).compactMap { $0["end"] as? Int }
        return (ends, (json["signatures"] as? [[String: Any]] ?? []).map { $0["revision"] as? Int })
    }

    @Test func whatWasSignedComesBackToTheByte() throws {
        let ranges = SignedPDF(file).ranges
        let signed = try revisions().signed
        try #require(ranges.count == 2 && signed.count == 2)
        for (range, revision) in zip(ranges, signed) {
            let number = try #require(revision)
            let out = try Scratch.folder("ban-ky").appendingPathComponent("ky.pdf").path
            let run = try SohoaBinary.run(["inspect", path, "--extract-revision", "\(number)", "--out", out])
            #expect(run.status == 0 && run.stdout.isEmpty, "\(run.stderr)")
            #expect(FileManager.default.contents(atPath: out).map { [UInt8]($0) } == Array(file[..<range.end]))
        }
    }

    @Test func everyRevisionIsAPrefix() throws {
        let ends = try revisions().ends
        for number in 1...ends.count {
            let run = try SohoaBinary.run(["inspect", path, "--extract-revision", "\(number)"])
            #expect(run.status == 0 && file.starts(with: run.stdout) && !run.stdout.isEmpty)
        }
        #expect(ends.count > 2)
    }

    /// A signature counts from %PDF: what precedes it was never signed.
    @Test func junkBeforeTheHeaderIsLeftOut() throws {
        let junk = try Scratch.file("rac.pdf", Array("\u{FEFF}<html>\n".utf8) + file)
        let range = try #require(SignedPDF(file).ranges.first)
        let number = try #require(try revisions().signed.first ?? nil)
        let run = try SohoaBinary.run(["inspect", junk.path, "--extract-revision", "\(number)"])
        #expect(run.stdout == Array(file[..<range.end]))
    }

    @Test func nothingIsOverwrittenUnasked() throws {
        let out = try Scratch.file("co-roi.pdf", Array("giữ".utf8)).path
        let refused = try SohoaBinary.run(["inspect", path, "--extract-revision", "1", "--out", out])
        #expect(refused.status == 3)
        #expect(FileManager.default.contents(atPath: out) == Data("giữ".utf8))
        let forced = try SohoaBinary.run(["inspect", path, "--extract-revision", "1", "--out", out, "--force"])
        #expect(forced.status == 0)
        #expect(FileManager.default.contents(atPath: out)?.starts(with: Data("%PDF".utf8)) == true)
        // Not even when asked: the original would be lost for a part of it.
        let own = try SohoaBinary.run(["inspect", path, "--extract-revision", "1", "--out", path, "--force"])
        #expect(own.status == 3)
        #expect(FileManager.default.contents(atPath: path).map { [UInt8]($0) } == file)
        let device = try SohoaBinary.run(["inspect", path, "--extract-revision", "1", "--out", "/dev/null", "--force"])
        #expect(device.status == 6)
    }

    @Test func revisionsThatAreNotThere() throws {
        #expect(try SohoaBinary.run(["inspect", path, "--extract-revision", "99"]).status == 3)
        #expect(try SohoaBinary.run(["inspect", path, "--extract-revision", "0"]).status == 64)
        #expect(try SohoaBinary.run(["inspect", path, "--out", "x"]).status == 64)
    }

    @Test func inspectSaysWhoSignedWhatAndWhatEachRevisionChanged() throws {
        let json = try #require(try SohoaBinary.run(["inspect", path, "--json"]).json.first)
        let revisions = json["revisions"] as? [[String: Any]] ?? []
        let signers = revisions.flatMap { $0["signedBy"] as? [Int] ?? [] }
        #expect(signers == [0, 1])
        let kinds = revisions.flatMap { $0["changes"] as? [[String: Any]] ?? [] }.compactMap { $0["kind"] as? String }
        #expect(kinds.contains("VALIDATION_DATA") && kinds.contains("DOCUMENT_TIMESTAMP"))
        let text = try SohoaBinary.run(["inspect", path]).text
        #expect(text.contains("ký bởi “ChuKy”") && text.contains("thêm dữ liệu xác thực lâu dài (DSS)"))
        #expect(!text.contains("TOTAL-"))
    }
}
