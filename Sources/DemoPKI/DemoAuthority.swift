import FoundationEssentials
import PKI

/// The two authorities of the demonstration, and what they issue.
struct DemoAuthority {
    let root: DemoPKI.Holder
    let issuing: DemoPKI.Holder
    private let now: Date
    private let services: String?

    private static let organization = "DEMO - không có giá trị pháp lý"

    /// - Parameter services: where the certificates say that the authorities' services are; nil for nowhere.
    init(now: Date, services: String?) throws(PKIError) {
        self.now = now
        self.services = services
        let rootKey = try PrivateKey.generate(.rsa(bits: 2048))
        let rootCertificate = try Self.authority("Root CA", below: 1, now).issue(by: nil, for: rootKey)
        root = DemoPKI.Holder(key: rootKey, certificate: rootCertificate, chain: [])
        let issuingKey = try PrivateKey.generate(.rsa(bits: 2048))
        var template = Self.authority("Issuing CA", below: 0, now)
        template.services = services.map { ServiceAddresses(base: $0, issuer: "root") }
        let issuingCertificate = try template.issue(by: root, for: issuingKey)
        issuing = DemoPKI.Holder(key: issuingKey, certificate: issuingCertificate, chain: [rootCertificate])
    }

    func agency(_ organization: DemoOrganization) throws(PKIError) -> DemoPKI.Agency {
        DemoPKI.Agency(
            organization: organization,
            officer: try holder(
                signer(organization.name, organization.officer, organization.officerIdentifier), .rsa(bits: 2048)),
            seal: try holder(
                signer(organization.name, organization.name, organization.identifier), .rsa(bits: 2048)),
            resultSeal: try holder(resultSeal(organization), .p256))
    }

    func timeStamping() throws(PKIError) -> DemoPKI.Holder {
        try holder(Self.timeStampingTemplate(from: now - day, to: now + 2 * year), .rsa(bits: 2048))
    }

    /// RFC 3161 §2.3: one critical extended key usage, time stamping.
    static func timeStampingTemplate(from notBefore: Date, to notAfter: Date) -> CertificateTemplate {
        var template = template(organization, "Máy chủ cấp dấu thời gian", nil, from: notBefore, to: notAfter)
        template.keyUsage = [.digitalSignature, .nonRepudiation]
        template.extendedKeyUsage = ([.timeStamping], true)
        return template
    }

    /// A responder that the issuing authority certified (RFC 6960 §4.2.2.2).
    func ocspResponder() throws(PKIError) -> DemoPKI.Holder {
        var template = template(Self.organization, "Máy chủ OCSP", nil)
        template.extendedKeyUsage = ([.ocspSigning], false)
        template.isUncheckedResponder = true
        return try holder(template, .rsa(bits: 2048))
    }

    /// An officer for tests of what must not pass.
    func failure(_ what: String, from notBefore: Date, to notAfter: Date) throws(PKIError) -> DemoPKI.Holder {
        var template = signer(Self.organization, "Cán bộ có chứng thư \(what)", nil)
        template.notBefore = notBefore
        template.notAfter = notAfter
        return try holder(template, .rsa(bits: 2048))
    }

    private func signer(_ organization: String, _ name: String, _ userID: String?) -> CertificateTemplate {
        var template = template(organization, name, userID)
        template.keyUsage = [.digitalSignature, .nonRepudiation]
        template.extendedKeyUsage = ([.documentSigning], false)
        return template
    }

    /// The subject carries the agency code, which joins the key to the issuer that a seal names.
    private func resultSeal(_ organization: DemoOrganization) -> CertificateTemplate {
        var template = template(
            organization.name, "Con dấu QR kết quả, \(organization.name)", organization.identifier)
        template.subject.serialNumber = organization.code
        return template
    }

    private func template(_ organization: String, _ name: String, _ userID: String?) -> CertificateTemplate {
        Self.template(organization, name, userID, from: now - day, to: now + 2 * year)
    }

    private static func template(
        _ organization: String, _ name: String, _ userID: String?, from notBefore: Date, to notAfter: Date
    ) -> CertificateTemplate {
        CertificateTemplate(
            subject: DistinguishedName(
                organization: organization, commonName: "DEMO - \(name) (không có giá trị pháp lý)", userID: userID),
            notBefore: notBefore, notAfter: notAfter, keyUsage: .digitalSignature)
    }

    private func holder(
        _ template: CertificateTemplate, _ type: PrivateKey.GeneratedType
    ) throws(PKIError) -> DemoPKI.Holder {
        let key = try PrivateKey.generate(type)
        var template = template
        template.services = services.map { ServiceAddresses(base: $0, issuer: "issuing") }
        return DemoPKI.Holder(
            key: key, certificate: try template.issue(by: issuing, for: key),
            chain: [issuing.certificate, root.certificate])
    }

    /// Authorities are older than anything they issue, expired certificates included.
    private static func authority(_ name: String, below: Int, _ now: Date) -> CertificateTemplate {
        CertificateTemplate(
            subject: DistinguishedName(
                organization: organization, commonName: "DEMO - \(name) (không có giá trị pháp lý)", userID: nil),
            notBefore: now - 5 * year, notAfter: now + 10 * year, keyUsage: [.keyCertSign, .cRLSign],
            authorityPathLength: below)
    }
}
