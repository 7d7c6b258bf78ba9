import COpenSSL
import Diagnostics
import FoundationEssentials

/// An X.509 certificate (RFC 5280), immutable. Two certificates are equal when their encodings are. Reading one proves
/// nothing about it: see ``PathValidator``.
public struct Certificate: Sendable {
    /// The encoding, exactly as it was read.
    public let der: [UInt8]
    /// Start of the validity period.
    public let notBefore: Date
    /// End of the validity period, inclusive.
    public let notAfter: Date
    let object: X509Object

    static let decoded = DecodedObjects<Certificate>(mostValues: 512, mostBytes: 2 << 20)

    /// Reads one DER certificate.
    /// - Throws: `certificate-malformed` when the bytes are no certificate or are followed by others.
    public init(der: [UInt8]) throws(PKIError) {
        if let known = Self.decoded.value(der) {
            self = known
            return
        }
        guard let pointer = decodedByOpenSSL(der, { d2i_X509(nil, $0, $1) }) else {
            throw .malformed(.malformedCertificate, vi: "chứng thư số", en: "certificate", detail: drainOpenSSLErrors())
        }
        let object = X509Object(adopting: pointer)
        guard let encoding = encodedByOpenSSL({ i2d_X509(pointer, $0) }), encoding == der,
            let notBefore = Self.date(X509_get0_notBefore(pointer)),
            let notAfter = Self.date(X509_get0_notAfter(pointer))
        else { throw .malformed(.malformedCertificate, vi: "chứng thư số", en: "certificate") }
        self.der = der
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.object = object
        Self.decoded.keep(self, for: der)
    }

    /// Reads the first certificate of PEM text.
    /// - Throws: `pem-malformed` when there is none, `certificate-malformed` when it cannot be read.
    public init(pem: [UInt8]) throws(PKIError) {
        guard let block = PEM.blocks(in: pem).first(where: { Self.labels.contains($0.label) }) else {
            throw .malformed(.malformedPEM, vi: "chứng thư số dạng PEM", en: "PEM certificate")
        }
        try self.init(der: block.der)
    }

    /// Every certificate of a file: all PEM blocks, or one DER certificate.
    /// - Throws: as ``init(der:)``; PEM text without any certificate gives an empty array.
    public static func all(in bytes: [UInt8]) throws(PKIError) -> [Certificate] {
        guard PEM.isText(bytes) else { return [try Certificate(der: bytes)] }
        var certificates: [Certificate] = []
        for block in PEM.blocks(in: bytes) where labels.contains(block.label) {
            certificates.append(try Certificate(der: block.der))
        }
        return certificates
    }

    private static let labels: Set<String> = ["CERTIFICATE", "X509 CERTIFICATE"]

    /// The certificate as PEM text.
    public var pem: String { PEM(label: "CERTIFICATE", der: der).text }

    /// SHA-256 of the encoding in lower-case hexadecimal: the only name an anchor is trusted by.
    public var fingerprint: String { SHA256.hex(der) }

    /// The serial number in lower-case hexadecimal without leading zeros, with a minus sign if it is negative.
    public var serialHex: String {
        guard let serial = X509_get0_serialNumber(object.pointer), let number = ASN1_INTEGER_to_BN(serial, nil),
            let text = BN_bn2hex(number)
        else { return "" }
        defer {
            BN_free(number)
            copenssl_free(text)
        }
        let digits = String(cString: text).lowercased()
        let sign = digits.hasPrefix("-") ? "-" : ""
        let magnitude = digits.drop { $0 == "-" || $0 == "0" }
        return sign + (magnitude.isEmpty ? "0" : magnitude)
    }

    /// True while `date` lies in the validity period (RFC 5280 §4.1.2.5: both ends are included).
    public func isValid(at date: Date) -> Bool { notBefore <= date && date <= notAfter }

    /// The public key.
    /// - Throws: `key-malformed` when OpenSSL cannot read the key or does not know its algorithm.
    public var publicKey: PublicKey {
        get throws(PKIError) {
            guard let key = X509_get_pubkey(object.pointer) else {
                throw .malformed(.malformedKey, vi: "khóa công khai", en: "public key", detail: drainOpenSSLErrors())
            }
            return PublicKey(object: KeyObject(adopting: key), der: publicKeyInfoDER)
        }
    }

    /// The SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) as it stands in the certificate.
    public var publicKeyInfoDER: [UInt8] {
        let key = X509_get_X509_PUBKEY(object.pointer)
        return encodedByOpenSSL { i2d_X509_PUBKEY(key, $0) } ?? []
    }

    /// The key's type and size as reports print it: `rsa2048`, `ec-p256`, `ed25519`; `unknown` if OpenSSL cannot read it.
    public var keyDescription: String { (try? publicKey)?.type.description ?? "unknown" }

    /// True when the certificate is its own issuer and its signature verifies under its own key.
    public var isSelfSigned: Bool {
        defer { ERR_clear_error() }
        return X509_self_signed(object.pointer, 0) == 1 && isSigned(by: self)
    }

    /// True when `issuer`'s name is this certificate's issuer and its key verifies this certificate's signature.
    public func isSigned(by issuer: Certificate) -> Bool {
        object.verdicts.verdict(of: issuer) {
            defer { ERR_clear_error() }
            let issuerName = X509_get_subject_name(issuer.object.pointer)
            guard X509_NAME_cmp(X509_get_issuer_name(object.pointer), issuerName) == 0,
                let key = X509_get0_pubkey(issuer.object.pointer)
            else { return false }
            return X509_verify(object.pointer, key) == 1
        }
    }

    /// The digest inside the algorithm that the issuer signed this certificate with; nil when it has none of its own
    /// (EdDSA) or is unknown.
    public var signatureDigest: DigestAlgorithm? {
        var digest: Int32 = 0
        defer { ERR_clear_error() }
        guard X509_get_signature_info(object.pointer, &digest, nil, nil, nil) == 1, digest != NID_undef else {
            return nil
        }
        return DigestAlgorithm.allCases.first { $0.evp.map { EVP_MD_get_type($0) } == digest }
    }

    static func date(_ time: UnsafePointer<ASN1_TIME>?) -> Date? {
        guard let time, let data = ASN1_STRING_get0_data(time) else { return nil }
        let count = Int(ASN1_STRING_length(time))
        let tag = UInt8(truncatingIfNeeded: ASN1_STRING_type(time))
        return ASN1Time.date(tag: tag, [UInt8](UnsafeBufferPointer(start: data, count: max(0, count))))
    }
}

extension Certificate: Hashable {
    /// Equal encodings.
    public static func == (a: Certificate, b: Certificate) -> Bool { a.der == b.der }
    /// Hashes the encoding.
    public func hash(into hasher: inout Hasher) { Encoding(der).hash(into: &hasher) }
}

extension Certificate: CustomStringConvertible {
    /// The subject, for logs and test failures.
    public var description: String { subject }
}
