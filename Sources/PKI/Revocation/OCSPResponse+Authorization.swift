import COpenSSL
import FoundationEssentials

extension OCSPResponse {
    /// The certificate whose key signed this response, if that signer may speak for `issuer` (RFC 6960 §4.2.2.2): the
    /// issuer itself, another certificate of the same name and key, or a responder that the issuer's key certified for
    /// OCSP signing and that was in force when it signed. Nil when nobody entitled has signed.
    ///
    /// Whether a responder without `id-pkix-ocsp-nocheck` was revoked itself is left to the caller.
    public func signer(for issuer: Certificate, helpers: [Certificate] = []) -> Certificate? {
        guard isUsable else { return nil }
        return ([issuer] + certificates + helpers).first { candidate in
            isNamed(candidate) && isEntitled(candidate, by: issuer) && isSigned(by: candidate)
        }
    }

    private func isEntitled(_ candidate: Certificate, by issuer: Certificate) -> Bool {
        if candidate == issuer { return true }
        if candidate.subjectMatches(issuer), candidate.publicKeyInfoDER == issuer.publicKeyInfoDER { return true }
        return candidate.extendedKeyUsageIdentifiers.contains(.ocspSigning)
            && candidate.keyUsage.map { !$0.isDisjoint(with: [.digitalSignature, .nonRepudiation]) } ?? true
            && candidate.isValid(at: producedAt) && candidate.isSigned(by: issuer)
    }

    /// True when the response's ResponderID means this certificate.
    private func isNamed(_ candidate: Certificate) -> Bool {
        switch responder {
        case .keyHash(let hash): return Digest(.sha1, of: candidate.subjectPublicKeyBits).bytes == hash
        case .name(let name):
            if candidate.subjectDER == name { return true }
            // The same name may be written with another string type or letter case (RFC 5280 §7.1).
            guard let pointer = decodedByOpenSSL(name, { d2i_X509_NAME(nil, $0, $1) }) else {
                ERR_clear_error()
                return false
            }
            defer { X509_NAME_free(pointer) }
            return X509_NAME_cmp(pointer, X509_get_subject_name(candidate.object.pointer)) == 0
        }
    }

    /// True when the key of `certificate` verifies the response's signature, mathematics alone.
    public func isSigned(by certificate: Certificate) -> Bool {
        guard let algorithm = signatureAlgorithm, let key = try? certificate.publicKey,
            algorithm.scheme.fits(key.type)
        else { return false }
        switch algorithm.scheme {
        case .edDSA: return algorithm.verifiesEdDSA(signature, message: signedBytes, key)
        case .rsaPKCS1:
            let block = PKCS1SignatureBlock(signature: signature, key: key)
            return block?.digest == Digest(algorithm.digest, of: signedBytes)
        case .rsaPSS, .ecdsa, .plainECDSA, .dsa:
            return algorithm.verifies(signature, digest: Digest(algorithm.digest, of: signedBytes), key)
        }
    }
}
