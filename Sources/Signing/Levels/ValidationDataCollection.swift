import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles

/// Gathers what B-LT adds to a file: for every signature and every time-stamp the certificates up to the anchor, and for
/// each certificate below it revocation data, those of OCSP responders included (ETSI EN 319 142-1, 6.3, requirements e
/// and following).
struct ValidationDataCollection {
    private let services: SignatureServices
    private let revocation: RevocationSource
    private let date: Date
    private let findings: [SignatureFindings]
    private let material: ValidationMaterial
    private let proofs: ProofsOfExistence
    /// Answers by certificate, so that an authority is asked about once per file.
    private var asked: [Certificate: ValidationData] = [:]

    /// How deep the responders of responders are followed.
    private static let deepest = 4

    /// - Parameter date: now.
    init(
        _ document: PDFDocument, _ findings: [SignatureFindings], services: SignatureServices,
        revocation: RevocationSource, at date: Date
    ) {
        (self.services, self.revocation, self.date) = (services, revocation, date)
        self.findings = findings
        material = ValidationMaterial(document, findings: findings)
        // With the anchors alone, as whoever reads the file later: what our own store knows does not help them.
        proofs = ProofsOfExistence(
            findings, material: material, trust: TrustStore(anchors: services.trust.anchors), now: date)
    }

    /// One signature or document time-stamp with what validates it, its own time-stamps included.
    struct Collected {
        let index: Int
        let data: ValidationData
    }

    /// Everything, signature by signature.
    /// - Parameter isNeeded: signatures that must be complete; of others whatever can be had is taken, and a signer that
    ///   nobody here trusts does not stand in the way.
    /// - Throws: `certificate-chain-incomplete`, `revocation-unavailable`.
    mutating func collect(_ isNeeded: (SignatureFindings) -> Bool) throws -> [Collected] {
        var collected: [Collected] = []
        for (index, found) in findings.enumerated() {
            do {
                collected.append(Collected(index: index, data: try data(for: index)))
            } catch {
                if found.kind == .documentTimestamp || isNeeded(found) { throw error }
            }
        }
        return collected
    }

    private mutating func data(for index: Int) throws -> ValidationData {
        let found = findings[index]
        guard let certificate = found.value.certificate else { return ValidationData() }
        let isSignature = found.kind == .signature
        let proofs = proofs
        var data = try data(
            of: certificate, with: found.value.signedData, purpose: isSignature ? .signing : .timeStamping,
            at: proofs.earliest(ofSignature: index) ?? date
        ) { proofs.path(ofSignature: index)?.status == .passed }
        for token in found.signatureTimeStamps {
            let known = material.certificates.map(\.value) + services.trust.intermediates
            guard let authority = token.certificate(among: known) else { continue }
            data.add(
                try self.data(of: authority, with: token.signedData, purpose: .timeStamping, at: date) {
                    proofs.timeStamps.contains { $0.token.der == token.der && $0.isTrusted }
                })
        }
        return data
    }

    /// - Parameter isSettled: whether what the file has already suffices: asked when the services have nothing, as they
    ///   may for a certificate that has long expired.
    private mutating func data(
        of leaf: Certificate, with signedData: SignedData?, purpose: CertificatePurpose, at date: Date,
        isSettled: () -> Bool
    ) throws -> ValidationData {
        let known = (signedData?.certificates ?? []) + material.certificates.map(\.value)
        let path = PathValidator.validate(
            leaf, extra: known, trust: services.trust, at: date, revocation: .ignored, purpose: purpose)
        guard path.anchor != nil else { throw SigningError.chainIncomplete(path.chain.last ?? leaf) }
        var data = ValidationData(certificates: path.chain.map(\.der))
        do {
            try add(path.chain, to: &data, depth: 0)
        } catch {
            guard isSettled() else { throw error }
        }
        return data
    }

    /// Adds revocation data for each certificate of a chain but the last.
    private mutating func add(_ chain: [Certificate], to data: inout ValidationData, depth: Int) throws {
        for (certificate, issuer) in zip(chain, chain.dropFirst()) {
            if let known = asked[certificate] {
                data.add(known)
                continue
            }
            if certificate.hasOCSPNoCheck { continue }
            var own = ValidationData()
            // A responder that vouches for itself ends here.
            asked[certificate] = own
            do {
                try ask(about: certificate, issuer, &own, depth: depth)
            } catch {
                asked[certificate] = nil
                throw error
            }
            asked[certificate] = own
            data.add(own)
        }
    }

    private mutating func ask(
        about certificate: Certificate, _ issuer: Certificate, _ data: inout ValidationData, depth: Int
    ) throws {
        let found: [RevocationEvidence]
        do {
            found = try revocation.evidence(for: certificate, issuer: issuer, at: date)
        } catch {
            throw SigningError.revocationUnavailable(certificate, error)
        }
        for evidence in found {
            switch evidence {
            case .crl(let list):
                data.add(revocationList: list.der)
                addListSigner(of: list, beside: issuer, to: &data)
            case .ocsp(let response):
                data.add(ocspResponse: response.der)
                guard let responder = response.signer(for: issuer, helpers: services.trust.intermediates),
                    responder != issuer
                else { continue }
                data.add(certificate: responder.der)
                if depth < Self.deepest { try add([responder, issuer], to: &data, depth: depth + 1) }
            }
        }
    }

    /// An authority may sign lists with another key; a validator without our store must have that key's certificate.
    private func addListSigner(of list: CertificateList, beside issuer: Certificate, to data: inout ValidationData) {
        guard !list.isSigned(by: issuer) else { return }
        let signers = services.trust.intermediates.filter { $0.subjectDER == list.issuerDER && list.isSigned(by: $0) }
        for signer in signers { data.add(certificate: signer.der) }
    }
}
