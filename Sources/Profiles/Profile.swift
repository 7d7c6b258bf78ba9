import Records

/// Everything an agency decides, as data: read once, checked whole, then passed by value to the stages, each of which
/// takes only its own part. Law is data too: dated, with its basis and whether we have read it at the source.
public struct Profile: Sendable, Hashable {
    /// The part a province edits.
    public var agency: AgencyProfile
    /// By code: `giay-phep-xay-dung`.
    public var documentTypes: [String: DocumentTypeRule]
    /// By retention class code.
    public var retention: [String: RetentionRule]
    /// What a scan must be.
    public var scan: ScanRequirements
    /// How signatures look.
    public var appearance: AppearanceRules
    /// When each shared part is in force; a part without an entry has no dates.
    public var effective: [ProfilePart: EffectivePeriod]
    /// The visible signatures by name: those of the appearance part, and the agency's own.
    public var signatures: [String: SignatureRule]
    /// The order in which the office signs one document; empty when the profile does not say.
    public var steps: [SigningStep]

    /// All parts as given.
    public init(
        agency: AgencyProfile, documentTypes: [String: DocumentTypeRule], retention: [String: RetentionRule],
        scan: ScanRequirements, appearance: AppearanceRules, effective: [ProfilePart: EffectivePeriod] = [:],
        signatures: [String: SignatureRule] = [:], steps: [SigningStep] = []
    ) {
        (self.agency, self.documentTypes, self.retention) = (agency, documentTypes, retention)
        (self.scan, self.appearance, self.effective) = (scan, appearance, effective)
        (self.signatures, self.steps) = (signatures, steps)
    }

    /// The parts whose law is not, or no longer, in force on `day`, in a stable order.
    public func partsNotInForce(on day: CivilDate) -> [ProfilePart] {
        ProfilePart.allCases.filter { part in effective[part].map { !$0.contains(day) } ?? false }
    }
}
