import COpenSSL

extension SignerInfo {
    /// Checks the digest and the signature value (RFC 5652 §5.4–5.6) under the key of `signer`.
    ///
    /// OpenSSL's own `CMS_verify` is not asked: it refuses Ed25519 and the DigestInfo of many Vietnamese officials, and
    /// accepts attributes that are not DER and digests that differ.
    /// - Parameters:
    ///   - contentDigest: the content's digest by ``digestAlgorithm``.
    ///   - requiresDER: whether a signature made over attributes that are not in distinguished encoding is invalid, as
    ///     RFC 5652 §5.4 has it and PAdES insists (`ETSI.CAdES.detached`). Widely used tools make such `adbe.pkcs7`
    ///     signatures, and every reader accepts them: there it is noted only.
    ///   - content: gives the content itself, which EdDSA without signed attributes signs; nil when it is not at hand.
    public func check(
        signer: Certificate, contentDigest: Digest, requiresDER: Bool = false, content: () -> [UInt8]? = { nil }
    ) -> SignatureCheck {
        guard let algorithm = signatureAlgorithm, let key = try? signer.publicKey else {
            return SignatureCheck(
                digestMatches: attributeMatches(contentDigest), signatureValid: false, notes: [.unsupportedAlgorithm])
        }
        var notes: [SignatureNote] = algorithm.hasStrayParameters ? [.strayParameters] : []
        guard algorithm.scheme.fits(key.type) else {
            return SignatureCheck(
                digestMatches: attributeMatches(contentDigest), signatureValid: false, notes: notes + [.keyDoesNotFit])
        }
        guard let attributes = signedAttributesDER else {
            return checkWithoutAttributes(key, algorithm, contentDigest, notes + [.noSignedAttributes], content)
        }
        var isValid = verifies(attributes, key, algorithm, &notes)
        if !isValid, let asRead = signedAttributesAsRead, asRead != attributes {
            if verifies(asRead, key, algorithm, &notes) {
                notes.append(.signedAttributesNotDER)
                isValid = !requiresDER
            }
        }
        if algorithm.digest != digestAlgorithm {
            notes.append(digestAlgorithm == nil ? .unsupportedAlgorithm : .digestAlgorithmsDiffer)
            // EdDSA has its digest built in; CMS lets the content's digest be another (RFC 8419 §3.1 says SHOULD NOT).
            if algorithm.scheme != .edDSA { isValid = false }
        }
        if messageDigest == nil { notes.append(.messageDigestMissing) }
        return SignatureCheck(
            digestMatches: attributeMatches(contentDigest) ?? false, signatureValid: isValid, notes: notes)
    }

    /// Whether the signer's certificate is the one the signed attributes name (`signing-certificate` of RFC 2634,
    /// `signing-certificate-v2` of RFC 5035); nil when they name none. An attribute that cannot be read does not match.
    public func namesSigningCertificate(_ certificate: Certificate) -> Bool? {
        let identifiers = [ObjectIdentifier.signingCertificateV2, .signingCertificate]
        let present = identifiers.filter { named in signedAttributes.contains { $0.identifier == named } }
        guard !present.isEmpty else { return nil }
        return present.allSatisfy { identifier in
            guard let value = signedValue(identifier), let named = try? Self.namedDigest(value, identifier) else {
                return false
            }
            return Digest(named.algorithm, of: certificate.der) == named
        }
    }

    /// The digest of the first ESSCertID or ESSCertIDv2, which is the signer's.
    private static func namedDigest(
        _ value: BERElement, _ identifier: ObjectIdentifier
    ) throws(MalformedASN1) -> Digest {
        var fields = try value.cursor()
        var references = try fields.next(DER.Tag.sequence).cursor()
        var reference = try references.next(DER.Tag.sequence).cursor()
        var algorithm = identifier == .signingCertificate ? DigestAlgorithm.sha1 : .sha256
        if identifier == .signingCertificateV2, let named = try reference.nextIf(DER.Tag.sequence) {
            guard let known = DigestAlgorithm(try Self.algorithm(named).identifier) else { throw MalformedASN1() }
            algorithm = known
        }
        let bytes = try reference.next(DER.Tag.octetString).content
        guard let digest = Digest(algorithm, bytes: Array(bytes)) else { throw MalformedASN1() }
        return digest
    }

