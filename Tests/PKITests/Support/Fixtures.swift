import DemoPKI
import FoundationEssentials
import PKI

/// Keys and certificates that many tests share: making RSA keys takes seconds.
enum Fixtures {
    /// 2026-11-20 00:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_795_132_800)

    static func demo() throws -> DemoPKI { try made.get() }

    private static let made = Result<DemoPKI, any Error> {
        let organization = try DemoOrganization(
            slug: "so-xay-dung", name: "Sở Xây dựng tỉnh Mẫu", identifier: "MST:1200000001", officer: "Đỗ Thị Ước",
            officerIdentifier: "CCCD:082000000001")
        return try DemoPKI.create(
            organizations: [organization], now: now, options: .init(includesFailures: true))
    }

    static func seal() throws -> DemoPKI.Holder {
        guard let agency = try demo().agencies.first else { throw Missing() }
        return agency.seal
    }

    static func officer() throws -> DemoPKI.Holder {
        guard let agency = try demo().agencies.first else { throw Missing() }
        return agency.officer
    }

    struct Missing: Error {}

    static let day = 86_400.0
}

extension Fixtures {
    /// A signer's certificate for `key`, issued by the demonstration's authority or by another holder.
    static func holder(_ key: PrivateKey, by issuer: DemoPKI.Holder? = nil) throws -> DemoPKI.Holder {
        try DemoPKI.signer(key, named: "Người thử", issuer: issuer ?? demo().issuing, now: now)
    }

    /// Another agency of the same look.
    static func seal2() throws -> DemoOrganization {
        try DemoOrganization(slug: "xa-mau", name: "Ủy ban nhân dân xã Mẫu", officer: "Lê Văn Thử")
    }
}
