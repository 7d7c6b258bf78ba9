import Diagnostics

/// Where time stamps come from: a service on the network, or an authority inside a test. What it gives has been checked:
/// imprint, nonce, policy, the authority's signature and its path.
public struct TimeStampSource: Sendable {
    /// The most bytes that a token may take: what a signature reserves for it before it is made.
    public let maximumTokenSize: Int
    private let stamper: @Sendable (Digest) throws -> TimeStampToken

    /// - Parameter stamp: gives a checked token over the digest, or throws why there is none. It may block, and several
    ///   threads may call it at once.
    public init(maximumTokenSize: Int, stamp: @escaping @Sendable (Digest) throws -> TimeStampToken) {
        self.maximumTokenSize = maximumTokenSize
        stamper = stamp
    }

    /// A token over `digest`.
    /// - Throws: what the source throws, `timestamp-imprint-differs`, `timestamp-too-large`.
    public func stamp(_ digest: Digest) throws -> TimeStampToken {
        let token = try stamper(digest)
        guard token.covers(digest) else {
            throw PKIError(
                .timeStampImprintDiffers, .dependency,
                vi: "Dấu thời gian nhận được không đóng dấu lên dữ liệu đã gửi.",
                en: "The time stamp received stamps something else than what was sent.")
        }
        guard token.der.count <= maximumTokenSize else {
            throw PKIError.timeStampTooLarge(token, limit: maximumTokenSize)
        }
        return token
    }
}

extension Fault where Code == PKIErrorCode {
    /// A token that does not fit where it is to go.
    package static func timeStampTooLarge(_ token: TimeStampToken, limit: Int) -> PKIError {
        PKIError(
            .timeStampTooLarge, .dependency,
            vi: "Dấu thời gian dài \(token.der.count) byte, vượt mức dành sẵn \(limit) byte.",
            en: "The time stamp takes \(token.der.count) bytes, more than the \(limit) reserved for it.")
    }
}
