import Diagnostics
import Foundation
import PKCS11
import PKI
import Profiles
import Signing

/// Opens keys and checks, in the order of NĐ 68/2024 Đ29, that their certificates may sign now.
struct SignerOpening {
    let rules: AgencyProfile
    let services: SigningServices
    let console: Console

    /// The identity of `signer`, its chain completed so that the whole of it is embedded.
    /// - Parameter algorithm: a name such as `rsa-pss-sha384`; nil: the profile's, else the usual one of the key.
    func open(_ signer: AgencyProfile.Signer, algorithm: String? = nil) throws -> SigningIdentity {
        let key = try open(key: signer)
        // An algorithm of the profile is meant for keys that can do it; one of the command line must be obeyed.
        let named = try algorithm.map { try SignatureAlgorithm.named($0) }
        let usual = rules.services.algorithm.flatMap { SignatureAlgorithm(name: $0.rawValue) }
            .flatMap { $0.fits(key.keyType) ? $0 : nil }
        return try ready(try key.identity(algorithm: named ?? usual))
    }

    /// The key of `signer`, for seals and the like.
    func open(key signer: AgencyProfile.Signer) throws -> SignerKey {
        let access = TokenAccess(
            modulePath: rules.services.tokenModule, certificates: services.trust.intermediates)
        let pin = try signer.pinFile.map { try PIN.read(file: $0) }
        let question = signer.name.isEmpty ? "PIN: " : "PIN (\(signer.name)): "
        if pin == nil, try SignerURI(signer.uri).asksForPIN {
            return try SignerKey.open(signer.uri, pin: PIN.prompt(question), tokens: access)
        }
        do {
            return try SignerKey.open(signer.uri, pin: pin, tokens: access)
        } catch let error as PKIError where error.code == .passphraseRequired && pin == nil {
            return try SignerKey.open(signer.uri, pin: PIN.prompt(question), tokens: access)
        }
    }

    /// Checks the certificate; what the profile lets pass is told on stderr.
    func ready(_ identity: SigningIdentity) throws -> SigningIdentity {
        let policy = rules.services.revocation
        let client = services.issuers
        let issuers: @Sendable (Certificate) throws -> [Certificate] = { try client.chain(of: $0, known: []) }
        let readiness = try SignerReadiness.check(
            identity, at: Date(),
            rules: SignerReadiness.Rules(
                trust: services.trust,
                // Without any anchor there is nothing a path could lead to; then only the certificate itself is checked.
                requiresPath: !services.trust.anchors.isEmpty, revocation: services.signature.revocation,
                requiresRevocation: policy == .required,
                issuers: policy == .none ? nil : issuers))
        for finding in readiness.findings where finding.outcome == .unmet { console.note(finding.message) }
        for finding in readiness.findings
        where finding.outcome == .notChecked && policy == .whenReachable && !services.trust.anchors.isEmpty {
            console.note(finding.message)
        }
        return identity.withChain(readiness.chain)
    }
}
