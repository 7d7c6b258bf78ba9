import FoundationEssentials
import PAdES
import PKI
import Records

/// `SignatureAttributes` (TS 119 102-2 4.3.8): what the signature says of itself, and what was added to it later.
struct ETSIAttributes {
    let signature: SignatureValidation
    let file: FileValidation

    private var findings: SignatureFindings { signature.findings }

    func element(_ stamps: [(TimeStampJudgement, String)], _ objects: inout ETSIObjects) -> XMLElement {
        let dictionary = findings.dictionary
        var parts: [XMLElement] = []
        func add(_ name: String, signed: Bool? = true, _ children: [XMLElement]) {
            parts.append(
                signed.map { XMLElement(name, ["Signed": $0 ? "true" : "false"], children) }
                    ?? XMLElement(name, [:], children))
        }
        func add(_ name: String, _ child: String, _ text: String?) {
            if let text { add(name, [XMLElement(child, text: text)]) }
        }
        let claimed = dictionary.claimedTime?.instant ?? findings.value.signer?.signingTime
        add("vr:SigningTime", "vr:Time", claimed.map(VietnamTime.iso8601))
        if let certificate = findings.value.certificate,
            findings.value.signer?.namesSigningCertificate(certificate) == true
        {
            add("vr:SigningCertificate", [.reference("vr:AttributeObject", [objects.add(certificate)])])
        }
        add("vr:SignatureProductionPlace", "vr:AddressString", dictionary.location)
        for (stamp, id) in stamps {
            let children = [
                XMLElement.reference("vr:AttributeObject", [id]),
                XMLElement("vr:TimeStampValue", text: VietnamTime.iso8601(stamp.token.time)),
            ]
            switch stamp.subject {
            case .signature: add("vr:SignatureTimeStamp", signed: false, children)
            case .document: add("vr:DocTimeStamp", signed: false, children)
            }
        }
        add("vr:MessageDigest", "vr:Digest", findings.value.signer?.messageDigest.map(base64))
        if let store = store(&objects) { add("vr:DSS", signed: false, store) }
        add("vr:Reason", "vr:ReasonElement", dictionary.reason)
        add("vr:Name", "vr:NameElement", dictionary.signerName)
        add("vr:ContactInfo", "vr:ContactInfoElement", dictionary.contactInfo)
        add("vr:SubFilter", "vr:SubFilterElement", dictionary.subFilter?.text)
        if let range = dictionary.byteRange, range.count == 4 {
            parts.append(XMLElement("vr:ByteRange", text: range.map(String.init).joined(separator: " ")))
        }
        if let filter = dictionary.filter {
            add("vr:Filter", signed: nil, [XMLElement("vr:Filter", text: filter.text)])
        }
        return XMLElement("vr:SignatureAttributes", [:], parts)
    }

    /// The document security store of the newest revision; nil when it holds nothing that can be read.
    private func store(_ objects: inout ETSIObjects) -> [XMLElement]? {
        guard let view = file.document?.latest else { return nil }
        let store = SecurityStore(in: view)
        func readable(_ items: [[UInt8]], _ read: ([UInt8]) throws -> some Any) -> [[UInt8]] {
            items.filter { (try? read($0)) != nil }
        }
        let certificates = readable(store.certificates) { try Certificate(der: $0) }
        let responses = readable(store.ocspResponses) { try OCSPResponse($0) }
        let lists: [(String, [String])] = [
            ("vr:Certs", certificates.map { objects.add(.certificate, $0) }),
            ("vr:CRLs", readable(store.revocationLists, CertificateList.init).map { objects.add(.list, $0) }),
            ("vr:OCSPs", responses.map { objects.add(.response, $0) }),
        ]
        let parts = lists.filter { !$0.1.isEmpty }.map { XMLElement.reference($0.0, $0.1) }
        return parts.isEmpty ? nil : parts
    }
}
