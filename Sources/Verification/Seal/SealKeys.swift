import PKI
import QRCode

/// The keys that may have signed a seal: every P-256 certificate of the trust store, found by its key id.
///
/// A key id is only four bytes, so several keys may share one and all are tried. That a certificate lies in the store
/// does not make it trusted: its path is validated afterwards like any signer's.
struct SealKeys: Sendable {
    private let byID: [SealKeyID: [Certificate]]

    init(_ trust: TrustStore) {
        var found: [SealKeyID: [Certificate]] = [:]
        for certificate in trust.intermediates + trust.anchors.map(\.certificate) {
            guard let key = try? certificate.publicKey, key.type == .ec(group: "prime256v1"),
                let id = SealKeyID(bytes: ES256.keyIdentifier(of: key))
            else { continue }
            found[id, default: []].append(certificate)
        }
        byID = found
    }

    func verify(text: String) -> SealVerification<Certificate> {
        SealVerification(text: text, candidates: { byID[$0] ?? [] }, isValid: Self.isValid)
    }

    /// The certificate that lets the key of `certificate` seal for `issuer`: its subject carries the agency code among
    /// its serialNumber attributes, exactly as the seal has it. A key may be certified more than once.
    /// - Returns: nil when the key is another agency's.
    func certificate(
        naming issuer: String, forKeyOf certificate: Certificate, id: SealKeyID
    ) -> Certificate? {
        guard let key = try? certificate.publicKey.der else { return nil }
        return byID[id]?.first { candidate in
            // Code units: two strings that look alike are not one agency.
            candidate.subjectSerialNumbers.contains { $0.utf8.elementsEqual(issuer.utf8) }
                && (try? candidate.publicKey.der) == key
        }
    }

    private static func isValid(_ message: [UInt8], _ signature: [UInt8], _ certificate: Certificate) -> Bool {
        guard let key = try? certificate.publicKey else { return false }
        return ES256.verifies(signature, over: message, key: key)
    }
}
