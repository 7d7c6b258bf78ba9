import Foundation
import TestSupport
import Testing

/// Programs that share no code with ours, asked about many files at once.
enum Judges {
    static let hasPyHanko = Oracle.has("pyhanko")

    /// What pyHanko says of one file.
    struct FileJudgement: Decodable {
        let file: String
        let error: String?
        let signatures: [Judgement]
    }

    /// What pyHanko says of one signature.
    struct Judgement: Decodable {
        let field: String?
        let intact: Bool?
        let valid: Bool?
        let coverage: String?
        let modification: String?
        let docmdp: Bool?
        let seed: String?
        let error: String?
    }

    /// pyHanko's judgement of these files, by path; all in one process. After a tab a path may name the only field to
    /// judge.
    static func pyHanko(_ paths: [String]) throws -> [String: FileJudgement] {
        let result = try Oracle.run("check_signed_files.py", [], input: paths.joined(separator: "\n") + "\n")
        #expect(result.status == 0, "\(result.stderr)")
        let judgements = try result.decoded(as: FileJudgement.self)
        return Dictionary(judgements.map { ($0.file, $0) }, uniquingKeysWith: { a, _ in a })
    }

    /// pyHanko's judgement of one file.
    static func pyHanko(_ bytes: [UInt8]) throws -> [Judgement] {
        let path = try Scratch.file("signed.pdf", bytes).path
        let judgement = try #require(try pyHanko([path])[path])
        #expect(judgement.error == nil)
        return judgement.signatures
    }

    /// What qpdf finds wrong: 0 nothing, 2 errors, 3 warnings.
    static func qpdf(_ path: String) throws -> Int32 { try Command.tool("qpdf", ["--check", path]).status }

    /// How many signatures pdfsig calls valid.
    static func pdfsig(_ path: String) throws -> Int {
        try Command.tool("pdfsig", ["-nocert", path]).text.split(separator: "\n")
            .count { $0.contains("Signature is Valid") }
    }
}
