import FoundationEssentials
import PKI

/// By when a file whose protection rests on an algorithm wants another time-stamp: where the standard policy begins to warn
/// of it. What has no date here has no known end.
public enum AlgorithmSchedule {
    /// When a digest algorithm on time-stamps ended or will end; nil when no end is known.
    public static func end(of digest: DigestAlgorithm) -> Date? {
        AlgorithmConstraints.standard.limit(digest, for: .timeStamp).earliest
    }

    /// When a kind of key ended or will end.
    public static func end(of key: KeyType) -> Date {
        AlgorithmConstraints.standard.limit(key).earliest ?? .distantFuture
    }
}
