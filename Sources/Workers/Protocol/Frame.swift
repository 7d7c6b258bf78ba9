/// One message in either direction: a 4-byte big-endian length and that many bytes of JSON, then an 8-byte length and
/// that many bytes of payload (a file, or pixels).
struct Frame {
    /// Text layers of long documents are the largest headers.
    static let maximumHeader = 64 << 20
    /// The largest raster, with room to spare.
    static let maximumPayload = 512 << 20

    var header: [UInt8]
    var payload: [UInt8]
}

/// A byte stream in both directions. Both operations block until at least one byte moves.
protocol ByteChannel {
    /// 0 at the end of the stream.
    func receive(into buffer: UnsafeMutableRawBufferPointer) throws(ChannelFailure) -> Int
    func send(_ buffer: UnsafeRawBufferPointer) throws(ChannelFailure) -> Int
}

/// Why a frame could not be moved.
enum ChannelFailure: Error, Equatable {
    /// The other side is gone.
    case closed
    /// The deadline passed.
    case timedOut
    /// A length exceeds the limits of `Frame`.
    case tooLarge
    /// Another error of the system, by number.
    case system(Int32)
}

extension ByteChannel {
    func write(_ frame: Frame) throws(ChannelFailure) {
        guard frame.header.count <= Frame.maximumHeader, frame.payload.count <= Frame.maximumPayload else {
            throw .tooLarge
        }
        try writeAll(bigEndian(frame.header.count, size: 4) + frame.header + bigEndian(frame.payload.count, size: 8))
        try writeAll(frame.payload)
    }

    /// Nil when the stream ends before a frame begins.
    func readFrame() throws(ChannelFailure) -> Frame? {
        guard let length = try read(4, canEnd: true) else { return nil }
        let header = try read(number(length), limit: Frame.maximumHeader)
        let payload = try read(number(read(8, limit: 8)), limit: Frame.maximumPayload)
        return Frame(header: header, payload: payload)
    }

    private func writeAll(_ bytes: [UInt8]) throws(ChannelFailure) {
        var sent = 0
        while sent < bytes.count {
            sent += try bytes.withUnsafeBufferPointer { (all) throws(ChannelFailure) -> Int in
                try send(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(all)[sent...]))
            }
        }
    }

    private func read(_ count: Int, limit: Int) throws(ChannelFailure) -> [UInt8] {
        guard count >= 0, count <= limit else { throw .tooLarge }
        guard let bytes = try read(count, canEnd: false) else { throw .closed }
        return bytes
    }

    private func read(_ count: Int, canEnd: Bool) throws(ChannelFailure) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        var received = 0
        while received < count {
            let more = try bytes.withUnsafeMutableBufferPointer { (all) throws(ChannelFailure) -> Int in
                try receive(
                    into: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(all)[received...]))
            }
            guard more > 0 else {
                if received == 0, canEnd { return nil }
                throw .closed
            }
            received += more
        }
        return bytes
    }

    private func bigEndian(_ number: Int, size: Int) -> [UInt8] {
        (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * (size - 1 - $0))) }
    }

    /// Lengths with the top bit set become negative and are refused.
    private func number(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
