import PDFSyntax
import PKI

/// The baseline level of ETSI EN 319 142-1 that a signature shows. It is read off the file alone: what a level promises is
/// judged elsewhere, by trust and time.
public enum SignatureLevel: String, Sendable, Hashable, CaseIterable, Comparable {
    /// A signature with the certificate it names.
    case bB = "B-B"
    /// A time-stamp over the signature value, or a document time-stamp over the signature, besides.
    case bT = "B-T"
    /// Certificates and revocation data for the signer and the time-stamp, besides.
    case bLT = "B-LT"
    /// A document time-stamp that covers those data, besides.
    case bLTA = "B-LTA"

    /// The lower comes first.
    public static func < (a: SignatureLevel, b: SignatureLevel) -> Bool {
        (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
    }

    /// The level of the signature `index`; nil for a document time-stamp and for a signature that is no CAdES signature
    /// naming its certificate. A time-stamp that does not hold, or that was copied from elsewhere, raises nothing.
    public init?(ofSignature index: Int, in findings: [SignatureFindings], material: ValidationMaterial) {
        guard findings.indices.contains(index) else { return nil }
        let signature = findings[index]
        guard signature.dictionary.encoding == .cadesDetached, let signer = signature.value.signer,
            let certificate = signature.value.certificate, signer.namesSigningCertificate(certificate) == true
        else { return nil }
        self = .bB
        let known = material.certificates.map(\.value)
        let own = signature.signatureTimeStamps.compactMap { Self.authority(of: $0, known) }
        // Document time-stamps over the signature, the oldest first.
        let later = findings.filter { other in
            other.kind == .documentTimestamp && other.isSound && other.coverage != .partial
                && (other.signedRevision ?? -1) > (signature.signedRevision ?? .max)
        }.sorted { ($0.signedRevision ?? 0) < ($1.signedRevision ?? 0) }
        let authority = own.first ?? later.first?.value.certificate
        guard let authority else { return }
        self = .bT
        // Of the authorities above nobody can say here which is an anchor and needs no data: national trusted lists make
        // anchors of those that issue to people.
        func isComplete(upTo revision: Int) -> Bool {
            let evidence = EmbeddedEvidence(material, upTo: revision)
            return evidence.covers(certificate) && evidence.covers(authority)
        }
        guard isComplete(upTo: .max) else { return }
        self = later.contains { isComplete(upTo: $0.signedRevision ?? -1) } ? .bLTA : .bLT
    }

    /// The certificate of a time-stamping authority whose token holds.
    private static func authority(of token: TimeStampToken, _ known: [Certificate]) -> Certificate? {
        guard let certificate = token.certificate(among: known), token.check(signer: certificate).isIntact else {
            return nil
        }
        return certificate
    }
}
