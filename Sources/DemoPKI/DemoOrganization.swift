import Diagnostics

/// An agency of the demonstration and its officer. Everyone here is invented.
public struct DemoOrganization: Sendable, Hashable {
    /// The beginning of its file names: ASCII letters, digits and hyphens.
    public let slug: String
    /// The agency's name, such as `Sở Xây dựng tỉnh Tiền Giang`.
    public let name: String
    /// The agency code that its QR seals name as issuer, such as `H58.08.12`; nil for an agency that makes none.
    public let code: String?
    /// The agency's number as its certificate shows it, such as `MST:1200000001`.
    public let identifier: String?
    /// The name of the officer who digitizes.
    public let officer: String
    /// The officer's number, such as `CCCD:082000000001`.
    public let officerIdentifier: String?

    /// - Throws: `demo-bad-name` when `slug` cannot begin a file name, or `code` is not letters, digits and dots.
    public init(
        slug: String, name: String, code: String? = nil, identifier: String? = nil, officer: String,
        officerIdentifier: String? = nil
    ) throws(DemoPKIError) {
        guard Self.isPlain(slug, and: "-"), !slug.isEmpty, !slug.hasPrefix("-") else {
            throw DemoPKIError(
                .badName, .configuration, vi: "Tên tắt “\(slug)” không dùng làm tên tệp được.",
                en: "The short name “\(slug)” cannot be part of a file name.")
        }
        if let code {
            guard Self.isPlain(code, and: "."), !code.isEmpty else {
                throw DemoPKIError(
                    .badName, .configuration, vi: "“\(code)” không phải là mã định danh cơ quan.",
                    en: "“\(code)” is not an agency code.")
            }
        }
        self.slug = slug
        self.name = name
        self.code = code
        self.identifier = identifier
        self.officer = officer
        self.officerIdentifier = officerIdentifier
    }

    private static func isPlain(_ text: String, and mark: Unicode.Scalar) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: mark): true
            default: false
            }
        }
    }
}
