/// A QR code found in a raster.
public struct QRReading: Sendable, Hashable {
    /// Pixels from the top left; the maxima are outside the code.
    public struct Box: Sendable, Hashable {
        /// Left edge.
        public let minX: Int
        /// Upper edge.
        public let minY: Int
        /// Right edge, the first column outside.
        public let maxX: Int
        /// Lower edge, the first row outside.
        public let maxY: Int
    }

    /// The decoded bytes, as the symbol holds them.
    public let bytes: [UInt8]
    /// Around the whole symbol, without its quiet zone.
    public let box: Box

    /// `bytes` as text; nil when they are not UTF-8.
    public var text: String? { String(validating: bytes, as: UTF8.self) }
}
