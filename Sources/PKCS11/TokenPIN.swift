import CP11Kit

/// A PIN in memory that is wiped when its last owner lets it go. An array would leave copies behind.
public final class TokenPIN: @unchecked Sendable {
    // Unchecked because nothing changes the bytes between init and deinit.
    private let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Copies `bytes`, which the caller still has to forget.
    public init(_ bytes: [UInt8]) {
        self.bytes = .allocate(capacity: bytes.count)
        _ = self.bytes.initialize(from: bytes)
    }

    /// Takes `bytes` over: the array is wiped and emptied. The wiping reaches the caller's bytes when no other copy of
    /// the array exists.
    public convenience init(taking bytes: inout [UInt8]) {
        self.init(bytes)
        bytes.withUnsafeMutableBytes { cp11kit_wipe($0.baseAddress, $0.count) }
        bytes.removeAll()
    }

    deinit {
        cp11kit_wipe(bytes.baseAddress, bytes.count)
        bytes.deallocate()
    }

    /// Gives the bytes to a C function for one call.
    func withBytes<Result>(_ body: (UnsafeMutablePointer<UInt8>?, UInt) -> Result) -> Result {
        body(bytes.baseAddress, UInt(bytes.count))
    }
}
