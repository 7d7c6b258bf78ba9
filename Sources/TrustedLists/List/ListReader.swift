import FoundationEssentials
import PKI

/// Reads the elements of a list whose signature holds (TS 119 612 annex C). Only what judging needs is read, but what is
/// read is mandatory, single and well-formed, or the list is refused.
struct ListReader {
    private let signed: SignedDocument

    init(_ signed: SignedDocument) { self.signed = signed }

    func list(sha256: String) throws(TrustedListError) -> TrustedList {
        guard signed.root.name == .list("TrustServiceStatusList") else {
            throw .malformedList(
                vi: "phần tử gốc là \(signed.root.name)", en: "the root element is \(signed.root.name)")
        }
        let information = try only("SchemeInformation", of: signed.root)
        let scheme = try scheme(information)
        let services = try services()
        let pointers = try pointers(information)
        return TrustedList(
            scheme: scheme, services: services, pointers: pointers, signer: signed.signer,
            claimedSigningTime: signed.claimedTime, sha256: sha256,
            remarks: remarks(scheme: scheme, services: services, pointers: pointers))
    }

    private func scheme(_ element: XMLElement) throws(TrustedListError) -> SchemeInformation {
        let version = try number("TSLVersionIdentifier", of: element)
        guard version == 5 || version == 6 else {
            throw TrustedListError(
                .unsupportedVersion, .input, vi: "Danh sách tin cậy theo phiên bản \(version), chỉ đọc được 5 và 6.",
                en: "The trusted list is of version \(version); versions 5 and 6 are read.")
        }
        let update = try only("NextUpdate", of: element)
        let next = update.children.isEmpty ? nil : try date("dateTime", of: update)
        return SchemeInformation(
            version: version, sequenceNumber: try number("TSLSequenceNumber", of: element),
            typeAddress: try text("TSLType", of: element),
            operatorNames: LocalizedNames(try only("SchemeOperatorName", of: element)),
            schemeNames: LocalizedNames(element.only(.list("SchemeName"))),
            territory: try text("SchemeTerritory", of: element), issued: try date("ListIssueDateTime", of: element),
            nextUpdate: next)
    }

    private func services() throws(TrustedListError) -> [TrustService] {
        guard let providers = try optional("TrustServiceProviderList", of: signed.root) else { return [] }
        var services: [TrustService] = []
        for provider in providers.all(.list("TrustServiceProvider")) {
            let names = LocalizedNames(try only("TSPInformation", of: provider).only(.list("TSPName")))
            for service in try only("TSPServices", of: provider).all(.list("TSPService")) {
                services.append(try self.service(service, of: names))
            }
        }
        return services
    }

    private func service(
        _ element: XMLElement, of provider: LocalizedNames
    ) throws(TrustedListError) -> TrustService {
        let information = try only("ServiceInformation", of: element)
        let identity = DigitalIdentity(try only("ServiceDigitalIdentity", of: information))
        var history: [TrustService.Period] = []
        for instance in try optional("ServiceHistory", of: element)?.all(.list("ServiceHistoryInstance")) ?? [] {
            history.append(try period(instance))
        }
        return TrustService(
            provider: provider, name: LocalizedNames(try only("ServiceName", of: information)),
            current: try period(information), history: history.sorted { $0.since > $1.since },
            certificates: identity.certificates, unreadableCertificates: identity.unreadable,
            subjectNames: identity.subjectNames, subjectKeyIdentifiers: identity.subjectKeyIdentifiers)
    }

    private func period(_ element: XMLElement) throws(TrustedListError) -> TrustService.Period {
        let extensions = try optional("ServiceInformationExtensions", of: element)?.all(.list("Extension")) ?? []
        return TrustService.Period(
            type: ServiceType(address: try text("ServiceTypeIdentifier", of: element)),
            status: ServiceStatus(address: try text("ServiceStatus", of: element)),
            since: try date("StatusStartingTime", of: element),
            purposes: Set(extensions.flatMap(Self.purposes)),
            unknownCriticalExtensions: extensions.flatMap(Self.unknownIfCritical))
    }

    private static func purposes(_ element: XMLElement) -> [String] {
        element.all(.list("AdditionalServiceInformation")).compactMap { information in
            guard let address = information.only(.list("URI"))?.trimmedText else { return nil }
            return address.split(separator: "/").last.map(String.init)
        }
    }

    /// Qualifications say which certificates count as qualified: they lend no trust that is used here.
    private static func unknownIfCritical(_ element: XMLElement) -> [String] {
        let known: Set<XMLName> = [
            .list("AdditionalServiceInformation"), .list("ExpiredCertsRevocationInfo"),
            XMLName(namespace: XMLNamespace.additionalTypes, local: "TakenOverBy"),
            XMLName(namespace: XMLNamespace.qualifications, local: "Qualifications"),
        ]
        let critical = element.attribute("Critical")?.trimmingXMLSpace
        guard critical != "false", critical != "0" else { return [] }
        let names = element.children.map(\.name)
        return names.isEmpty ? ["Extension"] : names.filter { !known.contains($0) }.map(\.local)
    }

