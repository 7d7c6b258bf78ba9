import Glibc

extension ByteView {
    /// The first place in `range` (cut to the view) where `pattern` stands wholly inside the range.
    func firstIndex(of pattern: [UInt8], in range: Range<Int>) -> Int? {
        guard let head = pattern.first else { return nil }
        let high = Swift.min(range.upperBound, count)
        var low = Swift.max(range.lowerBound, 0)
        while low < high, high - low >= pattern.count {
            let found: Int? =
                withUnsafeBytes(in: low..<high) { raw -> Int? in
                    guard let base = raw.baseAddress else { return nil }
                    guard let hit = memchr(base, Int32(head), raw.count) else { return nil }
                    return UnsafeRawPointer(hit) - base
                } ?? nil
            guard let found else { return nil }
            low += found
            guard high - low >= pattern.count else { return nil }
            if matches(pattern, at: low) { return low }
            low += 1
        }
        return nil
    }

    /// How often `pattern` stands in the view; no further than `most` is counted.
    public func count(of pattern: [UInt8], atMost most: Int) -> Int {
        var found = 0
        var position = 0
        while found < most, let at = firstIndex(of: pattern, in: position..<count) {
            found += 1
            position = at + pattern.count
        }
        return found
    }

    /// The last place in `range` (cut to the view) where `pattern` stands wholly inside the range.
    func lastIndex(of pattern: [UInt8], in range: Range<Int>) -> Int? {
        guard let head = pattern.first else { return nil }
        let low = Swift.max(range.lowerBound, 0)
        var at = Swift.min(range.upperBound, count) - pattern.count
        while at >= low {
            if self[at] == head, matches(pattern, at: at) { return at }
            at -= 1
        }
        return nil
    }

    /// Whether `pattern` stands at `offset`.
    func matches(_ pattern: [UInt8], at offset: Int) -> Bool {
        guard offset >= 0, offset <= count - pattern.count else { return false }
        var index = 0
        for byte in pattern {
            if self[offset + index] != byte { return false }
            index += 1
        }
        return true
    }
}
