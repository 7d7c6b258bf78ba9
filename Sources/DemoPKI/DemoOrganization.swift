import Diagnostics

/// An agency of the demonstration and its officer. Everyone here is invented.
public struct DemoOrganization: Sendable, Hashable {
    /// The beginning of its file names: ASCII letters, digits and hyphens.
    public let slug: String
    /// The agency's name, such as `Sở Xây dựng tỉnh Tiền Giang`.
    public let name: String
    /// The agency's number as its certificate shows it, such as `MST:1200000001`.
    public let identifier: String?
    /// The name of the officer who digitizes.
    public let officer: String
    /// The officer's number, such as `CCCD:082000000001`.
    public let officerIdentifier: String?

    /// - Throws: `demo-bad-name` when `slug` cannot begin a file name.
    public init(
        slug: String, name: String, identifier: String? = nil, officer: String, officerIdentifier: String? = nil
    ) throws(DemoPKIError) {
        let allowed = slug.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"): true
            default: false
            }
        }
        guard allowed, !slug.isEmpty, !slug.hasPrefix("-") else {
            throw DemoPKIError(
                .badName, .configuration, vi: "Tên tắt “\(slug)” không dùng làm tên tệp được.",
                en: "The short name “\(slug)” cannot be part of a file name.")
        }
        self.slug = slug
        self.name = name
        self.identifier = identifier
        self.officer = officer
        self.officerIdentifier = officerIdentifier
    }
}
