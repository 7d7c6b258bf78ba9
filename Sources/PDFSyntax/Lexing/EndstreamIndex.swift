/// All places of the keyword `endstream`, found once, so that many streams with a wrong length cost one walk together.
struct EndstreamIndex: Sendable {
    private let offsets: [Int]

    private init(_ bytes: ByteView) {
        let keyword = [UInt8]("endstream".utf8)
        var offsets: [Int] = []
        var from = 0
        while let at = bytes.firstIndex(of: keyword, in: from..<bytes.count) {
            offsets.append(at)
            from = at + keyword.count
        }
        self.offsets = offsets
    }

    /// The first `endstream` at or after `offset`; makes the index in `known` when it is not there.
    static func first(from offset: Int, in bytes: ByteView, known: inout EndstreamIndex?) -> Int? {
        let index = known ?? EndstreamIndex(bytes)
        known = index
        var low = 0
        var high = index.offsets.count
        while low < high {
            let middle = (low + high) / 2
            if index.offsets[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low < index.offsets.count ? index.offsets[low] : nil
    }
}