    private func pointers(_ information: XMLElement) throws(TrustedListError) -> [ListPointer] {
        let list = try optional("PointersToOtherTSL", of: information)
        var pointers: [ListPointer] = []
        for element in list?.all(.list("OtherTSLPointer")) ?? [] {
            let identities = try optional("ServiceDigitalIdentities", of: element)?.all(.list("ServiceDigitalIdentity"))
            let facts = element.only(.list("AdditionalInformation"))?.all(.list("OtherInformation")) ?? []
            func fact(_ name: XMLName) -> XMLElement? { facts.lazy.compactMap { $0.only(name) }.first }
            let mediaType = XMLName(namespace: XMLNamespace.additionalTypes, local: "MimeType")
            pointers.append(
                ListPointer(
                    location: try text("TSLLocation", of: element),
                    territory: fact(.list("SchemeTerritory"))?.trimmedText ?? "",
                    typeAddress: fact(.list("TSLType"))?.trimmedText ?? "",
                    mediaType: fact(mediaType)?.trimmedText ?? "",
                    operatorNames: LocalizedNames(fact(.list("SchemeOperatorName"))),
                    certificates: (identities ?? []).flatMap { DigitalIdentity($0).certificates }))
        }
        return pointers
    }
}

extension ListReader {
    private func remarks(
        scheme: SchemeInformation, services: [TrustService], pointers: [ListPointer]
    ) -> [ListRemark] {
        var remarks: [ListRemark] = []
        if scheme.kind == .unknown {
            remarks.append(
                ListRemark(
                    .unknownScheme, vi: "loại danh sách không có trong ETSI TS 119 612: \(scheme.typeAddress)",
                    en: "the type of list is none of ETSI TS 119 612: \(scheme.typeAddress)"))
        }
        if !signed.namesSigner {
            remarks.append(
                ListRemark(
                    .signerNotNamed, vi: "chữ ký không tự ghi chứng thư người ký (không theo XAdES)",
                    en: "the signature does not name its signer's certificate (no XAdES)"))
        }
        if !signed.signer.isValid(at: scheme.issued) {
            remarks.append(
                ListRemark(
                    .signerOutOfPeriod, vi: "chứng thư người ký không còn hạn vào ngày phát hành danh sách",
                    en: "the signer's certificate was not in its period when the list was issued"))
        }
        if scheme.nextUpdate == nil {
            remarks.append(
                ListRemark(
                    .schemeEnded, vi: "đây là danh sách cuối cùng của một hệ thống đã kết thúc",
                    en: "this is the last list of a scheme that has ended"))
        }
        let unreadable = services.reduce(0) { $0 + $1.unreadableCertificates }
        if unreadable > 0 {
            remarks.append(
                ListRemark(
                    .unreadableCertificates, vi: "\(unreadable) chứng thư trong danh sách không đọc được",
                    en: "\(unreadable) certificates of the list cannot be read"))
        }
        let own = pointers.filter { $0.territory == scheme.territory }.flatMap(\.certificates)
        if !own.isEmpty, !own.contains(signed.signer) {
            remarks.append(
                ListRemark(
                    .signersChange, vi: "danh sách công bố người ký khác cho các lần sau",
                    en: "the list announces other signers for its next issues"))
        }
        return remarks
    }
}

// One way to read each kind of mandatory element.
extension ListReader {
    private func only(_ name: String, of element: XMLElement) throws(TrustedListError) -> XMLElement {
        guard let found = element.only(.list(name)) else { throw Self.missing(name, element) }
        return found
    }

    private func optional(_ name: String, of element: XMLElement) throws(TrustedListError) -> XMLElement? {
        element.all(.list(name)).isEmpty ? nil : try only(name, of: element)
    }

    private func text(_ name: String, of element: XMLElement) throws(TrustedListError) -> String {
        let text = try only(name, of: element).trimmedText
        guard !text.isEmpty else { throw Self.missing(name, element) }
        return text
    }

    private func number(_ name: String, of element: XMLElement) throws(TrustedListError) -> Int {
        guard let number = Int(try text(name, of: element)), number >= 0 else { throw Self.missing(name, element) }
        return number
    }

    private func date(_ name: String, of element: XMLElement) throws(TrustedListError) -> Date {
        guard let date = XMLDateTime.date(try text(name, of: element)) else { throw Self.missing(name, element) }
        return date
    }

    private static func missing(_ name: String, _ element: XMLElement) -> TrustedListError {
        .malformedList(
            vi: "\(element.name)/\(name) thiếu, lặp lại hoặc sai",
            en: "\(element.name)/\(name) is missing, doubled or wrong")
    }
}
