import Diagnostics

/// What revocation data says of one certificate at one time.
public enum RevocationStatus: Sendable, Hashable {
    /// Not revoked.
    case good
    /// Revoked at or before that time.
    case revoked(Revocation)
    /// Nothing can be said, and why the evidence that came closest does not help.
    case unknown(RevocationDoubt)
}

/// Why revocation data does not settle the question, the least telling first.
public enum RevocationDoubt: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// There is none.
    case noEvidence
    /// It does not cover the certificate.
    case anotherCertificate
    /// Nobody who may speak for the issuer has signed it.
    case unauthorizedSigner
    /// The responder signed with a certificate that was revoked itself.
    case revokedSigner
    /// It was no longer, or not yet, current.
    case notCurrent
    /// The responder says that it does not know the certificate.
    case unknownToResponder

    /// By how telling they are.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

    /// The sentence for a reader, to be put after the service's name.
    public var message: Bilingual {
        switch self {
        case .noEvidence: Bilingual(vi: "không có dữ liệu thu hồi", en: "there is no revocation data")
        case .anotherCertificate:
            Bilingual(vi: "không nói về chứng thư số này", en: "it does not cover this certificate")
        case .unauthorizedSigner:
            Bilingual(
                vi: "không do tổ chức cấp chứng thư hoặc máy chủ được ủy quyền ký",
                en: "neither the issuer nor a responder it authorized has signed it")
        case .revokedSigner:
            Bilingual(
                vi: "chứng thư số của máy chủ OCSP đã bị thu hồi", en: "the responder's own certificate was revoked")
        case .notCurrent:
            Bilingual(vi: "đã quá hạn hoặc chưa đến hạn dùng", en: "it is out of date or not current yet")
        case .unknownToResponder:
            Bilingual(
                vi: "máy chủ OCSP không biết chứng thư số này", en: "the responder does not know this certificate")
        }
    }
}
