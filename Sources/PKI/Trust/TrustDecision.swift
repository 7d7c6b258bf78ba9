import Diagnostics

/// A person's decision to trust a certificate that no pin knows, such as an authority's new root: one line of the file
/// `ACCEPTED` in a trust folder, which holds the full SHA-256, the store, the day and the name as it was seen then.
///
///     3b1f…64 digits official 2026-11-22 RootCA chuyên dùng Chính phủ G3
public struct TrustDecision: Sendable, Hashable {
    /// SHA-256 of the certificate, lower-case hexadecimal.
    public let sha256: String
    /// The store it was accepted into.
    public let label: TrustLabel
    /// The day, ISO 8601.
    public let day: String
    /// The subject's name at that time, for people.
    public let name: String

    /// A decision of `day` about `certificate`.
    public init(_ certificate: Certificate, label: TrustLabel, day: String) {
        sha256 = certificate.fingerprint
        self.label = label
        self.day = day
        name = certificate.displayName.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    }

    /// The name of the file with a person's decisions; `ACCEPTED-VN` and the like hold those of trusted lists.
    public static let fileName = "ACCEPTED"

    /// True for the name of a file that holds decisions.
    static func isFile(_ name: String) -> Bool {
        name == fileName || name.hasPrefix(fileName + "-") && !name.hasSuffix(".new")
    }

    /// Reads one line; nil when it is not a decision.
    init?(line: some StringProtocol) {
        let words = line.split(maxSplits: 3) { $0 == " " || $0 == "\t" }
        guard words.count >= 3, words[0].count == 64, Hexadecimal.decode(words[0]) != nil,
            let label = TrustLabel(rawValue: String(words[1]))
        else { return nil }
        sha256 = words[0].lowercased()
        self.label = label
        day = String(words[2])
        name = words.count > 3 ? String(words[3]) : ""
    }

    /// All decisions of a file; lines that are none, such as comments, are passed over.
    public static func all(in file: [UInt8]) -> [TrustDecision] {
        String(decoding: file, as: UTF8.self).split { $0.isNewline }.compactMap { TrustDecision(line: $0) }
    }

    /// The line of the file, without line end.
    public var line: String { "\(sha256) \(label.rawValue) \(day) \(name)" }

    /// What the decision makes of the certificate: an anchor.
    public var pin: CertificatePins.Pin {
        CertificatePins.Pin(sha256: sha256, name: name, label: label, role: .root, isAccepted: true)
    }
}
