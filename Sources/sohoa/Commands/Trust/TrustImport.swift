import Diagnostics
import DurableIO
import Foundation
import PKI
import TrustServices

/// Brings certificates and revocation data into a trust folder, each by its own right and none by its name.
///
/// - A pinned certificate goes to its pin's store, or to the helpers.
/// - A certificate that claims a pinned name is refused, unless a pinned authority's key has signed it or a person accepts
///   its SHA-256.
/// - An unknown root needs a person's word too: its whole SHA-256.
/// - Anything else is a helper, which makes nothing trusted.
/// - Revocation data go to the archive, once somebody trusted has signed them.
struct TrustImport {
    /// One thing of one file, and what became of it.
    struct Outcome {
        enum Result {
            case imported(String)
            case present(String)
            case refused(any UserFacingError)
        }

        let file: String
        let name: String
        let sha256: String
        /// The store of an anchor; nil for what is not trusted for itself.
        let label: TrustLabel?
        /// `anchor`, `helper`, `crl`, `ocsp`.
        let role: String
        let isAccepted: Bool
        let result: Result
    }

    /// One thing to be imported.
    struct Item {
        let file: String
        let material: TrustMaterial
    }

    let folder: TrustFolderFiles
    let archive: EvidenceArchive
    let pins: CertificatePins
    /// Digests that a person accepts, lower-case.
    let accepted: Set<String>
    /// The store for those.
    let store: TrustLabel?
    let now: Date

    /// What a certificate may become.
    private enum Verdict {
        case anchor(TrustLabel, isAccepted: Bool)
        case helper
        case refused(TrustCommandError)
    }

    /// Imports what may be imported, and tells the rest.
    func run(_ items: [Item]) throws -> [Outcome] {
        let existing = try folder.directory(pins: pins)
        let certificates = items.compactMap { item -> (String, Certificate)? in
            if case .certificate(let certificate) = item.material { (item.file, certificate) } else { nil }
        }
        let decided = pins.adding(existing?.entries.compactMap { $0.pin.flatMap { $0.isAccepted ? $0 : nil } } ?? [])
        let pool = certificates.map(\.1) + (existing?.entries.map(\.certificate) ?? [])
        let successors = TrustDirectory.successors(among: pool, pins: decided)
        var outcomes: [Outcome] = []
        var admitted = existing?.store ?? TrustStore()
        for (file, certificate) in certificates {
            let verdict = verdict(certificate, decided, isSuccessor: successors.contains(certificate))
            outcomes.append(try carryOut(verdict, file, certificate, &admitted))
        }
        for item in items {
            guard case .revocation(let evidence) = item.material else { continue }
            outcomes.append(try keep(evidence, item.file, admitted))
        }
        let found = Set(certificates.map(\.1.fingerprint))
        for digest in accepted.subtracting(found).sorted() {
            outcomes.append(
                Outcome(
                    file: "--accept", name: "", sha256: digest, label: nil, role: "anchor", isAccepted: false,
                    result: .refused(TrustCommandError.acceptedMissing(digest))))
        }
        return outcomes
    }

    private func verdict(_ certificate: Certificate, _ pins: CertificatePins, isSuccessor: Bool) -> Verdict {
        let digest = certificate.fingerprint
        if let pin = pins.pin(for: certificate) {
            return pin.role == .root ? .anchor(pin.label, isAccepted: pin.isAccepted) : .helper
        }
        let claimed = pins.claimedPin(of: certificate)
        if accepted.contains(digest) {
            guard let store else { return .refused(.storeMissing(certificate.displayName)) }
            return .anchor(store, isAccepted: true)
        }
        if let claimed { return isSuccessor ? .helper : .refused(.lookalike(claimed.name, digest)) }
        return certificate.isSelfSigned ? .refused(.unpinnedRoot(certificate.displayName, digest)) : .helper
    }

    private func carryOut(
        _ verdict: Verdict, _ file: String, _ certificate: Certificate, _ admitted: inout TrustStore
    ) throws -> Outcome {
        func outcome(_ label: TrustLabel?, _ isAccepted: Bool, _ result: Outcome.Result) -> Outcome {
            Outcome(
                file: file, name: certificate.displayName, sha256: certificate.fingerprint, label: label,
                role: label == nil ? "helper" : "anchor", isAccepted: isAccepted, result: result)
        }
        switch verdict {
        case .refused(let error): return outcome(nil, false, .refused(error))
        case .helper:
            admitted.add(TrustStore(intermediates: [certificate]))
            return outcome(nil, false, try folder.keep(certificate, label: nil))
        case .anchor(let label, let isAccepted):
            admitted.add(TrustStore(anchors: [TrustAnchor(certificate, label: label)]))
            if isAccepted {
                let day = now.formatted(.iso8601.year().month().day())
                try folder.record(TrustDecision(certificate, label: label, day: day))
            }
            return outcome(label, isAccepted, try folder.keep(certificate, label: label))
        }
    }

    /// Keeps a list that a trusted authority signed, or a response that it or a responder of its choice did.
    private func keep(_ evidence: RevocationEvidence, _ file: String, _ trust: TrustStore) throws -> Outcome {
        let authorities = (trust.anchors.map(\.certificate) + trust.intermediates).filter { authority in
            // In force once is enough: the list of an authority whose time is over still tells of its own time.
            PathValidator.validate(
                authority, trust: trust, at: authority.notBefore, revocation: .ignored, purpose: .any
            )
            .anchor != nil
        }
        let (role, issuer): (String, Certificate?)
        switch evidence {
        case .crl(let list): (role, issuer) = ("crl", authorities.first { list.isSigned(by: $0) })
        case .ocsp(let response):
            role = "ocsp"
            issuer = authorities.first { authority in
                response.responses.contains { $0.certificateID.names(issuer: authority) }
                    && response.signer(for: authority, helpers: trust.intermediates) != nil
            }
        }
        let result: Outcome.Result
        if let issuer {
            result =
                try archive.keep(evidence, issuer: issuer, fetched: now)
                ? .imported(archive.folder) : .present(archive.folder)
        } else {
            result = .refused(role == "crl" ? TrustCommandError.listUnsigned : .responseUnsigned)
        }
        return Outcome(
            file: file, name: issuer?.displayName ?? role.uppercased(), sha256: SHA256.hex(evidence.der), label: nil,
            role: role, isAccepted: false, result: result)
    }
}
