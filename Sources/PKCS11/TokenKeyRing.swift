import CP11Kit
import PKI

/// Finds the private keys of a token and the certificates that belong to them.
struct TokenKeyRing {
    /// A private key as the token tells of it.
    struct Entry {
        let handle: CK_OBJECT_HANDLE
        let id: [UInt8]
        let label: String
        /// `CKA_ALWAYS_AUTHENTICATE`: the PIN is wanted for every signature.
        let authenticatesEach: Bool
        /// The RSA modulus or the EC point; nil when the token does not show it.
        let publicPart: [UInt8]?

        /// As a person may name it in an address.
        var name: String { "object=\(label);id=\(PercentEncoding.encode(id))" }
    }

    private let search: ObjectSearch
    private let certificates: [(id: [UInt8], label: [UInt8], certificate: Certificate)]

    /// Reads the token's certificates.
    init(_ search: ObjectSearch) throws(CryptokiFailure) {
        self.search = search
        var found: [(id: [UInt8], label: [UInt8], certificate: Certificate)] = []
        for handle in try search.objects([.objectClass(CKO_CERTIFICATE)]) {
            guard let der = try search.attribute(CKA_VALUE, of: handle), let certificate = try? Certificate(der: der)
            else { continue }
            let id = try search.attribute(CKA_ID, of: handle) ?? []
            found.append((id, try search.attribute(CKA_LABEL, of: handle) ?? [], certificate))
        }
        certificates = found
    }

    /// The signing keys that an address names, by themselves or by their certificates: tokens that were filled by other
    /// systems often label only those.
    func keys(_ uri: TokenURI) throws(CryptokiFailure) -> [Entry] {
        let label = uri.object.map { Array($0.utf8) }
        var template = [ObjectTemplate.objectClass(CKO_PRIVATE_KEY)]
        if let id = uri.id { template.append(.id(id)) }
        let unlabelled = template
        if let label { template.append(.label(label)) }
        var entries = try self.entries(template)
        if let label, entries.isEmpty || uri.type == .certificate {
            let ids = Set(certificates.filter { $0.label == label && !$0.id.isEmpty }.map(\.id))
            let named = try self.entries(unlabelled).filter { ids.contains($0.id) }
            if !named.isEmpty { entries = named }
        }
        return entries
    }

    private func entries(_ template: [ObjectTemplate]) throws(CryptokiFailure) -> [Entry] {
        var entries: [Entry] = []
        for handle in try search.objects(template) {
            if let entry = try entry(handle) { entries.append(entry) }
        }
        return entries
    }

    private func entry(_ handle: CK_OBJECT_HANDLE) throws(CryptokiFailure) -> Entry? {
        guard try search.flag(CKA_SIGN, of: handle) ?? true else { return nil }
        let id = try search.attribute(CKA_ID, of: handle) ?? []
        return Entry(
            handle: handle, id: id,
            label: String(decoding: try search.attribute(CKA_LABEL, of: handle) ?? [], as: UTF8.self),
            authenticatesEach: try search.flag(CKA_ALWAYS_AUTHENTICATE, of: handle) ?? false,
            publicPart: try publicPart(handle, id))
    }

    /// What both the key and its certificate show.
    private func publicPart(_ handle: CK_OBJECT_HANDLE, _ id: [UInt8]) throws(CryptokiFailure) -> [UInt8]? {
        switch try search.number(CKA_KEY_TYPE, of: handle) {
        case CKK_RSA: return try search.attribute(CKA_MODULUS, of: handle).map { Array($0.drop { $0 == 0 }) }
        case CKK_EC, CKK_EC_EDWARDS:
            guard !id.isEmpty, let key = try search.objects([.objectClass(CKO_PUBLIC_KEY), .id(id)]).first,
                let point = try search.attribute(CKA_EC_POINT, of: key)
            else { return nil }
            return Self.bare(point)
        default: return nil
        }
    }

    /// A point stands in an OCTET STRING by the standard and bare with some tokens. One that looks like both loses two
    /// octets, which comparing ends does not mind.
    private static func bare(_ point: [UInt8]) -> [UInt8] {
        let headerCount = point.count > 129 ? 3 : 2
        let header: [UInt8] = DER.element(DER.Tag.octetString, Array(point.dropFirst(headerCount)))
        return header == point ? Array(point.dropFirst(headerCount)) : point
    }

    /// The certificate of a key: the newest under the key's identifier, else one with the key's public part, on the token
    /// or among `others`. A renewed certificate often stands beside the old one.
    func certificate(of entry: Entry, others: [Certificate]) -> Certificate? {
        let sameID = certificates.filter { !entry.id.isEmpty && $0.id == entry.id }.map(\.certificate)
            .filter { Self.shows($0, entry.publicPart) ?? true }
        let all = certificates.map(\.certificate) + others
        let samePart = all.filter { Self.shows($0, entry.publicPart) ?? false }
        // A key that shows nothing of itself is taken at the caller's word, when there is but one.
        let own = others.filter { !$0.isCA }
        let given = entry.publicPart == nil && own.count == 1 ? own : []
        return [sameID, samePart, given].first { !$0.isEmpty }?.max { $0.notBefore < $1.notBefore }
    }

    /// Whether the certificate's key has this public part: its encoding ends with the point, or holds the modulus.
    private static func shows(_ certificate: Certificate, _ publicPart: [UInt8]?) -> Bool? {
        guard let publicPart, publicPart.count >= 32 else { return nil }
        let key = certificate.publicKeyInfoDER
        return key.suffix(publicPart.count).elementsEqual(publicPart) || key.firstRange(of: publicPart) != nil
    }

    /// The authorities' certificates above `leaf`, the issuer first, as far as the token or `others` hold them.
    func chain(above leaf: Certificate, others: [Certificate]) -> [Certificate] {
        leaf.chain(from: certificates.map(\.certificate) + others)
    }
}
