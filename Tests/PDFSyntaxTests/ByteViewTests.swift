import Foundation
import Testing

@testable import PDFSyntax

struct ByteViewTests {
    @Test func readsOutsideTheViewAreNil() {
        let view = ByteView([1, 2, 3])
        #expect(view[2] == 3 && view[3] == nil && view[-1] == nil)
        #expect(view.slice(1..<4) == nil)
        #expect(view.view(1..<3)?.bytes == [2, 3])
    }

    /// A mapped file is mapped again and not read; what was appended survives the release of pages while hashing.
    @Test(arguments: [0, 1, 4095, 4096, 4097, 3 << 20]) func appendsToMappedFiles(_ size: Int) throws {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let path = NSTemporaryDirectory() + "byteview-\(size)-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let first: [UInt8] = Array(repeating: 7, count: 5000)
        let second: [UInt8] = [1, 2, 3]
        for start in [0, min(size, 10)] {
            let file = try ByteView(mappingFileAt: path).dropFirst(start)
            let twice = try file.appending(first).appending(second)
            for _ in 1...2 {
                var seen: [UInt8] = []
                twice.forEachChunk(in: 0..<twice.count) { seen += $0 }
                #expect(seen == Array(bytes.dropFirst(start)) + first + second)
            }
            #expect(try ByteView(bytes).dropFirst(start).appending(first) == file.appending(first))
        }
    }

    @Test func searchFindsBothEnds() {
        let view = ByteView(Array("ababc abc".utf8))
        #expect(view.firstIndex(of: Array("abc".utf8), in: 0..<9) == 2)
        #expect(view.lastIndex(of: Array("abc".utf8), in: 0..<9) == 6)
        #expect(view.firstIndex(of: Array("abc".utf8), in: 3..<8) == nil)
    }
}
