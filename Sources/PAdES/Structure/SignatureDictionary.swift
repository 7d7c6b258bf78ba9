import FoundationEssentials
import PDFSyntax

/// How the value of a signature is encoded (ISO 32000-2, 12.8.3; ETSI EN 319 142-1).
public enum SignatureEncoding: String, Sendable, Hashable {
    /// A detached CMS signature of ISO 32000.
    case pkcs7Detached = "adbe.pkcs7.detached"
    /// A detached CAdES signature of PAdES.
    case cadesDetached = "ETSI.CAdES.detached"
    /// A CMS signature over the SHA-1 digest of the ranges, deprecated.
    case pkcs7SHA1 = "adbe.pkcs7.sha1"
    /// A bare PKCS #1 signature, deprecated.
    case x509RSASHA1 = "adbe.x509.rsa_sha1"
    /// A document time-stamp.
    case rfc3161 = "ETSI.RFC3161"
}

/// A signature dictionary (ISO 32000-2, 12.8.1), as it stands in one revision; nothing in it is believed yet.
public struct SignatureDictionary: Sendable {
    /// `/Type`: `Sig` or `DocTimeStamp`; nil when absent.
    public let type: PDFName?
    /// `/Filter`, the preferred handler.
    public let filter: PDFName?
    /// `/SubFilter`.
    public let subFilter: PDFName?
    /// `/ByteRange`; nil when absent or not integers.
    public let byteRange: [Int]?
    /// `/Contents`, with its padding; nil when absent or no string.
    public let contents: [UInt8]?
    /// `/M`, the time the signer claims.
    public let claimedTime: PDFDate?
    /// `/Name`.
    public let signerName: String?
    /// `/Reason`.
    public let reason: String?
    /// `/Location`.
    public let location: String?
    /// `/ContactInfo`.
    public let contactInfo: String?
    /// What a certification signature permits afterwards (DocMDP); nil for an approval signature.
    public let permission: ModificationPermission?
    /// Fields that may no longer change (FieldMDP), of all references together.
    public let fieldLocks: [FieldLock]
    /// `/Cert` of `adbe.x509.rsa_sha1`: certificates in DER, the signer's first.
    public let certificates: [[UInt8]]

    /// The kind of encoding, nil when unknown.
    public var encoding: SignatureEncoding? { subFilter.flatMap { SignatureEncoding(rawValue: $0.text) } }

    /// Reads a dictionary as of `view`.
    public init(_ dictionary: PDFDictionary, in view: PDFView) {
        // Strings of an encrypted document are cipher text, except for /Contents (ISO 32000-2, 7.6.2).
        let isCipherText = view.document.isCipherText
        func text(_ key: PDFName) -> String? {
            isCipherText ? nil : view.resolve(dictionary[key]).string.map(PDFTextString.decode)
        }
        type = view.resolve(dictionary["Type"]).name
        filter = view.resolve(dictionary["Filter"]).name
        subFilter = view.resolve(dictionary["SubFilter"]).name
        let range = view.resolve(dictionary["ByteRange"]).array?.map { view.resolve($0).integer }
        byteRange = range.flatMap { $0.contains(nil) ? nil : $0.compactMap { $0 } }
        contents = view.resolve(dictionary["Contents"]).string
        claimedTime = isCipherText ? nil : view.resolve(dictionary["M"]).string.flatMap { PDFDate($0) }
        signerName = text("Name")
        reason = text("Reason")
        location = text("Location")
        contactInfo = text("ContactInfo")
        switch view.resolve(dictionary["Cert"]) {
        case .string(let der): certificates = [der]
        case .array(let all): certificates = all.compactMap { view.resolve($0).string }
        default: certificates = []
        }
        var permission: ModificationPermission?
        var locks: [FieldLock] = []
        for reference in view.resolve(dictionary["Reference"]).array ?? [] {
            guard let transform = view.resolve(reference).dictionary else { continue }
            let parameters = view.resolve(transform["TransformParams"]).dictionary ?? PDFDictionary()
            switch view.resolve(transform["TransformMethod"]).name {
            case "DocMDP":
                // P is 2 when absent (table 257).
                permission = ModificationPermission(rawValue: view.resolve(parameters["P"]).integer ?? 2) ?? .fillForms
            case "FieldMDP": locks += FieldLock(parameters, in: view).map { [$0] } ?? []
            default: break
            }
        }
        self.permission = permission
        fieldLocks = locks
    }

    /// Whether `dictionary` is meant as a signature, wherever it stands.
    static func isSignature(_ dictionary: PDFDictionary) -> Bool { dictionary.isSignature }
}
