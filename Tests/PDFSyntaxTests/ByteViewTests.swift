import Testing

@testable import PDFSyntax

struct ByteViewTests {
    @Test func readsOutsideTheViewAreNil() {
        let view = ByteView([1, 2, 3])
        #expect(view[2] == 3 && view[3] == nil && view[-1] == nil)
        #expect(view.slice(1..<4) == nil)
        #expect(view.view(1..<3)?.bytes == [2, 3])
    }

    @Test func searchFindsBothEnds() {
        let view = ByteView(Array("ababc abc".utf8))
        #expect(view.firstIndex(of: Array("abc".utf8), in: 0..<9) == 2)
        #expect(view.lastIndex(of: Array("abc".utf8), in: 0..<9) == 6)
        #expect(view.firstIndex(of: Array("abc".utf8), in: 3..<8) == nil)
    }
}
