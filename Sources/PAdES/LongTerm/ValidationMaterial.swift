import FoundationEssentials
import PDFSyntax
import PKI

/// All that a file itself brings along for the validation of its signatures: certificates, revocation lists and OCSP
/// responses of the document security store and of the signatures. Each is known by the revision that brought it, because
/// what a document time-stamp covers existed at its time (ETSI EN 319 102-1, 5.6.2.3).
public struct ValidationMaterial: Sendable {
    /// Something the file holds, and the first revision in which it stands.
    public struct Item<Value: Sendable>: Sendable {
        /// The certificate, list or response.
        public let value: Value
        /// An index into the document's revisions.
        public let revision: Int
    }

    /// Certificates, each once.
    public private(set) var certificates: [Item<Certificate>] = []
    /// Revocation lists, each once.
    public private(set) var revocationLists: [Item<CertificateList>] = []
    /// OCSP responses, each once.
    public private(set) var ocspResponses: [Item<OCSPResponse>] = []
    private var known: Set<Encoding> = []

    /// Every signature is tried against every item of its issuer's name, so their number bounds what a hostile file costs.
    private static let mostItems = 2000

    /// Gathers what the document holds.
    ///
    /// - Parameters:
    ///   - findings: the signatures of the document.
    ///   - lastRevision: leaves out what later revisions brought; nil takes all.
    public init(_ document: PDFDocument, findings: [SignatureFindings], upTo lastRevision: Int? = nil) {
        let last = min(lastRevision ?? .max, document.revisions.count - 1)
        for signature in findings {
            // What stands in a signature whose ranges are not sound is as old as the file only.
            let revision = signature.signedRevision ?? document.revisions.count - 1
            guard revision <= last else { continue }
            signature.value.signedData.map { add($0, revision) }
            for token in signature.signatureTimeStamps { add(token.signedData, revision) }
        }
        addStores(of: document, upTo: last)
    }

    /// The newest revision that brought anything; nil when there is nothing.
    public var newestRevision: Int? {
        [
            certificates.map(\.revision).max(), revocationLists.map(\.revision).max(),
            ocspResponses.map(\.revision).max(),
        ]
        .compactMap { $0 }.max()
    }

    /// Whether the file carries, for `certificate` and every one above it that it knows, a revocation list of the issuer
    /// or a response about it; whether these suffice is for ``ProofsOfExistence`` to say.
    public func coversRevocation(of certificate: Certificate) -> Bool {
        EmbeddedEvidence(self, upTo: .max).coversChain(of: certificate)
    }

    private mutating func add(_ signedData: SignedData, _ revision: Int) {
        for certificate in signedData.certificates { add(certificate, revision) }
        for list in signedData.revocationLists { add(list, revision) }
    }

    /// Every revision's store: one that was replaced or removed later still holds what a time-stamp proves.
    private mutating func addStores(of document: PDFDocument, upTo last: Int) {
        var read: Set<PDFObjectLocation> = []
        var left = 2 * SecurityStore.largestList
        for revision in 0...max(last, 0) where known.count < Self.mostItems {
            guard let view = document.view(ofRevision: revision),
                let store = view.resolve(view.catalog["DSS"]).dictionary
            else { continue }
            func new(_ key: PDFName) -> [[UInt8]] {
                SecurityStore.references(of: store[key], in: view).prefix(Self.mostItems).compactMap { reference in
                    guard let location = view.location(of: reference.number), read.insert(location).inserted else {
                        return nil
                    }
                    let bytes = SecurityStore.bytes(of: reference, in: view, atMost: left)
                    left -= bytes?.count ?? 1024 * (view.object(reference).stream?.data.count ?? 0)
                    return bytes
                }
            }
            for der in new("Certs") where !known.contains(Encoding(der)) {
                if let certificate = try? Certificate(der: der) { add(certificate, revision) }
            }
            for der in new("CRLs") where !known.contains(Encoding(der)) {
                if let list = try? CertificateList(der) { add(list, revision) }
            }
            for der in new("OCSPs") where !known.contains(Encoding(der)) {
                if let response = try? OCSPResponse(der) { add(response, revision) }
            }
        }
    }

    private mutating func add(_ certificate: Certificate, _ revision: Int) {
        guard known.insert(Encoding(certificate.der)).inserted else { return }
        certificates.append(Item(value: certificate, revision: revision))
    }

    private mutating func add(_ list: CertificateList, _ revision: Int) {
        guard known.insert(Encoding(list.der)).inserted else { return }
        revocationLists.append(Item(value: list, revision: revision))
    }

    private mutating func add(_ response: OCSPResponse, _ revision: Int) {
        guard known.insert(Encoding(response.der)).inserted else { return }
        ocspResponses.append(Item(value: response, revision: revision))
        for certificate in response.certificates { add(certificate, revision) }
    }
}

extension SignatureFindings {
    /// The signature time-stamps (EN 319 122-1, 5.3) that can be read and stamp this signature's value; one copied from
    /// another signature is none.
    public var signatureTimeStamps: [TimeStampToken] {
        guard kind == .signature, let signer = value.signer else { return [] }
        return signer.timeStampTokens.compactMap { try? TimeStampToken($0) }.filter { $0.covers(signer.signature) }
    }
}
