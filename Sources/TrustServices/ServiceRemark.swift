import Diagnostics
import FoundationEssentials

/// Something worth telling that did not stop the work.
public enum ServiceRemark: Sendable {
    /// A service failed and another one was, or will be, asked in its place.
    case failed(ServiceAttempt)
    /// A time-stamping authority's clock is this many seconds ahead of ours (behind, if negative), beyond the tolerance.
    case clockDiffers(host: String, seconds: TimeInterval)
    /// The cache could not be written; the next run will ask again.
    case cacheNotWritten(any Error)
    /// The archive of evidence could not be written; what was found serves this time alone.
    case archiveNotWritten(any Error)

    /// The sentence for a reader.
    public var message: Bilingual {
        switch self {
        case .failed(let attempt): attempt.message
        case .clockDiffers(let host, let seconds):
            Bilingual(
                vi: "Đồng hồ của \(host) lệch \(Int(seconds.rounded())) giây so với máy này.",
                en: "The clock of \(host) differs from this machine's by \(Int(seconds.rounded())) seconds.")
        case .archiveNotWritten(let error):
            Bilingual(
                vi: "Không lưu được dữ liệu thu hồi vào kho chứng cứ: \(Bilingual(explaining: error).vi)",
                en: "The archive of evidence was not written: \(Bilingual(explaining: error).en)")
        case .cacheNotWritten(let error):
            Bilingual(
                vi: "Không ghi được bộ nhớ đệm dữ liệu thu hồi: \(Bilingual(explaining: error).vi)",
                en: "The cache of revocation data was not written: \(Bilingual(explaining: error).en)")
        }
    }
}
