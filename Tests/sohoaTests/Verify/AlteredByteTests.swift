import Foundation
import TestSupport
import Testing

/// One byte of a signed file is changed: whatever it is, the file never passes (DESIGN section 6).
@Suite struct AlteredByteTests {
    let pdf: SignedPDF
    let digitizer: SignedPDF.ByteRange
    let agency: SignedPDF.ByteRange

    init() throws {
        // The smallest result: a bilevel scan.
        pdf = try SignedPDF(FiledResult.of("giay-phep-xay-dung.tif", in: DemoWorld.shared.get().vault).pdf)
        digitizer = try #require(pdf.ranges.first)
        agency = try #require(pdf.ranges.last)
        try #require(pdf.ranges.count == 2 && agency.end == pdf.bytes.count)
    }

    /// Verifies copies of the file, each with another byte changed.
    private func verify(flippedAt places: [Int]) throws -> Verification {
        let folder = try Scratch.folder("flips")
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try places.map { place in
            let file = folder.appendingPathComponent("\(place).pdf")
            try Data(pdf.flipped(at: place)).write(to: file)
            return file.path
        }
        return try Verification(files)
    }

    private func expectFailed(_ report: VerifyReport, sourceLocation: SourceLocation = #_sourceLocation) {
        let text = Comment(rawValue: "\(report.file): \(report.conclusion) \(report.allReasons)")
        #expect(report.conclusion == .totalFailed, text, sourceLocation: sourceLocation)
        #expect(report.verdict == .invalid, text, sourceLocation: sourceLocation)
        #expect(report.allReasons.contains { !$0.message.isEmpty }, text, sourceLocation: sourceLocation)
    }

    @Test func imageOfTheScan() throws {
        let places = stride(from: 3000, to: digitizer.gap.lowerBound - 3000, by: max(1, digitizer.gap.lowerBound / 12))
        let run = try verify(flippedAt: Array(places))
        #expect(run.reports.count >= 8)
        #expect(run.command.status == 1)
        for report in run.reports {
            expectFailed(report)
            #expect(report.signatures.allSatisfy { $0.intact == false }, "\(report.file)")
            #expect(report.signatures.allSatisfy { $0.subIndication == "HASH_FAILURE" }, "\(report.file)")
            // The signature itself is still one its signer made.
            #expect(report.signatures.allSatisfy { $0.signatureValid }, "\(report.file)")
        }
    }

    /// The strip with the QR lies in the agency's revision, between the base revision and its /Contents.
    @Test func appearanceOfTheAgencysSignature() throws {
        let places = Array(stride(from: digitizer.end + 40, to: agency.gap.lowerBound, by: 997))
        let run = try verify(flippedAt: places)
        for report in run.reports {
            #expect(report.conclusion == .totalFailed || report.conclusion == .unreadable, "\(report.file)")
            #expect(report.signatures.last?.intact != true, "\(report.file)")
        }
    }

    @Test func anywhere() throws {
        var random = SeededRandom(seed: 2026)
        let wanted = runsLongTests ? 2000 : 60
        var places: Set<Int> = [0, 5, pdf.bytes.count - 1, pdf.bytes.count - 8]
        while places.count < wanted {
            let place = Int.random(in: 0..<pdf.bytes.count, using: &random)
            if !pdf.ranges.contains(where: { $0.gap.contains(place) }) { places.insert(place) }
        }
        let run = try verify(flippedAt: places.sorted())
        #expect(run.reports.count == wanted)
        #expect([1, 3].contains(run.command.status))
        for report in run.reports {
            // Damage at the structure may leave nothing to read; it never leaves a file that passes or seems unsigned.
            let refused = [.totalFailed, .unreadable].contains(report.conclusion)
            #expect(refused, "\(report.file): \(report.conclusion)")
        }
    }

    @Test func signatureValue() throws {
        for range in [digitizer, agency] {
            // Without unsigned attributes the signature value ends the CMS.
            let last = try pdf.contentsDigits(range).upperBound - 1
            let report = try #require(try verify(flippedAt: [last]).reports.first)
            expectFailed(report)
            let failed = report.signatures.filter { !$0.signatureValid }
            #expect(failed.count == 1 || range == digitizer)
            #expect(failed.contains { $0.subIndication == "SIG_CRYPTO_FAILURE" })
        }
    }

    @Test func signedDigest() throws {
        // The attribute messageDigest: its type, a SET, an OCTET STRING of 32 bytes.
        let mark = Data("2a864886f70d010904".utf8)
        for range in [digitizer, agency] {
            let digits = try pdf.contentsDigits(range)
            let text = Data(String(decoding: pdf.bytes[digits], as: UTF8.self).lowercased().utf8)
            let found = try #require(text.range(of: mark))
            let place = digits.lowerBound + found.upperBound + 20
            expectFailed(try #require(try verify(flippedAt: [place]).reports.first))
        }
    }

    @Test func bracketsAndTagsOfTheContents() throws {
        let places = [digitizer, agency].flatMap { [$0.gap.lowerBound + 1, $0.gap.lowerBound + 2] }
        for report in try verify(flippedAt: places).reports { expectFailed(report) }
    }

    /// Nothing can be hidden in the zeros after the CMS.
    @Test func paddingOfTheContents() throws {
        let places = [digitizer, agency].map { $0.gap.upperBound - 40 }
        for report in try verify(flippedAt: places).reports {
            #expect(report.conclusion != .totalPassed, "\(report.file)")
        }
    }

    @Test func cutOffAnywhere() throws {
        let folder = try Scratch.folder("cuts")
        let lengths = [100, digitizer.end / 2, digitizer.end + 500, agency.gap.lowerBound + 100, agency.end - 10]
        let files = try lengths.map { length in
            let file = folder.appendingPathComponent("\(length).pdf")
            try Data(pdf.bytes.prefix(length)).write(to: file)
            return file.path
        }
        for report in try Verification(files).reports {
            #expect(report.conclusion != .totalPassed || report.signatures.count == 1, "\(report.file)")
            #expect(report.seal.matches != true, "\(report.file)")
        }
    }

    /// The page of one result under the agency's revision of another.
    @Test func revisionOfAnotherResult() throws {
        let other = try SignedPDF(FiledResult.of("giay-chung-nhan-attp.tif", in: DemoWorld.shared.get().vault).pdf)
        let otherBase = try #require(other.ranges.first).end
        let mixed = try Scratch.file("tron.pdf", pdf.bytes.prefix(digitizer.end) + other.bytes.dropFirst(otherBase))
        let (report, status) = try Verification.of(mixed)
        #expect([.totalFailed, .unreadable].contains(report.conclusion))
        #expect([1, 3].contains(status))
        #expect(report.seal.matches != true)
    }
}
