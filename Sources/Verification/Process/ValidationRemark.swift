import Diagnostics
import PKI

/// One sentence about a signature or a file, with a stable code: why it did not pass, or what is odd about it.
public struct ValidationRemark: Sendable, Hashable {
    /// Stable, upper case.
    public let code: String
    /// The sentence.
    public let message: Bilingual

    /// Both as given.
    public init(code: String, message: Bilingual) { (self.code, self.message) = (code, message) }

    init(_ code: String, vi: String, en: String) { self.init(code: code, message: Bilingual(vi: vi, en: en)) }

    init(_ reason: PathReason) { self.init(code: reason.code, message: reason.message) }
}
