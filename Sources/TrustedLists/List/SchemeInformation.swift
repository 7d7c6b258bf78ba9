import FoundationEssentials

/// What a list says of itself (TS 119 612 §5.3).
public struct SchemeInformation: Sendable, Hashable {
    /// What a list is a list of.
    public enum Kind: Sendable, Hashable {
        /// Trust services.
        case services
        /// Other lists (`…listofthelists`).
        case lists
        /// An address of none of the known forms.
        case unknown
    }

    /// The version of the list's format: 5 or 6.
    public let version: Int
    /// Grows by one with every issue.
    public let sequenceNumber: Int
    /// The type's address, such as `…/TSLType/EUgeneric` or `…/TSLType/VNlist`.
    public let typeAddress: String
    /// Who operates the scheme.
    public let operatorNames: LocalizedNames
    /// The scheme's names.
    public let schemeNames: LocalizedNames
    /// ISO 3166-1 code of the country, or `EU`.
    public let territory: String
    /// When the list was issued.
    public let issued: Date
    /// When the next one comes at the latest; nil for a scheme that has ended: its list never changes again.
    public let nextUpdate: Date?

    private static let prefix = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/"

    /// What the list is a list of, by ``typeAddress``: `EUgeneric`, `EUlistofthelists`, or the country's code with `list`
    /// or `listofthelists` (annex D).
    public var kind: Kind {
        guard typeAddress.hasPrefix(Self.prefix) else { return .unknown }
        switch typeAddress.dropFirst(Self.prefix.count) {
        case "EUgeneric", "\(territory)list": return .services
        case "EUlistofthelists", "\(territory)listofthelists": return .lists
        default: return .unknown
        }
    }
}
