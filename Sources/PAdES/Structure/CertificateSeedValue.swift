import PDFSyntax
import PKI

/// Which certificates may sign a field: the certificate seed value dictionary (ISO 32000-2, 12.7.5.5, table 238).
public struct CertificateSeedValue: Sendable, Hashable {
    /// The entries that bind, as the bits of `/Ff`.
    public struct Constraints: OptionSet, Sendable, Hashable {
        /// The bits.
        public let rawValue: Int

        /// A set of these bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// One of these certificates.
        public static let subject = Constraints(rawValue: 1 << 0)
        /// An issuer among these, directly or further up.
        public static let issuer = Constraints(rawValue: 1 << 1)
        /// A certificate policy.
        public static let policy = Constraints(rawValue: 1 << 2)
        /// Names of the subject.
        public static let subjectDN = Constraints(rawValue: 1 << 3)
        /// Key usage.
        public static let keyUsage = Constraints(rawValue: 1 << 5)
        /// Where a certificate can be had.
        public static let url = Constraints(rawValue: 1 << 6)
    }

    /// Which entries bind.
    public let required: Constraints
    /// `/Subject`: the certificates that may sign, in DER.
    public let subjects: [[UInt8]]
    /// `/Issuer`: certificates of acceptable issuers, in DER.
    public let issuers: [[UInt8]]
    /// `/SubjectDN`: sets of names, such as `cn` or a dotted object identifier, of which one set must be met.
    public let subjectNames: [[String: String]]
    /// `/KeyUsage`: patterns of `1`, `0` and `X`, one place per bit of RFC 5280, 4.2.1.3, of which one must fit.
    public let keyUsages: [String]
    /// `/OID`: certificate policies.
    public let policies: [String]
    /// `/URL`: where a certificate can be had when none fits.
    public let url: String?

    /// Reads `/Cert` of a seed value as of `view`.
    init(_ dictionary: PDFDictionary, in view: PDFView) {
        func strings(_ key: PDFName) -> [[UInt8]] {
            (view.resolve(dictionary[key]).array ?? []).compactMap { view.resolve($0).string }
        }
        required = Constraints(rawValue: view.resolve(dictionary["Ff"]).integer ?? 0)
        subjects = strings("Subject")
        issuers = strings("Issuer")
        subjectNames = (view.resolve(dictionary["SubjectDN"]).array ?? []).compactMap {
            view.resolve($0).dictionary.map { names in
                names.entries.reduce(into: [:]) { result, entry in
                    result[entry.key.text] = view.resolve(entry.value).string.map(PDFTextString.decode)
                }
            }
        }
        keyUsages = strings("KeyUsage").map(PDFTextString.decode)
        policies = strings("OID").map(PDFTextString.decode)
        url = view.resolve(dictionary["URL"]).string.map(PDFTextString.decode)
    }

    /// The first binding entry that the signer does not meet; nil when all are met.
    ///
    /// - Parameter certificates: the signer's certificate, then its issuers.
    func unmet(by certificates: [Certificate]) -> String? {
        guard let signer = certificates.first else { return required.subtracting(.url).isEmpty ? nil : "/Cert" }
        if required.contains(.subject), !subjects.isEmpty, !subjects.contains(signer.der) { return "/Cert /Subject" }
        if required.contains(.issuer), !issuers.isEmpty, !isIssued(certificates) { return "/Cert /Issuer" }
        // Policies are looked at only where issuers are named (table 238), and not understood here.
        if required.contains(.policy), !policies.isEmpty, !issuers.isEmpty { return "/Cert /OID" }
        if required.contains(.subjectDN), !subjectNames.isEmpty,
            !subjectNames.contains(where: { CertificateSeedValue.names($0, fit: signer) })
        {
            return "/Cert /SubjectDN"
        }
        if required.contains(.keyUsage), !keyUsages.isEmpty,
            !keyUsages.contains(where: { CertificateSeedValue.pattern($0, fits: signer.keyUsage) })
        {
            return "/Cert /KeyUsage \(keyUsages.joined(separator: " "))"
        }
        return nil
    }

    private func isIssued(_ certificates: [Certificate]) -> Bool {
        let acceptable = issuers.compactMap { try? Certificate(der: $0) }
        return certificates.contains { one in
            acceptable.contains { one.isSigned(by: $0) && one.issuerDER == $0.subjectDER }
        }
    }

    /// A certificate without the extension may be used for anything.
    static func pattern(_ pattern: String, fits usage: KeyUsage?) -> Bool {
        pattern.utf8.prefix(9).enumerated().allSatisfy { bit, character in
            let isSet = usage.map { $0.rawValue >> bit & 1 == 1 } ?? true
            return switch character {
            case UInt8(ascii: "1"): isSet
            case UInt8(ascii: "0"): usage == nil || !isSet
            default: true
            }
        }
    }

    private static func names(_ wanted: [String: String], fit signer: Certificate) -> Bool {
        wanted.allSatisfy { key, value in
            signer.subjectValues(named: key).contains { $0.lowercased() == value.lowercased() }
        }
    }
}
