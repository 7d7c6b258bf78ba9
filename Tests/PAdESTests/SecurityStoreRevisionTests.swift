import Foundation
import PDFSyntax
import PKI
import TestSupport
import Testing

@testable import PAdES

/// Writing `/DSS` and document time-stamps.
struct SecurityStoreRevisionTests {
    /// Sequences in DER; a store may hold nothing else.
    private static let first: [UInt8] = [0x30, 3, 1, 2, 3]
    private static let second: [UInt8] = [0x30, 2, 4, 5]
    private static let response: [UInt8] = [0x30, 1, 6]
    private static let data = ValidationData(
        certificates: [first, second], ocspResponses: [response],
        revocationLists: [[0x30, 0x82, 0x13, 0x84] + [UInt8](repeating: 7, count: 0x1384)])

    private func append(
        _ data: ValidationData, _ related: [SignatureRelatedInformation] = [], to file: [UInt8]
    ) throws -> [UInt8] {
        file + (try SecurityStoreRevision.append(data, vriFor: related, to: PDFDocument(bytes: ByteView(file))))
    }

    private func store(_ file: [UInt8]) throws -> SecurityStore {
        SecurityStore(in: try PDFDocument(bytes: ByteView(file)).latest)
    }

    @Test func whatIsAddedIsThere() throws {
        let signed = try Signed.twice.get()
        let file = try append(Self.data, to: signed)
        let store = try store(file)
        #expect(file.starts(with: signed))
        #expect(store.certificates == [Self.first, Self.second] && store.ocspResponses == [Self.response])
        #expect(store.revocationLists == Self.data.revocationLists)
        // A long list is compressed, and the extension of ISO 32000-1 declared.
        #expect(file.count - signed.count < 3000)
        let catalog = try PDFDocument(bytes: ByteView(file)).latest.catalog
        #expect(catalog["Extensions"]?.dictionary?["ESIC"]?.dictionary?["ExtensionLevel"]?.integer == 1)
        let findings = try Signed.inspect(file)
        #expect(findings.allSatisfy { $0.isSound && $0.changesAfter == .permitted })
        #expect(findings[1].permitted.contains(.validationData))
    }

    @Test func whatIsThereIsNotWrittenAgain() throws {
        let once = try append(Self.data, to: try Signed.twice.get())
        #expect(try append(Self.data, to: once) == once)
        var more = Self.data
        more.add(certificate: [0x30, 1, 9])
        let twice = try append(more, to: once)
        let store = try store(twice)
        #expect(store.certificates == [Self.first, Self.second, [0x30, 1, 9]] && store.ocspResponses.count == 1)
        #expect(store.revocationLists.count == 1 && twice.count - once.count < 1000)
        #expect(try Signed.inspect(twice).allSatisfy { $0.changesAfter == .permitted })
    }

    /// Stores of other writers: everything direct, and everything in an object of its own.
    @Test(arguments: [false, true]) func foreignStoresKeepWhatTheyHave(_ isIndirect: Bool) throws {
        let file = try Signed.update(try Signed.twice.get()) { update in
            let certificate = update.add(.stream(PDFStream(dictionary: [:], bytes: Self.first)))
            let list = update.add(.stream(PDFStream(dictionary: [:], bytes: [0x30, 1, 8])))
            func own(_ object: PDFObject, _ update: inout IncrementalUpdate) -> PDFObject {
                isIndirect ? .reference(update.add(object)) : object
            }
            let key = PDFName(String(repeating: "A", count: 40))
            let entry = own(.dictionary(["Cert": .array([.reference(certificate)])]), &update)
            let store: PDFDictionary = [
                "Certs": own(.array([.reference(certificate)]), &update),
                "CRLs": own(.array([.reference(list)]), &update), "VRI": own(.dictionary([key: entry]), &update),
            ]
            let reference = try #require(update.document.latest.catalogReference)
            var catalog = update.document.latest.catalog
            catalog["DSS"] = own(.dictionary(store), &update)
            catalog["Extensions"] = own(.dictionary(["ADBE": .dictionary(["BaseVersion": .name("1.7")])]), &update)
            update.set(reference, .dictionary(catalog))
        }
        let related = SignatureRelatedInformation(contents: [1], data: Self.data)
        let extended = try append(Self.data, [related], to: file)
        let store = try store(extended)
        #expect(store.certificates == [Self.first, Self.second])
        #expect(store.revocationLists.map(\.count) == [3, 5000] && store.ocspResponses == [Self.response])
        let view = try PDFDocument(bytes: ByteView(extended)).latest
        let written = try #require(view.resolve(view.catalog["DSS"]).dictionary)
        let all = try #require(view.resolve(written["VRI"]).dictionary)
        #expect(Set(all.keys.map(\.text)) == [String(repeating: "A", count: 40), Self.keyOfOne])
        #expect(view.resolve(view.catalog["Extensions"]).dictionary?["ADBE"] != nil)
        #expect(SecurityStoreShape(view: view).holds)
        #expect(try Signed.inspect(extended).allSatisfy { $0.changesAfter == .permitted })
    }

