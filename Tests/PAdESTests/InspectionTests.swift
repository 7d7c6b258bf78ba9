import DemoPKI
import FoundationEssentials
import PDFSyntax
import PKI
import Testing

@testable import PAdES

/// What is done to a signed document, and what inspection says to it.
struct InspectionTests {
    @Test func anyChangedByteIsSeen() throws {
        let signed = try Signed.twice.get()
        let first = try #require(try Signed.inspect(signed).first)
        let range = try #require(first.dictionary.byteRange)
        for index in stride(from: 10, to: range[1], by: 97) where index < range[1] {
            var bytes = signed
            bytes[index] ^= 0x01
            guard let findings = try? Signed.inspect(bytes), let one = findings.first(where: { $0.fields == ["SoHoa"] })
            else { continue }
            #expect(!one.isSound, "byte \(index)")
        }
        var bytes = signed
        bytes[try #require(find("300 2 re f", in: signed))] ^= 0x01
        let findings = try Signed.inspect(bytes)
        #expect(findings.map(\.intact) == [false, false] && findings.map(\.signatureValid) == [true, true])
    }

    @Test func aChangedSignatureValueIsSeen() throws {
        var bytes = try Signed.twice.get()
        let second = try #require(try Signed.inspect(bytes).last)
        let value = try #require(second.value.signer?.signature)
        let hex = Hexadecimal.encode(value.suffix(40))
        let at = try #require(find(hex, in: bytes))
        bytes[at] = bytes[at] == 0x30 ? 0x31 : 0x30
        let findings = try Signed.inspect(bytes)
        #expect(findings.map(\.signatureValid) == [true, false] && findings.map(\.intact) == [true, true])
    }

    /// Changes that no signature permits.
    @Test(arguments: ["page content", "page box", "page added", "catalog", "image", "field value", "field rect"])
    func tamperingIsSuspicious(_ what: String) throws {
        let bytes = try Signed.update(try Signed.twice.get()) { update in
            let view = update.document.latest
            let page = view.pages[0]
            let reference = try #require(page.reference)
            var dictionary = page.dictionary
            switch what {
            case "page content":
                let content = try #require(dictionary["Contents"]?.reference)
                update.set(content, .stream(PDFStream(dictionary: [:], bytes: Array("1 0 0 rg 0 0 99 99 re f".utf8))))
            case "page box":
                dictionary["MediaBox"] = .numbers([0, 0, 300, 842])
                update.set(reference, .dictionary(dictionary))
            case "page added":
                let added = update.add(.dictionary(dictionary))
                let tree = try #require(view.catalog["Pages"]?.reference)
                update.set(
                    tree,
                    .dictionary([
                        "Type": .name("Pages"), "Kids": .array([.reference(reference), .reference(added)]),
                        "Count": .integer(2),
                    ]))
            case "catalog":
                var catalog = view.catalog
                catalog["OpenAction"] = .array([.reference(reference), .name("Fit")])
                update.set(try #require(view.catalogReference), .dictionary(catalog))
            case "image":
                dictionary["Resources"] = .dictionary(["XObject": .dictionary(["X": .reference(reference)])])
                update.set(reference, .dictionary(dictionary))
            case "field value":
                let field = try #require(view.formFields.first)
                var changed = field.dictionary
                changed["V"] = .null
                update.set(try #require(field.reference), .dictionary(changed))
            default:
                let field = try #require(view.formFields.first)
                var changed = field.dictionary
                changed["Rect"] = .numbers([0, 0, 10, 10])
                update.set(try #require(field.reference), .dictionary(changed))
            }
        }
        let findings = try Signed.inspect(bytes)
        #expect(findings.allSatisfy { $0.intact == true })
        #expect(findings.last?.changesAfter == .suspicious, "\(findings.map(\.changes))")
        #expect(findings.first?.changesAfter == .suspicious)
    }

    @Test func theAppearanceOfASignatureMayNotChange() throws {
        let bytes = try Signed.update(try Signed.twice.get()) { update in
            let field = try #require(update.document.latest.formFields.first)
            let form = try #require(
                field.dictionary["AP"]?.dictionary?["N"]?.reference)
            update.set(form, .stream(Signed.form("1 0 0 rg 0 0 200 40 re f", width: 200, height: 40)))
        }
        #expect(try Signed.inspect(bytes).last?.suspicions == [.fieldChanged])
    }

    @Test func validationDataAndMetadataAreAlwaysPermitted() throws {
        var request = Signed.request("SoHoa")
        request.certification = .noChanges
        let bytes = try Signed.update(try Signed.sign(try Signed.prepared(), request)) { update in
            let view = update.document.latest
            let certificate = update.add(.stream(PDFStream(dictionary: [:], bytes: [0x30, 1, 5])))
            var catalog = view.catalog
            catalog["DSS"] = .dictionary(["Certs": .array([.reference(certificate)])])
            catalog["Metadata"] = .reference(
                update.add(
                    .stream(
                        PDFStream(
                            dictionary: ["Type": .name("Metadata"), "Subtype": .name("XML")],
                            bytes: Array("<rdf:RDF/>".utf8))
                    )
                ))
            update.set(try #require(view.catalogReference), .dictionary(catalog))
        }
        let one = try #require(try Signed.inspect(bytes).first)
        #expect(one.changesAfter == .permitted && one.permitted == [.validationData, .metadata])
        #expect(SecurityStore(in: try PDFDocument(bytes: ByteView(bytes)).latest).certificates == [[0x30, 1, 5]])
    }

    /// An annotation is permitted without certification, and forbidden by P = 2.
    @Test(arguments: [nil, ModificationPermission.fillForms, .annotate])
    func annotationsDependOnTheCertification(_ permission: ModificationPermission?) throws {
        var request = Signed.request("SoHoa")
        request.certification = permission
        let bytes = try Signed.update(try Signed.sign(try Signed.prepared(), request)) { update in
            let page = update.document.latest.pages[0]
            let note = update.add(
                .dictionary([
                    "Type": .name("Annot"), "Subtype": .name("Text"), "Rect": .numbers([5, 5, 20, 20]),
                    "Contents": .text("ghi chú"),
                ]))
            var dictionary = page.dictionary
            dictionary["Annots"] = .array((dictionary["Annots"]?.array ?? []) + [.reference(note)])
            update.set(try #require(page.reference), .dictionary(dictionary))
        }
        let one = try #require(try Signed.inspect(bytes).first)
        #expect(one.changesAfter == (permission == .fillForms ? .suspicious : .permitted))
        #expect(one.changes.map(\.change.kind) == [.annotationAdded] && one.changes.first?.change.page == 0)
    }

    @Test func objectsWithoutCrossReferenceAreReported() throws {
        let signed = try Signed.twice.get()
        let hidden = Array("1 0 obj\n<</Type/Catalog>>\nendobj\n".utf8)
        #expect(try Signed.inspect(signed + hidden).last?.suspicions.contains(.hiddenObject) == true)
        let updated = try Signed.update(signed + hidden) { _ = $0.add(.null) }
        #expect(try Signed.inspect(updated).last?.suspicions == [.hiddenObject])
        #expect(try Signed.inspect(signed + Array("xyz".utf8)).last?.suspicions == [.trailingData])
        #expect(
            try Signed.inspect(signed + Array("\r\n".utf8)).last?.changesAfter == SignatureFindings.ChangesAfter.none)
    }

    @Test func aReplacedSignatureDictionaryCannotSpeakForItself() throws {
        let signed = try Signed.twice.get()
        let bytes = try Signed.update(signed) { update in
            let view = update.document.latest
            let value = try #require(view.formFields.first?.value?.reference)
            var dictionary = try #require(view.object(value).dictionary)
            dictionary["Reason"] = .text("giả mạo")
            update.set(value, .dictionary(dictionary))
        }
        let one = try #require(try Signed.inspect(bytes).first { $0.fields == ["SoHoa"] })
        #expect(one.reasons.map(\.code).contains(.dictionaryReplaced) && !one.isWellFormed)
        #expect(one.dictionary.reason == "Số hóa" && one.intact == true)
    }

    @Test func aSignatureThatNoFieldReachesIsAnOrphan() throws {
        let signed = try Signed.sign(try Signed.prepared(), Signed.request("SoHoa"))
        let bytes = try Signed.update(signed) { update in
            let view = update.document.latest
            var catalog = view.catalog
            catalog["AcroForm"] = nil
            update.set(try #require(view.catalogReference), .dictionary(catalog))
        }
        let findings = try Signed.inspect(bytes)
        #expect(findings.count == 1 && findings[0].field == nil && !findings[0].isWellFormed)
        #expect(findings[0].reasons.map(\.code) == [.orphanSignature] && findings[0].changesAfter == .suspicious)
    }

    /// Ranges that are not exactly the file without `/Contents` fail, whatever their digest.
    @Test func rangesMustBeExact() throws {
        let bytes = ByteView(
            [UInt8](repeating: 0x41, count: 50) + Array("<0000>".utf8) + [UInt8](repeating: 0x42, count: 44))
        let contents = 50..<56
        func failure(_ range: [Int]?, _ contents: Range<Int>?) -> SignatureReason.Code? {
            if case .failure(let failure) = ByteRangeCheck.check(range, contents: contents, in: bytes) {
                return failure.code
            }
            return nil
        }
        #expect(failure([0, 50, 56, 44], contents) == nil && failure([0, 50, 56, 40], contents) == nil)
        #expect(failure(nil, contents) == .byteRangeMissing)
        #expect(failure([0, 50, 56, 45], contents) == .byteRangeBeyondFile)
        #expect(failure([0, 50, 56, .max], contents) == .byteRangeBeyondFile)
        #expect(
            failure([0, 49, 56, 44], contents) == .byteRangeGap && failure([0, 50, 57, 43], contents) == .byteRangeGap)
        #expect(failure([0, 50, 56, 44], nil) == .byteRangeGap)
        for malformed in [[], [0, 100], [1, 49, 56, 44], [0, 50, 40, 60], [0, 50, 56, -1], [0, 10, 20, 5, 56, 44]] {
            #expect(failure(malformed, contents) == .byteRangeMalformed, "\(malformed)")
        }
    }

    @Test func junkBeforeTheHeaderDoesNotBreakASignature() throws {
        let findings = try Signed.inspect([UInt8](repeating: 0x7A, count: 21) + (try Signed.twice.get()))
        #expect(findings.allSatisfy { $0.isSound } && findings[0].reasons.map(\.code) == [.junkBeforeHeader])
    }

    private func find(_ text: String, in bytes: [UInt8]) -> Int? {
        let pattern = Array(text.utf8)
        return bytes.indices.first { bytes[$0...].starts(with: pattern) }
    }
}
