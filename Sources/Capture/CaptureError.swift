import Diagnostics

/// What can go wrong in Capture that says nothing about the document.
public enum CaptureErrorCode: String, Sendable {
    /// The source's SHA-256 is not 64 hexadecimal digits, so no document identifier can be derived from it.
    case badDigest = "capture-bad-digest"
    /// The CMYK profile that was configured is not one.
    case badColourProfile = "capture-bad-colour-profile"
}

/// An error of Capture.
public typealias CaptureError = Fault<CaptureErrorCode>
