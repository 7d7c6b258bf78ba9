import PDFSyntax
import PKI

/// Reads the value of a signature and checks its mathematics by the rule of its encoding (ISO 32000-2, 12.8.3).
struct SignatureValueReader {
    let document: PDFDocument
    let digests: PrefixDigests
    let dictionary: SignatureDictionary
    /// The ranges; nil when they are not sound, and then nothing is compared.
    let ranges: ByteRangeCheck?
    /// Certificates of the document security store.
    let known: [Certificate]

    struct Outcome {
        var value = SignatureValue()
        var intact: Bool? = false
        var signatureValid: Bool?
        var reasons: [SignatureReason] = []
    }

    func read() -> Outcome {
        var outcome = Outcome()
        guard let contents = dictionary.contents, contents.contains(where: { $0 != 0 }) else {
            outcome.reasons.append(SignatureReason(.contentsMissing))
            return outcome
        }
        outcome.value.bytes = contents
        switch dictionary.encoding {
        case .pkcs7Detached?, .cadesDetached?: detached(contents, &outcome)
        case .pkcs7SHA1?: enclosedDigest(contents, &outcome)
        case .x509RSASHA1?: bare(contents, &outcome)
        case .rfc3161?: timestamp(contents, &outcome)
        case nil: outcome.reasons.append(SignatureReason(.subFilterUnknown))
        }
        return outcome
    }

    private func digest(_ algorithm: DigestAlgorithm) -> Digest? {
        ranges.map { digests.digest(algorithm, prefix: $0.head.upperBound, and: $0.tail) }
    }

    /// All that the ranges cover, for algorithms that sign it whole; nil when that is more than a document should be.
    private func coveredBytes() -> [UInt8]? {
        guard let ranges, dictionary.encoding != .pkcs7SHA1, ranges.end <= SignatureValueReader.mostCoveredBytes,
            let head = document.bytes.slice(ranges.head), let tail = document.bytes.slice(ranges.tail)
        else { return nil }
        return head + tail
    }

    private static let mostCoveredBytes = 128 << 20

    /// The CMS and its signer. Of several signers the first one counts: ISO 32000-2, 12.8.3.3.1 allows one, readers show
    /// the first, and ETSI EN 319 142-1, 6.2.1 leaves no choice.
    private func cms(_ contents: [UInt8], _ outcome: inout Outcome) -> (SignedData, SignerInfo)? {
        guard let signedData = try? SignedData(contents) else {
            outcome.reasons.append(SignatureReason(.contentsUnreadable))
            return nil
        }
        outcome.value.signedData = signedData
        outcome.value.certificates = signedData.certificates + known
        if contents.dropFirst(signedData.byteCount).contains(where: { $0 != 0 }) {
            outcome.reasons.append(SignatureReason(.contentsPadding))
        }
        guard let signer = signedData.signers.first else {
            outcome.reasons.append(SignatureReason(.signerCount))
            return nil
        }
        if signedData.signers.count > 1 {
            let isPAdES = dictionary.encoding == .cadesDetached
            outcome.reasons.append(SignatureReason(isPAdES ? .signerCount : .severalSigners))
        }
        outcome.value.signer = signer
        outcome.value.certificate = signedData.certificate(of: signer, among: known)
        return (signedData, signer)
    }

    private func detached(_ contents: [UInt8], _ outcome: inout Outcome) {
        guard let (_, signer) = cms(contents, &outcome) else { return }
        guard let algorithm = signer.digestAlgorithm else {
            outcome.reasons.append(SignatureReason(.digestUnsupported))
            outcome.intact = nil
            return
        }
        guard let digest = digest(algorithm) else { return }
        outcome.value.digest = digest
        judge(signer, digest, &outcome)
    }

    /// Compares the digest and the signature value.
    private func judge(_ signer: SignerInfo, _ digest: Digest, _ outcome: inout Outcome) {
        guard let certificate = outcome.value.certificate else {
            outcome.reasons.append(SignatureReason(.signerCertificateMissing))
            outcome.intact = signer.hasSignedAttributes ? signer.messageDigest == digest.bytes : nil
            return
        }
        let check = signer.check(
            signer: certificate, contentDigest: digest, requiresDER: dictionary.encoding == .cadesDetached,
            content: coveredBytes)
        outcome.value.check = check
        outcome.intact = check.digestMatches
        outcome.signatureValid = check.signatureValid
    }

    /// `adbe.pkcs7.sha1`: the content inside the CMS is the SHA-1 digest of the ranges.
    private func enclosedDigest(_ contents: [UInt8], _ outcome: inout Outcome) {
        guard let (signedData, signer) = cms(contents, &outcome) else { return }
        guard let content = signedData.content, let algorithm = signer.digestAlgorithm else {
            outcome.reasons.append(SignatureReason(.contentsUnreadable))
            return
        }
        guard let digest = digest(.sha1) else { return }
        outcome.value.digest = digest
        judge(signer, Digest(algorithm, of: content), &outcome)
        outcome.intact = outcome.intact != false && content == digest.bytes
    }

    /// `adbe.x509.rsa_sha1`: an octet string that holds a PKCS #1 signature; the signed digest is inside that.
    private func bare(_ contents: [UInt8], _ outcome: inout Outcome) {
        guard let signature = PKCS1SignatureBlock.signature(in: contents) else {
            outcome.reasons.append(SignatureReason(.contentsUnreadable))
            return
        }
        outcome.value.certificates = dictionary.certificates.compactMap { try? Certificate(der: $0) } + known
        guard let first = dictionary.certificates.first, let certificate = try? Certificate(der: first),
            let key = try? certificate.publicKey
        else {
            outcome.reasons.append(SignatureReason(.signerCertificateMissing))
            outcome.intact = nil
            return
        }
        outcome.value.certificate = certificate
        guard let block = PKCS1SignatureBlock(signature: signature, key: key) else {
            outcome.intact = ranges == nil ? false : nil
            outcome.signatureValid = false
            return
        }
        outcome.signatureValid = true
        guard let digest = digest(block.digest.algorithm) else { return }
        outcome.value.digest = digest
        outcome.intact = block.digest == digest
        outcome.value.check = SignatureCheck(
            digestMatches: outcome.intact, signatureValid: true,
            notes: block.isLegacyEncoding ? [.legacyDigestInfo] : [])
    }

    private func timestamp(_ contents: [UInt8], _ outcome: inout Outcome) {
        guard let token = try? TimeStampToken(contents) else {
            outcome.reasons.append(SignatureReason(.contentsUnreadable))
            return
        }
        if contents.dropFirst(token.signedData.byteCount).contains(where: { $0 != 0 }) {
            outcome.reasons.append(SignatureReason(.contentsPadding))
        }
        outcome.value.token = token
        outcome.value.signedData = token.signedData
        outcome.value.signer = token.signer
        outcome.value.certificates = token.signedData.certificates + known
        outcome.value.certificate = token.certificate(among: known)
        guard let algorithm = token.imprintAlgorithm else {
            outcome.reasons.append(SignatureReason(.digestUnsupported))
            return
        }
        guard let digest = digest(algorithm) else { return }
        outcome.value.digest = digest
        guard let certificate = outcome.value.certificate else {
            outcome.reasons.append(SignatureReason(.signerCertificateMissing))
            outcome.intact = token.covers(digest)
            return
        }
        let check = token.check(signer: certificate)
        outcome.value.check = check
        outcome.intact = token.covers(digest)
        outcome.signatureValid = check.isIntact
    }
}
