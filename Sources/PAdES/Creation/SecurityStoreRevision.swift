import Diagnostics
import PDFSyntax
import PKI

/// Writes validation data into the document security store (ETSI EN 319 142-1, 5.4.2; ISO 32000-2, 12.8.4.3) as an
/// incremental update. What the store holds already stays as it is and is not written again.
public enum SecurityStoreRevision {
    /// The bytes that add `data` to the store of `document`; empty when everything is there already.
    ///
    /// - Parameter vriFor: signatures to list in `/VRI`, which the standard leaves optional and some readers want. An
    ///   entry that exists is not touched: rewriting it looks like tampering to some validators, and validation never
    ///   depends on it. No `/TU` is written, because the time in it would be nobody's but ours.
    /// - Throws: `sign-encrypted-document`, a `PDFSyntaxError` when the document cannot be updated.
    public static func append(
        _ data: ValidationData, vriFor: [SignatureRelatedInformation] = [], to document: PDFDocument
    ) throws -> [UInt8] {
        if document.isEncrypted {
            // A stream of ours would have to be encrypted like all others.
            throw PAdESError(
                .encrypted, .input, vi: "Không thêm được dữ liệu xác thực vào tệp PDF đã mã hóa.",
                en: "Validation data cannot be added to an encrypted PDF.",
                remedy: Bilingual(
                    vi: "Gỡ mật khẩu của tệp trước khi ký.", en: "Remove the password from the file before signing."))
        }
        var writer = SecurityStoreWriter(try IncrementalUpdate(document))
        try writer.add(data)
        for one in vriFor { try writer.add(one) }
        return try writer.finish()
    }

    /// The key of a signature's entry in `/VRI`: the SHA-1 digest of its `/Contents`, padding included, in upper-case
    /// hexadecimal. SHA-1 is a name here and protects nothing.
    public static func key(ofContents contents: [UInt8]) -> PDFName {
        PDFName(Hexadecimal.encode(Digest(.sha1, of: contents).bytes).uppercased())
    }
}

/// The store while it is being extended.
private struct SecurityStoreWriter {
    private var update: IncrementalUpdate
    private let view: PDFView
    private var lists: [PDFName: ItemList] = [:]
    private var related: PDFDictionary
    private var hasNewEntries = false

    /// One of the store's three lists: the streams it has by the digest of what they hold, and those to be added.
    private struct ItemList {
        var known: [[UInt8]: PDFReference] = [:]
        var added: [PDFReference] = []
    }

    init(_ update: IncrementalUpdate) {
        self.update = update
        view = update.document.latest
        let store = view.resolve(view.catalog["DSS"]).dictionary ?? PDFDictionary()
        related = view.resolve(store["VRI"]).dictionary ?? PDFDictionary()
        for key in SecurityStore.listKeys {
            lists[key] = ItemList(
                known: Dictionary(
                    SecurityStore.items(of: store[key], in: view).map { (SHA256.hash($0.bytes), $0.reference) },
                    uniquingKeysWith: { first, _ in first }))
        }
    }

    mutating func add(_ data: ValidationData) throws {
        for item in data.certificates { _ = try add(item, to: "Certs") }
        for item in data.ocspResponses { _ = try add(item, to: "OCSPs") }
        for item in data.revocationLists { _ = try add(item, to: "CRLs") }
    }

    mutating func add(_ one: SignatureRelatedInformation) throws {
        let key = SecurityStoreRevision.key(ofContents: one.contents)
        guard related[key] == nil else { return try add(one.data) }
        var entry: PDFDictionary = ["Type": .name("VRI")]
        let parts: [(PDFName, PDFName, [[UInt8]])] = [
            ("Cert", "Certs", one.data.certificates), ("OCSP", "OCSPs", one.data.ocspResponses),
            ("CRL", "CRLs", one.data.revocationLists),
        ]
        for (name, list, items) in parts where !items.isEmpty {
            entry[name] = .array(try items.map { .reference(try add($0, to: list)) })
        }
        related[key] = .reference(update.add(.dictionary(entry)))
        hasNewEntries = true
    }

    private mutating func add(_ item: [UInt8], to list: PDFName) throws -> PDFReference {
        let digest = SHA256.hash(item)
        if let reference = lists[list]?.known[digest] { return reference }
        let reference = update.add(.stream(try Self.stream(item)))
        lists[list]?.known[digest] = reference
        lists[list]?.added.append(reference)
        return reference
    }

    /// Below this a tenth of the bytes is not worth the time.
    private static let worthDeflating = 4096

    /// Keys and signatures do not compress; long lists of revoked numbers do.
    private static func stream(_ item: [UInt8]) throws -> PDFStream {
        guard item.count >= worthDeflating else { return PDFStream(dictionary: [:], bytes: item) }
        let deflated = try PDFStream(dictionary: [:], deflating: item)
        let filterEntry = "/Filter/FlateDecode".utf8.count
        return deflated.data.count + filterEntry < item.count ? deflated : PDFStream(dictionary: [:], bytes: item)
    }

    mutating func finish() throws -> [UInt8] {
        guard hasNewEntries || lists.values.contains(where: { !$0.added.isEmpty }) else { return [] }
        guard let catalogReference = view.catalogReference else { return [] }
        var catalog = view.catalog
        var store = view.resolve(catalog["DSS"]).dictionary ?? ["Type": .name("DSS")]
        for key in SecurityStore.listKeys { extendList(key, of: &store) }
        if hasNewEntries { setRelated(in: &store) }
        var isCatalogChanged = declareExtension(&catalog)
        if let own = catalog["DSS"]?.reference, view.object(own).dictionary != nil {
            update.set(own, .dictionary(store))
        } else {
            catalog["DSS"] = .reference(update.add(.dictionary(store)))
            isCatalogChanged = true
        }
        if isCatalogChanged { update.set(catalogReference, .dictionary(catalog)) }
        return try update.finish().bytes
    }

    /// Appends to a list, which may stand in an object of its own.
    private mutating func extendList(_ key: PDFName, of store: inout PDFDictionary) {
        let added = (lists[key]?.added ?? []).map(PDFObject.reference)
        if added.isEmpty { return }
        let list = PDFObject.array((view.resolve(store[key]).array ?? []) + added)
        if let own = store[key]?.reference, view.object(own).array != nil {
            update.set(own, list)
        } else {
            store[key] = list
        }
    }

    private mutating func setRelated(in store: inout PDFDictionary) {
        if let own = store["VRI"]?.reference, view.object(own).dictionary != nil {
            update.set(own, .dictionary(related))
        } else {
            store["VRI"] = .dictionary(related)
        }
    }

    /// Before PDF 2.0 the store is an extension of ISO 32000-1, declared in the catalog (7.12; developer prefix ESIC).
    private mutating func declareExtension(_ catalog: inout PDFDictionary) -> Bool {
        guard view.document.version < "2.0" else { return false }
        var extensions = view.resolve(catalog["Extensions"]).dictionary ?? PDFDictionary()
        guard extensions["ESIC"] == nil else { return false }
        extensions["ESIC"] = .dictionary(["BaseVersion": .name("1.7"), "ExtensionLevel": .integer(1)])
        if let own = catalog["Extensions"]?.reference, view.object(own).dictionary != nil {
            update.set(own, .dictionary(extensions))
            return false
        }
        catalog["Extensions"] = .dictionary(extensions)
        return true
    }
}
