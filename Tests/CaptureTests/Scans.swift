import Foundation
import Profiles
import RasterImage
import Records
import TestSupport

@testable import Capture

/// Scans of every kind, made by Tests/Oracles/make_scans.py once for all tests, captured once, and checked once by
/// Tests/Oracles/check_captured.py.
struct Scans: Sendable {
    /// What the generator says about a file.
    struct Expectation: Sendable {
        var file: String
        var isAccepted: Bool
        var code: String?
    }

    /// What independent tools found in a captured file.
    struct Verdict: Decodable, Sendable {
        var file: String
        var qpdf: Int
        var pdfa: Bool
        var failures: [String]
        var shown: Double
        var bytes: Bool?
        var pixels: Int?
    }

    let folder: URL
    let expectations: [Expectation]

    static let python = ProcessInfo.processInfo.environment["SOHOA_TEST_PYTHON"] ?? "python3"
    /// Whether the machine has the independent tools; tests that need them are skipped otherwise.
    static let hasTools: Bool =
        Command.find("qpdf") != nil && Command.find("pdftoppm") != nil
        && (try? Command.run(
            "/usr/bin/env", [python, "-c", "import page, pikepdf, img2pdf, numpy, PIL"]))?.status == 0

    static let shared = Result { try Scans() }

    private init() throws {
        folder = try Scratch.folder("scans")
        let made = try Scans.oracle("make_scans.py", [folder.path])
        expectations = made.json.compactMap { json in
            guard let file = json["file"] as? String, let accept = json["accept"] as? Bool else { return nil }
            return Expectation(file: file, isAccepted: accept, code: json["code"] as? String)
        }
    }

    func bytes(_ file: String) throws -> [UInt8] { try [UInt8](Data(contentsOf: folder.appendingPathComponent(file))) }

    func capture(_ file: String, measurements: CaptureMeasurements? = nil) throws -> CaptureOutcome {
        try Sample.capturer.capture(
            Sample.source(file, bytes(file)), measurements: measurements, capturedAt: Sample.instant)
    }

    static func oracle(_ script: String, _ arguments: [String]) throws -> CommandResult {
        let path = Checkout.root.appendingPathComponent("Tests/Oracles/\(script)").path
        let result = try Command.run("/usr/bin/env", [python, path] + arguments)
        if result.status != 0 { throw OracleFailed(script: script, stderr: result.stderr) }
        return result
    }

    struct OracleFailed: Error {
        var script: String
        var stderr: String
    }
}

/// Rules, sources and instants the tests share.
enum Sample {
    static let instant = Date(timeIntervalSince1970: 1_790_000_000)

    static let appearance = AppearanceRules(
        fontFile: "", fontSize: 10, copyForm: "SAO Y", stripBasis: LegalBasis(citation: "test", verified: false),
        marginMM: 5, stripHeightMM: 30, digitizerHeightMM: 10, digitizerWidthMM: 80, moduleMM: 0.34)

    static let capturer = Capturer(
        scan: ScanRequirements(
            minimumDPI: 200, minimumDPIBasis: LegalBasis(citation: "TT 05/2025 Đ8", verified: true), maximumPages: 50,
            maximumBytes: 1 << 28),
        appearance: appearance, agencyName: "UBND xã Mỹ Hòa Hưng & <thử>",
        decode: { file, page in try ImageDecoder(file).page(page).raster })

    static func source(_ path: String, _ bytes: [UInt8]) -> SourceDocument {
        SourceDocument(
            path: path, bytes: bytes, sha256: String(repeating: "0123456789abcdef", count: 4), dossier: nil,
            manifest: nil)
    }
}

extension CaptureOutcome {
    var document: CapturedDocument? {
        if case .captured(let document) = self { document } else { nil }
    }

    var findings: [Finding] {
        switch self {
        case .captured(let document): document.findings
        case .setAside(let findings): findings
        }
    }
}
