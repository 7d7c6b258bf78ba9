import PAdES
import PKI

/// How one building block of EN 319 102-1 §5.2 ended, as `ValidationConstraint` (TS 119 102-2 4.3.5.4).
struct ETSIConstraint {
    /// The block's name.
    let name: String
    /// How it ended.
    let indication: Indication
    /// Why not better.
    var sub: SubIndication?

    var element: XMLElement {
        XMLElement(
            "vr:ValidationConstraint", [:],
            [
                XMLElement("vr:ValidationConstraintIdentifier", text: "urn:sohoa:building-block:\(name)"),
                XMLElement(
                    "vr:ConstraintStatus", [:], [XMLElement("vr:Status", text: ETSIVocabulary.applied)]),
                .status("vr:ValidationStatus", indication, sub),
            ])
    }

    /// The blocks as far as the validation went: a block after one that failed was not applied.
    static func all(of signature: SignatureValidation) -> [ETSIConstraint] {
        let findings = signature.findings
        let steps = [
            format(findings), certificate(signature), cryptography(findings), path(signature),
            acceptance(signature),
        ]
        let end = steps.firstIndex { $0.indication == .failed } ?? steps.count - 1
        return Array(steps[...end])
    }

    private static func format(_ findings: SignatureFindings) -> ETSIConstraint {
        findings.isWellFormed
            ? ETSIConstraint(name: "format-checking", indication: .passed)
            : ETSIConstraint(name: "format-checking", indication: .failed, sub: .formatFailure)
    }

    private static func certificate(_ signature: SignatureValidation) -> ETSIConstraint {
        let isMissing =
            signature.findings.value.certificate == nil
            || signature.subIndication == .noSigningCertificateFound
        return ETSIConstraint(
            name: "identification-of-signing-certificate", indication: isMissing ? .indeterminate : .passed,
            sub: isMissing ? .noSigningCertificateFound : nil)
    }

    private static func cryptography(_ findings: SignatureFindings) -> ETSIConstraint {
        let name = "cryptographic-verification"
        if findings.intact == false { return ETSIConstraint(name: name, indication: .failed, sub: .hashFailure) }
        switch findings.signatureValid {
        case true?: return ETSIConstraint(name: name, indication: .passed)
        case false?: return ETSIConstraint(name: name, indication: .failed, sub: .sigCryptoFailure)
        case nil: return ETSIConstraint(name: name, indication: .indeterminate, sub: .noSigningCertificateFound)
        }
    }

    private static func path(_ signature: SignatureValidation) -> ETSIConstraint {
        ETSIConstraint(
            name: "x509-certificate-validation", indication: signature.path?.indication ?? .indeterminate,
            sub: signature.path == nil ? .noSigningCertificateFound : signature.path?.subIndication)
    }

    /// What later revisions did, coverage and algorithms: the signature constraints.
    private static func acceptance(_ signature: SignatureValidation) -> ETSIConstraint {
        let name = "signature-acceptance-validation"
        let findings = signature.findings
        if findings.changesAfter == .suspicious || findings.coverage == .partial {
            return ETSIConstraint(name: name, indication: .failed, sub: .formatFailure)
        }
        let weak: [SubIndication] = [.cryptoConstraintsFailure, .cryptoConstraintsFailureNoPOE, .sigConstraintsFailure]
        guard let sub = signature.subIndication, weak.contains(sub) else {
            return ETSIConstraint(name: name, indication: .passed)
        }
        return ETSIConstraint(name: name, indication: .indeterminate, sub: sub)
    }
}
