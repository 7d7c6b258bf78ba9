/// Whom a result belongs to, and so in whose vault it shows. A marriage certificate has two.
public struct Owner: Sendable, Hashable, Codable {
    /// What kind of identity `id` is.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A citizen: `id` is a 12-digit personal id.
        case person
        /// An organization, enterprise or household business: `id` is a tax code.
        case organization
    }

    /// What kind of identity the owner has.
    public var type: Kind
    /// Checked personal id or tax code; empty while unresolved.
    public var id: String
    /// Name as printed on the paper.
    public var name: String
    /// What the owner is on this paper: `holder`, `spouse`…
    public var role: String

    /// A holder unless `role` says otherwise; `id` is not checked here (see `hasValidId`).
    public init(type: Kind, id: String, name: String, role: String = "holder") {
        (self.type, self.id, self.name, self.role) = (type, id, name, role)
    }

    /// Whether `id` has the structure its kind demands (REGULATION section 8). An old 9-digit CMND does not: it goes to
    /// the queue of unresolved owners.
    public var hasValidId: Bool {
        switch type {
        case .person: PersonalId(id) != nil
        case .organization: TaxCode(id) != nil
        }
    }
}