    /// Compares the message digest attribute; nil when there are no signed attributes to compare with.
    private func attributeMatches(_ digest: Digest) -> Bool? {
        guard hasSignedAttributes else { return nil }
        return digest.algorithm == digestAlgorithm && messageDigest == digest.bytes
    }

    private func checkWithoutAttributes(
        _ key: PublicKey, _ algorithm: ReceivedSignatureAlgorithm, _ digest: Digest, _ notes: [SignatureNote],
        _ content: () -> [UInt8]?
    ) -> SignatureCheck {
        switch algorithm.scheme {
        case .rsaPKCS1:
            guard let block = PKCS1SignatureBlock(signature: signature, key: key) else {
                return SignatureCheck(digestMatches: nil, signatureValid: false, notes: notes)
            }
            return SignatureCheck(
                digestMatches: block.digest == digest, signatureValid: true,
                notes: notes + (block.isLegacyEncoding ? [.legacyDigestInfo] : []))
        case .edDSA:
            // Without signed attributes it signs the content itself, which a digest cannot stand for.
            guard let content = content() else {
                return SignatureCheck(digestMatches: nil, signatureValid: false, notes: notes + [.unsupportedAlgorithm])
            }
            return SignatureCheck(
                digestMatches: nil, signatureValid: algorithm.verifiesEdDSA(signature, message: content, key),
                notes: notes)
        case .rsaPSS, .ecdsa, .plainECDSA, .dsa:
            let isValid = digest.algorithm == algorithm.digest && algorithm.verifies(signature, digest: digest, key)
            return SignatureCheck(digestMatches: nil, signatureValid: isValid, notes: notes)
        }
    }

    private func verifies(
        _ message: [UInt8], _ key: PublicKey, _ algorithm: ReceivedSignatureAlgorithm, _ notes: inout [SignatureNote]
    ) -> Bool {
        switch algorithm.scheme {
        case .rsaPKCS1:
            guard let block = PKCS1SignatureBlock(signature: signature, key: key),
                block.digest == Digest(algorithm.digest, of: message)
            else { return false }
            if block.isLegacyEncoding { notes.append(.legacyDigestInfo) }
            return true
        case .edDSA: return algorithm.verifiesEdDSA(signature, message: message, key)
        case .rsaPSS, .ecdsa, .plainECDSA, .dsa:
            return algorithm.verifies(signature, digest: Digest(algorithm.digest, of: message), key)
        }
    }
}

extension ReceivedSignatureAlgorithm.Scheme {
    func fits(_ key: KeyType) -> Bool {
        switch (self, key) {
        case (.rsaPKCS1, .rsa), (.rsaPSS, .rsa), (.rsaPSS, .rsaPSS), (.ecdsa, .ec), (.plainECDSA, .ec), (.dsa, .dsa),
            (.edDSA, .ed25519), (.edDSA, .ed448):
            true
        default: false
        }
    }
}

extension ReceivedSignatureAlgorithm {
    /// Verifies a signature over a digest, for the schemes that sign one.
    func verifies(_ signature: [UInt8], digest: Digest, _ key: PublicKey) -> Bool {
        guard let context = EVP_PKEY_CTX_new(key.object.pointer, nil) else { return false }
        defer {
            EVP_PKEY_CTX_free(context)
            ERR_clear_error()
        }
        guard EVP_PKEY_verify_init(context) > 0 else { return false }
        var value = signature
        switch scheme {
        case .rsaPSS(let mask, let saltByteCount):
            guard EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0,
                EVP_PKEY_CTX_set_signature_md(context, digest.algorithm.evp) > 0,
                EVP_PKEY_CTX_set_rsa_mgf1_md(context, mask.evp) > 0,
                EVP_PKEY_CTX_set_rsa_pss_saltlen(context, Int32(saltByteCount)) > 0
            else { return false }
        case .plainECDSA:
            guard let der = ECDSASignature(plain: signature)?.der else { return false }
            value = der
        case .ecdsa, .dsa: break
        case .rsaPKCS1, .edDSA: return false
        }
        return EVP_PKEY_verify(context, value, value.count, digest.bytes, digest.bytes.count) == 1
    }

    /// Verifies Ed25519 or Ed448 over the message itself.
    func verifiesEdDSA(_ signature: [UInt8], message: [UInt8], _ key: PublicKey) -> Bool {
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            ERR_clear_error()
        }
        return EVP_DigestVerifyInit(context, nil, nil, nil, key.object.pointer) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}
