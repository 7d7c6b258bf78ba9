import Diagnostics
import FoundationEssentials
import PAdES
import PKI
import Records

extension ETSISignature {
    /// `SignatureValidationStatus` (4.3.4) with all that the judgement rests on (4.3.12).
    func status(_ objects: inout ETSIObjects, _ stamps: [String]) -> XMLElement {
        var parts = [XMLElement("vr:MainIndication", text: ETSIVocabulary.total(signature.indication))]
        if let sub = signature.subIndication {
            parts.append(XMLElement("vr:SubIndication", text: ETSIVocabulary.sub(sub)))
        }
        parts.append(XMLElement("vr:AssociatedValidationReportData", [:], data(&objects, stamps)))
        return XMLElement("vr:SignatureValidationStatus", [:], parts)
    }

    private func data(_ objects: inout ETSIObjects, _ stamps: [String]) -> [XMLElement] {
        let path = signature.path
        var data = Self.chain((path?.chain ?? []).map { objects.add($0) }, isAnchored: path?.anchor != nil) ?? []
        let evidence = (path?.evidence ?? [:]).values.map { objects.add($0) }.sorted()
        for id in Set(evidence).sorted() + stamps { data.append(.reference("vr:RelatedValidationObject", [id])) }
        if case .revoked(let certificate, let revocation)? = path?.status {
            var parts = [
                XMLElement.reference("vr:ValidationObjectId", [objects.add(certificate)]),
                XMLElement("vr:RevocationTime", text: VietnamTime.iso8601(revocation.date)),
                XMLElement("vr:RevocationReason", text: ETSIVocabulary.reason("\(revocation.reason)")),
            ]
            if let source = path?.evidence[certificate] {
                parts.append(.reference("vr:RevocationObject", [objects.add(source)]))
            }
            data.append(XMLElement("vr:RevocationStatusInformation", [:], parts))
        }
        if let crypto { data.append(crypto) }
        let remarks = signature.remarks.map { Self.data(code: $0.code, $0.message.text(in: language)) }
        let changes = ChangeSummary.all(of: signatureChanges).flatMap(\.lines)
            .map { Self.data("urn:sohoa:change", $0.text(in: language)) }
        if !remarks.isEmpty || !changes.isEmpty {
            data.append(XMLElement("vr:AdditionalValidationReportData", [:], remarks + changes))
        }
        return data
    }

    private var signatureChanges: [SignatureReport.Change] {
        guard let document = file.document else { return [] }
        let pages = DisplayedPages(document, for: [signature.findings])
        return signature.findings.changes.map { SignatureReport.Change($0, pages: pages, language: language) }
    }

    /// The signature's algorithm, and whether it was safe at the time the signature is judged for.
    private var crypto: XMLElement? {
        guard let signer = signature.findings.value.signer else { return nil }
        let weak: [SubIndication] = [.cryptoConstraintsFailure, .cryptoConstraintsFailureNoPOE]
        let isSecure = signature.subIndication.map { !weak.contains($0) } ?? true
        return XMLElement(
            "vr:CryptoInformation", [:],
            [
                .reference("vr:ValidationObjectId", ["sig-\(number)"]),
                XMLElement("vr:Algorithm", text: "urn:oid:\(signer.signatureAlgorithmOID)"),
                XMLElement("vr:SecureAlgorithm", text: isSecure ? "true" : "false"),
            ])
    }

    /// `TrustAnchor` and `CertificateChain`; nil without any certificate.
    static func chain(_ ids: [String], isAnchored: Bool) -> [XMLElement]? {
        guard let first = ids.first else { return nil }
        var data: [XMLElement] = []
        if isAnchored, let last = ids.last { data.append(.reference("vr:TrustAnchor", [last])) }
        var parts: [XMLElement] = [.reference("vr:SigningCertificate", [first])]
        let middle = isAnchored ? ids.dropFirst().dropLast() : ids.dropFirst()
        parts += middle.map { .reference("vr:IntermediateCertificate", [$0]) }
        if isAnchored, let last = ids.last { parts.append(.reference("vr:TrustAnchor", [last])) }
        data.append(XMLElement("vr:CertificateChain", [:], parts))
        return data
    }

    /// A reason: its code names the type of the data.
    static func data(code: String, _ text: String) -> XMLElement { data("urn:sohoa:reason:\(code)", text) }

    /// `ReportData` of a type of our own.
    static func data(_ type: String, _ text: String) -> XMLElement {
        XMLElement(
            "vr:ReportData", [:], [XMLElement("vr:Type", text: type), XMLElement("vr:Value", text: text)])
    }
}
