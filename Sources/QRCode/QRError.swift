import Diagnostics

/// What can go wrong with QR symbols and seals.
public enum QRErrorCode: String, Sendable, CaseIterable {
    /// The text is empty or holds a NUL, which the encoder cannot carry.
    case textNotEncodable = "qr-text-not-encodable"
    /// The text needs a larger symbol than the caller allows.
    case textTooLong = "qr-text-too-long"
    /// The encoder or the reader gave up (out of memory).
    case libraryFailed = "qr-library-failed"
    /// The pixel count is not width × height, or the raster is empty or too large.
    case rasterInvalid = "qr-raster-invalid"

    /// The text is not `https://HOST/Q#DIGITS`.
    case addressMalformed = "seal-address-malformed"
    /// The number after `#` does not stand for a seal.
    case numberMalformed = "seal-number-malformed"
    /// The bytes are not deterministic CBOR of the subset that seals use.
    case cborMalformed = "seal-cbor-malformed"
    /// The bytes are not a COSE_Sign1 of the one shape that seals use.
    case coseMalformed = "seal-cose-malformed"
    /// The signed payload breaks a rule of SH1.
    case payloadMalformed = "seal-payload-malformed"
    /// The payload is of a version this software does not know.
    case versionUnknown = "seal-version-unknown"
    /// A seal would be longer than 1 KB.
    case sealTooLong = "seal-too-long"
    /// The signer returned something other than a 64-byte P-256 signature.
    case signatureUnusable = "seal-signature-unusable"
    /// The typed code has the wrong length, a wrong character or a wrong check character.
    case humanCodeMalformed = "seal-code-malformed"
}

/// The error of module QRCode.
public typealias QRError = Fault<QRErrorCode>
