import COpenSSL
import Diagnostics

/// A CMS SignedData (RFC 5652 §5), as it was read: nothing is checked yet. BER with indefinite lengths is accepted, and
/// so are bytes after the end, since a PDF pads `/Contents` with zeros.
public struct SignedData: Sendable {
    private let contentIdentifier: ObjectIdentifier
    /// The content, when it is inside; nil for a detached signature.
    public let content: [UInt8]?
    /// The certificates that could be read; attribute certificates and damaged ones are left out.
    public let certificates: [Certificate]
    /// The revocation lists that could be read.
    public let revocationLists: [CertificateList]
    /// The signatures.
    public let signers: [SignerInfo]
    /// How many bytes of the input the structure takes; the rest is padding.
    public let byteCount: Int
    /// Each decoded certificate or list costs far more memory than its bytes: what a CMS holds beyond this is not read.
    static let mostItems = 1000

    /// The dotted content type, `1.2.840.113549.1.7.1` for a PDF signature.
    public var contentType: String { contentIdentifier.description }

    /// Reads a ContentInfo that holds a SignedData.
    /// - Throws: `cms-malformed`.
    public init(_ bytes: [UInt8]) throws(PKIError) {
        do {
            try self.init(element: BERElement(first: bytes[...]))
        } catch {
            throw .malformed(.malformedSignedData, vi: "chữ ký CMS", en: "CMS signature")
        }
    }

    private init(element: BERElement) throws(MalformedASN1) {
        guard element.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        byteCount = element.encoding.count
        var outer = try element.cursor()
        guard try outer.next().objectIdentifier() == .signedData else { throw MalformedASN1() }
        var wrapper = try outer.next(DER.Tag.context(0)).cursor()
        var fields = try wrapper.next(DER.Tag.sequence).cursor()
        _ = try fields.next(DER.Tag.integer)
        _ = try fields.next(DER.Tag.set)

        var encapsulated = try fields.next(DER.Tag.sequence).cursor()
        contentIdentifier = try encapsulated.next().objectIdentifier()
        content =
            if let explicit = try encapsulated.nextIf(DER.Tag.context(0)) {
                try BERElement(first: explicit.content).contentOctets()
            } else { nil }

        var certificates: [Certificate] = []
        if let set = try fields.nextIf(DER.Tag.context(0)) {
            for element in try set.children()
            where element.identifier == DER.Tag.sequence && certificates.count < Self.mostItems {
                if let certificate = try? Certificate(der: Array(element.encoding)) { certificates.append(certificate) }
            }
        }
        self.certificates = certificates
        var lists: [CertificateList] = []
        if let set = try fields.nextIf(DER.Tag.context(1)) {
            for element in try set.children()
            where element.identifier == DER.Tag.sequence && lists.count < Self.mostItems {
                if let list = try? CertificateList(Array(element.encoding)) { lists.append(list) }
            }
        }
        revocationLists = lists
        var signers: [SignerInfo] = []
        for element in try fields.next(DER.Tag.set).children() { signers.append(try SignerInfo(element)) }
        self.signers = signers
    }

    /// The certificate that `signer` names, looked for here and then in `others`. Of several that answer to the name, as
    /// two authorities of one name make them, the one that the signature's own attributes vouch for, or else the first.
    public func certificate(of signer: SignerInfo, among others: [Certificate] = []) -> Certificate? {
        let named = certificates.filter { $0.isNamed(by: signer.identifier) }
        guard let first = named.first else { return others.first { $0.isNamed(by: signer.identifier) } }
        return named.count == 1 ? first : named.first { signer.namesSigningCertificate($0) == true } ?? first
    }
}

extension BERElement {
    /// What CMS digests: the octets of an OCTET STRING, or in PKCS#7 (RFC 2315 §9.3) the contents of any other type.
    fileprivate func contentOctets() throws(MalformedASN1) -> [UInt8] {
        identifier & ~0x20 == DER.Tag.octetString ? try octets() : Array(content)
    }
}

extension Certificate {
    /// True when a signature's identifier means this certificate.
    public func isNamed(by identifier: SignerIdentifier) -> Bool {
        switch identifier {
        case .subjectKeyIdentifier(let identifier): return subjectKeyIdentifier == identifier
        case .issuerAndSerialNumber(let issuer, let serial):
            guard Self.magnitude(serial) == Self.magnitude(serialContent) else { return false }
            if issuer == issuerDER { return true }
            // The same name may be written with another string type or letter case (RFC 5280 §7.1).
            guard let name = decodedByOpenSSL(issuer, { d2i_X509_NAME(nil, $0, $1) }) else {
                ERR_clear_error()
                return false
            }
            defer { X509_NAME_free(name) }
            return X509_NAME_cmp(name, X509_get_issuer_name(object.pointer)) == 0
        }
    }

    /// The content octets of the serial number.
    var serialContent: [UInt8] {
        let serial = X509_get0_serialNumber(object.pointer)
        guard let encoding = encodedByOpenSSL({ i2d_ASN1_INTEGER(serial, $0) }),
            let element = try? BERElement(encoding)
        else { return [] }
        return Array(element.content)
    }

    private static func magnitude(_ content: [UInt8]) -> ArraySlice<UInt8> { content.drop { $0 == 0 } }
}