    /// SHA-1 of the byte 1.
    private static let keyOfOne = "BF8B4530D8D246DD74AC53A13471BBA17941DFF7"

    @Test func relatedInformationRefersToTheStore() throws {
        let contents = try #require(try Signed.inspect(try Signed.twice.get()).first?.value.bytes)
        let related = SignatureRelatedInformation(contents: contents, data: Self.data)
        let file = try append(ValidationData(), [related], to: try Signed.twice.get())
        #expect(try store(file).certificates.count == 2)
        let view = try PDFDocument(bytes: ByteView(file)).latest
        let written = try #require(view.resolve(view.catalog["DSS"]).dictionary)
        let all = try #require(view.resolve(written["VRI"]).dictionary)
        let entry = try #require(view.resolve(all[SecurityStoreRevision.key(ofContents: contents)]).dictionary)
        #expect(entry["Cert"] == written["Certs"] && entry["CRL"] == written["CRLs"])
        #expect(entry["OCSP"] == written["OCSPs"] && entry["TU"] == nil)
        // An entry that is there stays as it is.
        #expect(try append(Self.data, [related], to: file) == file)
        #expect(SecurityStoreRevision.key(ofContents: [1]).text == Self.keyOfOne)
    }

    /// ISO 32000-2, 12.8.2.2: validation data and document time-stamps are permitted at every P.
    @Test func aFileCertifiedAgainstChangesTakesBoth() throws {
        var request = Signed.request("SoHoa")
        request.certification = .noChanges
        let certified = try Signed.sign(try Signed.prepared(), request)
        let stored = try append(Self.data, to: certified)
        let document = try PDFDocument(bytes: ByteView(stored))
        let source = try Signed.pki.get().timeStampSource { Signed.time }
        let prepared = try DocumentTimeStampRevision.prepare(document, reservedBytes: source.maximumTokenSize)
        let stamped = stored + (try prepared.complete(cms: source.stamp(prepared.digest).der))
        let findings = try Signed.inspect(stamped)
        #expect(findings.map(\.kind) == [.signature, .documentTimestamp] && findings.allSatisfy { $0.isSound })
        #expect(findings[0].changesAfter == .permitted)
        #expect(findings[0].permitted == [.validationData, .documentTimestamp, .metadata])
        #expect(findings[1].coverage == .file && findings[1].field == "DocTimeStamp1")
        #expect(findings[1].dictionary.type == "DocTimeStamp" && findings[1].dictionary.claimedTime == nil)
        let again = try DocumentTimeStampRevision.prepare(
            try PDFDocument(bytes: ByteView(stamped)), reservedBytes: source.maximumTokenSize)
        let twice = stamped + (try again.complete(cms: source.stamp(again.digest).der))
        #expect(try Signed.inspect(twice).compactMap(\.field) == ["SoHoa", "DocTimeStamp1", "DocTimeStamp2"])
    }

    /// Later revisions may replace the store: what an older one brought is known by that.
    @Test func materialIsKnownByTheRevisionThatBroughtIt() throws {
        let pki = try Signed.pki.get()
        let (root, issuing) = (pki.root.certificate, pki.timeStamping.certificate)
        let first = try append(ValidationData(certificates: [root.der]), to: try Signed.twice.get())
        let second = try append(
            ValidationData(certificates: [issuing.der], revocationLists: [pki.rootRevocationList.der]), to: first)
        let removed = try Signed.update(second) { update in
            var catalog = update.document.latest.catalog
            catalog["DSS"] = nil
            update.set(try #require(update.document.latest.catalogReference), .dictionary(catalog))
        }
        let document = try PDFDocument(bytes: ByteView(removed))
        let material = ValidationMaterial(document, findings: SignatureInspector.inspect(document))
        func revision(_ certificate: Certificate) -> Int? {
            material.certificates.first { $0.value == certificate }?.revision
        }
        #expect(revision(root) == 3 && revision(issuing) == 4)
        #expect(revision(pki.agencies[0].officer.certificate) == 1)
        #expect(material.revocationLists.map(\.revision) == [4])
        let early = ValidationMaterial(document, findings: SignatureInspector.inspect(document), upTo: 3)
        #expect(early.revocationLists.isEmpty && early.certificates.contains { $0.value == root })
    }
}
