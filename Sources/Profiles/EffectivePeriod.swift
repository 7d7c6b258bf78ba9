import Records

/// The days on which a part of a profile is law: a profile is a dated snapshot, and a new law is a new file, never an
/// edit of the old one (hiệu lực từ, hiệu lực đến).
public struct EffectivePeriod: Sendable, Hashable {
    /// First day in force.
    public var from: CivilDate
    /// Last day in force; nil while no end is known.
    public var until: CivilDate?
    /// The act that sets the period.
    public var basis: LegalBasis

    /// All parts as given.
    public init(from: CivilDate, until: CivilDate?, basis: LegalBasis) {
        (self.from, self.until, self.basis) = (from, until, basis)
    }

    /// Whether `day` lies in the period, both ends included.
    public func contains(_ day: CivilDate) -> Bool {
        guard from <= day else { return false }
        return until.map { day <= $0 } ?? true
    }
}

/// The parts that agencies share, each a file of its own.
public enum ProfilePart: String, Sendable, CaseIterable {
    case documentTypes, retention, scan, appearance
}
