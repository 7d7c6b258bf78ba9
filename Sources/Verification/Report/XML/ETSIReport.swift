import Diagnostics
import FoundationEssentials
import PKI
import Records

/// A signature validation report of ETSI TS 119 102-2 in XML: one report for all files of a run. Each signature of each
/// file is a `SignatureValidationReport`, whose `SignersDocument` refers to its file; certificates and revocation data
/// that several signatures rest on stand in it once.
///
/// The standard has no report of a file without signatures. Such a file, or one that cannot be read, gets a
/// `SignatureValidationReport` without a signature: its document, INDETERMINATE, and our conclusion as additional data.
public struct ETSIReport {
    private let language: Language
    private var reports: [XMLElement] = []
    private var objects = ETSIObjects()

    /// An empty report; free text in it will be in `language`.
    public init(language: Language) { self.language = language }

    /// Adds what was found of one file.
    public mutating func add(_ validation: FileValidation) {
        let document = objects.add(file: validation.name, sha256: validation.sha256)
        if validation.signatures.isEmpty { reports.append(unsigned(validation, document)) }
        for signature in validation.signatures {
            let writer = ETSISignature(
                signature: signature, file: validation, document: document, number: reports.count + 1,
                language: language)
            reports.append(writer.element(&objects))
        }
    }

    /// The XML document in UTF-8. A report needs at least one file.
    public var xml: String {
        XMLElement(
            "vr:ValidationReport", ETSIVocabulary.namespaces,
            reports
                + [
                    XMLElement("vr:SignatureValidationObjects", [:], objects.elements),
                    XMLElement(
                        "vr:SignatureValidator", [:],
                        [XMLElement("vr:DigitalId", [:], [XMLElement("tsl:X509SubjectName", text: "CN=sohoa")])]),
                ]
        ).document
    }

    private func unsigned(_ file: FileValidation, _ document: String) -> XMLElement {
        let remarks = file.remarks.map { ETSISignature.data(code: $0.code, $0.message.text(in: language)) }
        let conclusion = ETSISignature.data("urn:sohoa:conclusion", file.conclusion.rawValue)
        return XMLElement(
            "vr:SignatureValidationReport", [:],
            [
                XMLElement(
                    "vr:SignersDocument", [:], [.reference("vr:SignersDocumentRepresentation", [document])]),
                XMLElement(
                    "vr:SignatureValidationStatus", [:],
                    [
                        XMLElement("vr:MainIndication", text: ETSIVocabulary.total(.indeterminate)),
                        XMLElement(
                            "vr:AssociatedValidationReportData", [:],
                            [XMLElement("vr:AdditionalValidationReportData", [:], [conclusion] + remarks)]),
                    ]),
            ])
    }
}
