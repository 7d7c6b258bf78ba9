import Foundation
import PDFSyntax
import PKI
import TestSupport
import Testing

@testable import PAdES

/// Files of many pages and of many bytes.
@Suite(.serialized) struct LargeFileTests {
    private static let nowhere = PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0)

    /// `count` pages in a tree whose nodes have `width` kids, or in one long list when nil.
    private static func pages(_ count: Int, width: Int?) -> [UInt8] {
        var builder = PDFFileBuilder()
        let root = builder.reserve()
        let content = builder.add(.stream(PDFStream(dictionary: [:], bytes: Array("0 g 50 50 9 9 re f".utf8))))
        func page(_ parent: PDFReference) -> PDFReference {
            builder.add(
                .dictionary([
                    "Type": .name("Page"), "Parent": .reference(parent), "MediaBox": .numbers([0, 0, 595, 842]),
                    "Contents": .reference(content), "Resources": .dictionary([:]),
                ]))
        }
        func node(_ own: PDFReference, _ parent: PDFReference?, _ kids: [PDFReference], _ leaves: Int) {
            var dictionary: PDFDictionary = [
                "Type": .name("Pages"), "Kids": .array(kids.map(PDFObject.reference)), "Count": .integer(leaves),
            ]
            if let parent { dictionary["Parent"] = .reference(parent) }
            builder.set(own, .dictionary(dictionary))
        }
        if let width {
            let groups = (0..<count / width).map { _ in
                let own = builder.reserve()
                node(own, root, (0..<width).map { _ in page(own) }, width)
                return own
            }
            node(root, nil, groups, count)
        } else {
            node(root, nil, (0..<count).map { _ in page(root) }, count)
        }
        let catalog = builder.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(root)]))
        return builder.finish(root: catalog, info: nil, id: Array("0123456789abcdef".utf8))
    }

    @Test(arguments: [nil, 100]) func tenThousandPages(_ width: Int?) throws {
        let file = Self.pages(10_000, width: width)
        let clock = ContinuousClock()
        for index in [0, 9_999] {
            var request = Signed.request(
                "Ky", place: SignaturePlace(page: index, rectangle: PDFRectangle(x0: 50, y0: 700, x1: 250, y1: 740)))
            request.signerName = nil
            var signed: [UInt8] = []
            let time = try clock.measure { signed = try Signed.sign(file, request) }
            // Some 20 ms; the limit allows for a busy machine.
            #expect(time < .seconds(5), "\(time)")
            #expect(signed.count < file.count + 40_000)
            let findings = try Signed.inspect(signed)
            #expect(findings.map(\.isSound) == [true] && findings[0].places.map(\.page) == [index])
        }
    }

    @Test(.enabled(if: Command.has("qpdf"), "qpdf is not installed")) func tenThousandPagesInObjectStreams() throws {
        let input = try Scratch.file("input.pdf", Self.pages(10_000, width: nil)).path
        let made = try Command.tool(
            "qpdf", ["--object-streams=generate", "--linearize", "--static-id", input, input + ".out"])
        #expect(made.status == 0)
        let file = [UInt8](try Data(contentsOf: URL(fileURLWithPath: input + ".out")))
        let request = Signed.request("Ky", place: SignaturePlace(page: 9_999, rectangle: Self.nowhere))
        let time = try ContinuousClock().measure { _ = try SignatureRevision.prepare(ByteView(file), request) }
        #expect(time < .seconds(10), "\(time)")
        let signed = try Signed.sign(file, request)
        #expect(try Signed.inspect(signed).map(\.isSound) == [true])
        #expect(try Judges.qpdf(try Scratch.file("signed.pdf", signed).path) == 0)
    }

    /// A file with one stream of `size` bytes, which the file system keeps as a hole.
    private static func file(ofBytes size: Int) throws -> String {
        var head = "%PDF-1.7\n"
        var offsets: [Int] = []
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Thumb 4 0 R>>",
        ]
        for (index, object) in objects.enumerated() {
            offsets.append(head.utf8.count)
            head += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        offsets.append(head.utf8.count)
        head += "4 0 obj\n<</Length \(size)>>\nstream\n"
        let middle = "\nendstream\nendobj\n"
        let start = head.utf8.count + size + middle.utf8.count
        var tail = middle + "xref\n0 5\n0000000000 65535 f \n"
        for offset in offsets {
            tail += String(repeating: "0", count: 10 - String(offset).count) + "\(offset) 00000 n \n"
        }
        tail += "trailer\n<</Size 5/Root 1 0 R/ID[<30><30>]>>\nstartxref\n\(start)\n%%EOF\n"
        let url = try Scratch.file("large.pdf", Array(head.utf8))
        let handle = try FileHandle(forWritingTo: url)
        try handle.seek(toOffset: UInt64(head.utf8.count + size))
        try handle.write(contentsOf: Data(tail.utf8))
        try handle.close()
        return url.path
    }

    /// The most memory the process has held at a time since `forgetPeak`, in bytes.
    private static func memory(_ key: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(key + ":") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) * 1024
    }

    private static func forgetPeak() {
        try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    }

    /// Only what is appended is in memory: the file is mapped, read once for its digest, and given back as it is read.
    @Test(arguments: runsLongTests ? [100 << 20, 1 << 30] : [100 << 20])
    func memoryDoesNotGrowWithTheFile(_ size: Int) throws {
        let path = try Self.file(ofBytes: size)
        defer { try? FileManager.default.removeItem(atPath: path) }
        var request = Signed.request("Ky", place: SignaturePlace(page: 0, rectangle: Self.nowhere))
        request.appearance = nil
        let agency = try #require(try Signed.pki.get().agencies.first)
        Self.forgetPeak()
        let before = Self.memory("VmRSS")
        let document = try PDFDocument(bytes: ByteView(mappingFileAt: path))
        let prepared = try SignatureRevision.prepare(document, request)
        let appended = try prepared.complete(
            cms: CAdESBuilder.sign(contentDigest: prepared.digest, identity: agency.officer.identity()))
        #expect(appended.count < 40_000)
        let findings = SignatureInspector.inspect(
            try PDFDocument(bytes: try document.bytes.appending(appended)))
        #expect(findings.map(\.isSound) == [true] && findings[0].coverage == .file)
        // Alone it is some MB; other tests of the process may run at the same time.
        if size > 500 << 20 { #expect(Self.memory("VmHWM") - before < 200 << 20) }
    }
}
