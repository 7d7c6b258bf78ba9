import PDFSyntax
import PKI

/// What the maker of a form asks of the signature that will fill a field: its seed value dictionary (ISO 32000-2,
/// 12.7.5.5, table 237). An entry binds when its bit of `/Ff` is set; otherwise it is a wish.
public struct SeedValue: Sendable, Hashable {
    /// The entries that bind, as the bits of `/Ff`.
    public struct Constraints: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: Int

        /// A set of these bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// The signature handler.
        public static let filter = Constraints(rawValue: 1 << 0)
        /// The encoding.
        public static let subFilter = Constraints(rawValue: 1 << 1)
        /// The version of this dictionary that a program must understand.
        public static let version = Constraints(rawValue: 1 << 2)
        /// The reasons to choose from.
        public static let reasons = Constraints(rawValue: 1 << 3)
        /// The legal attestations to choose from.
        public static let legalAttestation = Constraints(rawValue: 1 << 4)
        /// Revocation data inside the signature value.
        public static let addRevInfo = Constraints(rawValue: 1 << 5)
        /// The digest algorithms to choose from.
        public static let digestMethod = Constraints(rawValue: 1 << 6)
        /// Whether the document is to be locked.
        public static let lockDocument = Constraints(rawValue: 1 << 7)
        /// The named appearance.
        public static let appearanceFilter = Constraints(rawValue: 1 << 8)
    }

    /// What `/MDP` says of the kind of signature; it binds without a bit.
    public enum Kind: Sendable, Hashable {
        /// An approval signature (P = 0).
        case approval
        /// A certification signature that permits so much (P = 1, 2, 3).
        case certification(ModificationPermission)
    }

    /// Where a time-stamp is to come from.
    public struct TimeStamp: Sendable, Hashable {
        /// The address of the authority.
        public let url: String?
        /// Whether there must be a time-stamp.
        public let isRequired: Bool
    }

    /// Which entries bind.
    public let required: Constraints
    /// `/Filter`, the signature handler.
    public let filter: PDFName?
    /// `/SubFilter`, encodings in order of preference; nil when any will do.
    public let subFilters: [String]?
    /// `/V`, the version of seed values that is needed: 1 for PDF 1.5, 2 for 1.7, 3 for 2.0.
    public let version: Double?
    /// `/DigestMethod`, as named there (`SHA256`); nil when any will do.
    public let digestMethods: [String]?
    /// `/Reasons`; an empty list or a single full stop means that none may be given.
    public let reasons: [String]?
    /// `/MDP`; nil when it does not say.
    public let kind: Kind?
    /// `/TimeStamp`.
    public let timeStamp: TimeStamp?
    /// `/LegalAttestation`, for certification signatures.
    public let legalAttestations: [String]?
    /// `/AddRevInfo`.
    public let addsRevocationData: Bool?
    /// `/LockDocument`: true and false as named there, nil for `auto` or when absent.
    public let locksDocument: Bool?
    /// `/AppearanceFilter`, the name of an appearance.
    public let appearance: String?
    /// `/Cert`.
    public let certificate: CertificateSeedValue?

    /// The digest algorithms of ours that `/DigestMethod` names; nil when any will do.
    public var digestAlgorithms: [DigestAlgorithm]? {
        digestMethods?.compactMap { SeedValue.digestNames[$0.lowercased().filter { $0 != "-" }] }
    }

    private static let digestNames: [String: DigestAlgorithm] = [
        "sha1": .sha1, "sha256": .sha256, "sha384": .sha384, "sha512": .sha512, "sha3256": .sha3_256,
        "sha3384": .sha3_384, "sha3512": .sha3_512, "shake256": .shake256,
    ]

    /// Reads `/SV` of a signature field as of `view`.
    init(_ dictionary: PDFDictionary, in view: PDFView) {
        func text(_ key: PDFName) -> String? { view.resolve(dictionary[key]).string.map(PDFTextString.decode) }
        func texts(_ key: PDFName) -> [String]? {
            view.resolve(dictionary[key]).array?.compactMap { view.resolve($0).string.map(PDFTextString.decode) }
        }
        required = Constraints(rawValue: view.resolve(dictionary["Ff"]).integer ?? 0)
        filter = view.resolve(dictionary["Filter"]).name
        subFilters = view.resolve(dictionary["SubFilter"]).array?.compactMap { view.resolve($0).name?.text }
        version = view.resolve(dictionary["V"]).number
        digestMethods = texts("DigestMethod")
        reasons = texts("Reasons")
        switch view.resolve(view.resolve(dictionary["MDP"]).dictionary?["P"]).integer {
        case 0?: kind = .approval
        case let p?: kind = ModificationPermission(rawValue: p).map(Kind.certification)
        case nil: kind = nil
        }
        timeStamp = view.resolve(dictionary["TimeStamp"]).dictionary.map {
            TimeStamp(
                url: view.resolve($0["URL"]).string.map(PDFTextString.decode),
                isRequired: (view.resolve($0["Ff"]).integer ?? 0) & 1 == 1)
        }
        legalAttestations = texts("LegalAttestation")
        addsRevocationData = view.resolve(dictionary["AddRevInfo"]).boolean
        switch view.resolve(dictionary["LockDocument"]) {
        // The standard has names; booleans occur.
        case .name("true"), .boolean(true): locksDocument = true
        case .name("false"), .boolean(false): locksDocument = false
        default: locksDocument = nil
        }
        appearance = text("AppearanceFilter")
        certificate = view.resolve(dictionary["Cert"]).dictionary.map { CertificateSeedValue($0, in: view) }
    }
}
