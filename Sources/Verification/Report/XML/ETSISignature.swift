import Diagnostics
import FoundationEssentials
import PAdES
import PKI
import Records

/// The `SignatureValidationReport` of one signature (TS 119 102-2 4.3).
struct ETSISignature {
    let signature: SignatureValidation
    let file: FileValidation
    /// The identifier of the file's validation object.
    let document: String
    /// Of the report, from 1.
    let number: Int
    let language: Language

    private var findings: SignatureFindings { signature.findings }
    private var id: String { "sig-\(number)" }

    func element(_ objects: inout ETSIObjects) -> XMLElement {
        let stamps = signature.timeStamps.map { stamp in (stamp, add(stamp, &objects)) }
        var parts = [identifier, constraints]
        parts.append(timeInfo(stamps))
        parts.append(signersDocument)
        parts.append(ETSIAttributes(signature: signature, file: file).element(stamps, &objects))
        if let certificate = findings.value.certificate {
            parts.append(
                XMLElement(
                    "vr:SignerInformation", [:],
                    [
                        .reference("vr:SignerCertificate", [objects.add(certificate)]),
                        XMLElement("vr:Signer", text: certificate.displayName),
                    ]))
        }
        parts.append(quality)
        parts.append(
            XMLElement(
                "vr:SignatureValidationProcess", [:],
                [XMLElement("vr:SignatureValidationProcessID", text: process)]))
        parts.append(status(&objects, stamps.map(\.1)))
        return XMLElement("vr:SignatureValidationReport", [:], parts)
    }

    private var identifier: XMLElement {
        var parts: [XMLElement] = []
        if let digest = digestOfDataToBeSigned { parts.append(.digest(digest)) }
        let value = findings.value.signer?.signature ?? []
        if !value.isEmpty { parts.append(XMLElement("ds:SignatureValue", text: base64(value))) }
        parts.append(XMLElement("vr:HashOnly", text: "false"))
        parts.append(XMLElement("vr:DocHashOnly", text: "false"))
        if let field = findings.field { parts.append(XMLElement("vr:DAIdentifier", text: field)) }
        return XMLElement("vr:SignatureIdentifier", ["id": id], parts)
    }

    /// Over the signed attributes, or over the document where there are none (EN 319 102-1 4.2.8).
    private var digestOfDataToBeSigned: Digest? {
        guard let signer = findings.value.signer, let attributes = signer.signedAttributesDER else {
            return findings.value.digest
        }
        return (signer.signatureDigestAlgorithm ?? signer.digestAlgorithm).map { Digest($0, of: attributes) }
    }

    private var constraints: XMLElement {
        XMLElement(
            "vr:ValidationConstraintsEvaluationReport", [:],
            [
                XMLElement(
                    "vr:SignatureValidationPolicy", [:],
                    [
                        XMLElement(
                            "vr:SignaturePolicyIdentifier", [:], [XMLElement("xades:SignaturePolicyImplied")]),
                        XMLElement("vr:PolicyName", text: signature.policy.name),
                    ])
            ] + ETSIConstraint.all(of: signature).map(\.element))
    }

    private func timeInfo(_ stamps: [(TimeStampJudgement, String)]) -> XMLElement {
        var best = [
            XMLElement("vr:POETime", text: VietnamTime.iso8601(signature.bestTime)),
            XMLElement("vr:TypeOfProof", text: ETSIVocabulary.proofByValidation),
        ]
        if let proven = signature.proven,
            let (_, id) = stamps.first(where: { min($0.0.token.time, file.now) == proven })
        {
            best.append(.reference("vr:POEObject", [id]))
        }
        return XMLElement(
            "vr:ValidationTimeInfo", [:],
            [
                XMLElement("vr:ValidationTime", text: VietnamTime.iso8601(file.now)),
                XMLElement("vr:BestSignatureTime", [:], best),
            ])
    }

    private var signersDocument: XMLElement {
        let digest = findings.value.digest.map { [XMLElement.digest($0)] } ?? []
        return XMLElement(
            "vr:SignersDocument", [:], digest + [.reference("vr:SignersDocumentRepresentation", [document])])
    }

    private var quality: XMLElement {
        let store = signature.path?.anchor?.label.rawValue ?? "none"
        return XMLElement(
            "vr:SignatureQuality", [:],
            ["urn:sohoa:trust-store:\(store)", "urn:sohoa:signature-level:\(signature.level.rawValue)"].map { uri in
                XMLElement("vr:SignatureQualityInformation", text: uri)
            })
    }

    private var process: String {
        let name =
            switch signature.process {
            case .basic: "Basic"
            case .withTime: "LTVM"
            case .archival: "LTA"
            }
        return "urn:etsi:019102:validationprocess:\(name)"
    }

    /// A token with what it proves and how it was judged.
    private func add(_ stamp: TimeStampJudgement, _ objects: inout ETSIObjects) -> String {
        var provisioning = [XMLElement("vr:POETime", text: VietnamTime.iso8601(stamp.token.time))]
        let chain = (stamp.path?.chain ?? []).map { objects.add($0) }
        provisioning.append(.reference("vr:ValidationObject", [document]))
        if let field = findings.field {
            provisioning.append(
                XMLElement("vr:SignatureReference", [:], [XMLElement("vr:PAdESFieldName", text: field)]))
        }
        let indication: Indication = stamp.isSound ? stamp.path?.indication ?? .indeterminate : .failed
        var status = [XMLElement("vr:MainIndication", text: ETSIVocabulary.main(indication))]
        if let sub = stamp.path?.subIndication, stamp.isSound {
            status.append(XMLElement("vr:SubIndication", text: ETSIVocabulary.sub(sub)))
        }
        if let data = ETSISignature.chain(chain, isAnchored: stamp.path?.anchor != nil) {
            status.append(XMLElement("vr:AssociatedValidationReportData", [:], data))
        }
        return objects.add(
            .timeStamp, stamp.token.der,
            [
                XMLElement("vr:POEProvisioning", [:], provisioning),
                XMLElement(
                    "vr:ValidationReport", [:], [XMLElement("vr:SignatureValidationStatus", [:], status)]),
            ])
    }
}
