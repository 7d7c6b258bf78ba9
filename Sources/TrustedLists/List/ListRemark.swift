import Diagnostics

/// Something about a believed list that its user should know.
public struct ListRemark: Sendable, Hashable {
    /// A stable name for machines.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The type is none of those the standard names.
        case unknownScheme = "unknown-scheme"
        /// The signature does not name its signer; it was recognised by key alone.
        case signerNotNamed = "signer-not-named"
        /// The signer's certificate was not in its validity period when the list was issued.
        case signerOutOfPeriod = "signer-out-of-period"
        /// The scheme has ended, this is its last list.
        case schemeEnded = "scheme-ended"
        /// Certificates of services could not be read.
        case unreadableCertificates = "unreadable-certificates"
        /// Same number and other content than the list before.
        case sameNumber = "same-sequence-number"
        /// The certificates announced for the list itself lack its present signer, or have others: a change of signers.
        case signersChange = "signers-change"
    }

    /// Which remark.
    public let code: Code
    /// For people.
    public let message: Bilingual

    init(_ code: Code, vi: String, en: String) {
        self.code = code
        message = Bilingual(vi: vi, en: en)
    }
}
