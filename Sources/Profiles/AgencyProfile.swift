import Records

/// The part a province edits: who the agency is, where its QR codes lead, who signs and which anchors it trusts.
public struct AgencyProfile: Sendable, Hashable {
    /// A signing identity and the file that holds its PIN. Paths are absolute once loaded (relative ones in the YAML
    /// count from the profile's folder).
    public struct Signer: Sendable, Hashable {
        /// The signer as shown on the page: a person's or the agency's name.
        public var name: String
        /// `p12:PATH`, `pem:KEY,CERT` or `pkcs11:…` (RFC 7512).
        public var uri: String
        /// A file whose first line is the PIN; nil: the command asks.
        public var pinFile: String?

        /// All parts as given.
        public init(name: String, uri: String, pinFile: String?) {
            (self.name, self.uri, self.pinFile) = (name, uri, pinFile)
        }
    }

    /// The signature level to reach (EN 319 142-1).
    public enum Level: String, Sendable, CaseIterable { case bB = "B-B", bT = "B-T", bLT = "B-LT", bLTA = "B-LTA" }

    /// What the QR says about the owner (TT 01/2023 Đ26 asks for the id; data protection argues for the mask).
    public enum OwnerIdInSeal: String, Sendable, CaseIterable { case full, masked }

    /// Mã định danh cơ quan.
    public var code: AgencyCode
    /// Full name.
    public var name: String
    /// Short form for narrow places: `UBND xã Mỹ Hòa Hưng`.
    public var shortName: String
    /// Tên hệ thống cung cấp dữ liệu, one of the mandated data of the QR.
    public var systemName: String
    /// Host of the verification page: `tthc.angiang.example.vn`.
    public var qrHost: String
    /// Full or masked owner id in the QR.
    public var ownerIdInSeal: OwnerIdInSeal
    /// Pattern of mã kết quả số hóa: `{owner}.{resultCode}.{serial:6}` (REGULATION section 2; configurable because the
    /// circular's text was not read).
    public var resultCodePattern: String
    /// The officer who digitizes.
    public var digitizer: Signer
    /// The agency’s own signature.
    public var agencySeal: Signer
    /// The P-256 key that signs QR seals: `pem:KEY,CERT`.
    public var sealKey: Signer
    /// The level to reach.
    public var level: Level
    /// Folders of trusted certificates and CRLs, for checks made while filing.
    public var trust: [String]
    /// Language-independent names a manifest may use instead of the contract's columns: alias → column.
    public var manifestAliases: [String: String]
    /// Time-stamps, revocation data, tokens.
    public var services: SigningServicesRules

    /// All parts as given.
    public init(
        code: AgencyCode, name: String, shortName: String, systemName: String, qrHost: String,
        ownerIdInSeal: OwnerIdInSeal, resultCodePattern: String, digitizer: Signer, agencySeal: Signer,
        sealKey: Signer, level: Level, trust: [String], manifestAliases: [String: String],
        services: SigningServicesRules = SigningServicesRules()
    ) {
        (self.code, self.name, self.shortName, self.systemName) = (code, name, shortName, systemName)
        (self.qrHost, self.ownerIdInSeal, self.resultCodePattern) = (qrHost, ownerIdInSeal, resultCodePattern)
        (self.digitizer, self.agencySeal, self.sealKey) = (digitizer, agencySeal, sealKey)
        (self.level, self.trust, self.manifestAliases) = (level, trust, manifestAliases)
        self.services = services
    }
}
