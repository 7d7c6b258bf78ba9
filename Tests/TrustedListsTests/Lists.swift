import Foundation
import PKI
import TestSupport

@testable import TrustedLists

/// Trusted lists of every kind, made once for all tests by Tests/Oracles/trusted_lists.py, which shares no code with us.
struct Lists: Sendable {
    /// What the generator says about a file.
    struct Expectation: Decodable, Sendable, CustomStringConvertible {
        let file: String
        /// The error that reading must end with; nil when it must succeed.
        let code: String?
        let signer: String
        let xmlsec: Bool

        var description: String { file }
    }

    struct OracleFailed: Error {
        let stderr: String
    }

    let folder: URL
    let expectations: [Expectation]

    /// Whether the generator can run.
    static let hasOracle = Oracle.has("lxml", "cryptography")
    static let shared = Result { try Lists() }

    private init() throws {
        folder = try Scratch.folder("lists")
        let made = try Oracle.run("trusted_lists.py", [folder.path])
        guard made.status == 0 else { throw OracleFailed(stderr: made.stderr) }
        expectations = try made.decoded(as: Expectation.self)
    }

    func bytes(_ file: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: folder.appendingPathComponent(file))) }

    func certificate(_ name: String) throws -> Certificate {
        let pem = folder.appendingPathComponent(name + ".pem")
        return try Certificate(pem: [UInt8](Data(contentsOf: pem)))
    }

    func read(_ name: String, signedBy signer: String = "operator") throws -> TrustedList {
        try TrustedList.read(bytes(name + ".xml"), signedBy: [certificate(signer)])
    }

    /// The code of the error that `body` ends with; nil when it succeeds.
    static func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch let error as TrustedListError {
            return error.codeName
        } catch {
            return "\(error)"
        }
    }
}

extension Date {
    /// Midnight in UTC.
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast
    }
}
