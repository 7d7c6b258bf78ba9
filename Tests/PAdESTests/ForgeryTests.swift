import PDFSyntax
import Testing

@testable import PAdES

/// Forgeries: changes of what a signed document shows, led through something that a signature permits.
struct ForgeryTests {
    private static let paint = "1 0 0 rg 0 0 595 842 re f"

    private static var content: PDFObject { .stream(PDFStream(dictionary: [:], bytes: Array(paint.utf8))) }

    /// Signed, with the strictest certification on request.
    private func signed(_ permission: ModificationPermission? = nil) throws -> [UInt8] {
        var request = Signed.request("SoHoa")
        request.certification = permission
        return try Signed.sign(try Signed.prepared(), request)
    }

    private func suspicions(_ bytes: [UInt8]) throws -> Set<RevisionChange.Kind> {
        let one = try #require(try Signed.inspect(bytes).first { $0.fields == ["SoHoa"] })
        #expect(one.isSound)
        return one.suspicions
    }

    /// `bytes` with entries of the form and of the first page replaced.
    private func changed(
        _ bytes: [UInt8], fields: [PDFObject] = [], annotations: [PDFObject] = [],
        _ change: (inout IncrementalUpdate, PDFPage) throws -> Void = { _, _ in }
    ) throws -> [UInt8] {
        try Signed.update(bytes) { update in
            let view = update.document.latest
            let page = view.pages[0]
            if !annotations.isEmpty {
                var dictionary = page.dictionary
                dictionary["Annots"] = .array((view.resolve(dictionary["Annots"]).array ?? []) + annotations)
                update.set(try #require(page.reference), .dictionary(dictionary))
            }
            if !fields.isEmpty {
                var form = view.interactiveForm
                form["Fields"] = .array((view.resolve(form["Fields"]).array ?? []) + fields)
                update.set(try #require(view.catalog["AcroForm"]?.reference), .dictionary(form))
            }
            try change(&update, page)
        }
    }

    /// The number that the next new object of `bytes` gets.
    private func next(_ bytes: [UInt8]) throws -> PDFReference {
        var update = try IncrementalUpdate(try PDFDocument(bytes: ByteView(bytes)))
        return update.reserve()
    }

    private static func widget(_ appearance: PDFReference?, _ more: PDFDictionary) -> PDFObject {
        var dictionary = more
        dictionary["Type"] = .name("Annot")
        dictionary["Subtype"] = .name("Widget")
        dictionary["T"] = .text("x")
        dictionary["F"] = .integer(4)
        dictionary["Rect"] = .numbers([0, 400, 595, 800])
        if let appearance { dictionary["AP"] = .dictionary(["N": .reference(appearance)]) }
        return .dictionary(dictionary)
    }

    @Test(arguments: [nil, ModificationPermission.noChanges])
    func validationDataDoesNotExcusePageContent(_ permission: ModificationPermission?) throws {
        let prepared = try changed(try signed(permission)) { update, page in
            let view = update.document.latest
            let bait = update.add(
                .stream(PDFStream(dictionary: ["X": .reference(try #require(page.reference))], bytes: [0x30])))
            var catalog = view.catalog
            catalog["DSS"] = .dictionary(["Certs": .array([.reference(bait)])])
            update.set(try #require(view.catalogReference), .dictionary(catalog))
        }
        let forged = try changed(prepared) { update, page in
            update.set(try #require(page.dictionary["Contents"]?.reference), ForgeryTests.content)
        }
        // What leads to a page is no certificate, and excuses nothing later either.
        #expect(try suspicions(prepared) == [.validationDataMalformed])
        #expect(try suspicions(forged) == [.validationDataMalformed, .pageContent])
    }

    @Test(arguments: [nil, ModificationPermission.noChanges])
    func aWidgetThatIsAnInnerNodeIsNoField(_ permission: ModificationPermission?) throws {
        let bytes = try signed(permission)
        let node = try next(bytes)
        let forged = try changed(bytes, fields: [.reference(node)], annotations: [.reference(node)]) { update, _ in
            let own = update.reserve()
            #expect(own == node)
            let form = update.add(.stream(Signed.form(ForgeryTests.paint, width: 595, height: 400)))
            let kid = try #require(update.document.latest.formFields.first?.reference)
            update.set(node, ForgeryTests.widget(form, ["Kids": .array([.reference(kid)])]))
        }
        #expect(try suspicions(forged).contains(.fieldAdded))
    }

    @Test func aWidgetMayNotBeListedAgain() throws {
        let bytes = try signed()
        let field = try #require(try PDFDocument(bytes: ByteView(bytes)).latest.formFields.first?.reference)
        #expect(try suspicions(try changed(bytes, annotations: [.reference(field)])) == [.fieldChanged])
    }

    /// A new field without a signature is harmless only while it shows nothing.
    @Test(arguments: [true, false])
    func anEmptySignatureFieldMayNotPaint(_ paints: Bool) throws {
        let bytes = try signed()
        let node = try next(bytes)
        let forged = try changed(bytes, fields: [.reference(node)], annotations: [.reference(node)]) { update, _ in
            let own = update.reserve()
            #expect(own == node)
            let form = update.add(.stream(Signed.form(ForgeryTests.paint, width: 595, height: 400)))
            update.set(node, ForgeryTests.widget(paints ? form : nil, ["FT": .name("Sig")]))
        }
        #expect(try suspicions(forged) == (paints ? [.fieldAdded] : []))
    }

    /// What is no signature dictionary does not sign the prepared field.
    @Test func aFieldFilledWithSomethingElseIsNotSigned() throws {
        let forged = try changed(try signed()) { update, _ in
            let field = try #require(update.document.latest.formFields.last)
            var dictionary = field.dictionary
            dictionary["V"] = .text("x")
            let form = update.add(.stream(Signed.form(ForgeryTests.paint, width: 200, height: 40)))
            dictionary["AP"] = .dictionary(["N": .reference(form)])
            update.set(try #require(field.reference), .dictionary(dictionary))
        }
        #expect(try suspicions(forged).contains(.addedSignatureBroken))
    }

    /// The same offset with another generation makes the content disappear.
    @Test func anotherGenerationIsAnotherObject() throws {
        let bytes = try signed()
        let document = try PDFDocument(bytes: ByteView(bytes))
        let content = try #require(document.latest.pages[0].dictionary["Contents"]?.reference)
        guard case .file(let offset)? = document.latest.location(of: content.number) else {
            Issue.record("content in an object stream")
            return
        }
        let forged = try withTable(bytes, [(content.number, offset, 1)])
        #expect(try suspicions(forged) == [.pageContent])
    }

    @Test func contentThatCallsItselfACrossReferenceIsContent() throws {
        let typed = PDFStream(dictionary: ["Type": .name("XRef")], bytes: Array("0 g".utf8))
        let base = try changed(try Signed.prepared()) { update, page in
            update.set(try #require(page.dictionary["Contents"]?.reference), .stream(typed))
        }
        let bytes = try Signed.sign(base, Signed.request("SoHoa"))
        let forged = try changed(bytes) { update, page in
            let stream = PDFStream(dictionary: typed.dictionary, bytes: Array(ForgeryTests.paint.utf8))
            update.set(try #require(page.dictionary["Contents"]?.reference), .stream(stream))
        }
        #expect(try suspicions(bytes).isEmpty)
        #expect(try suspicions(forged) == [.pageContent])
    }

    /// The list of contents is named by the structure tree as well.
    @Test func theStructureTreeDoesNotExcusePageContent() throws {
        let base = try changed(try Signed.prepared()) { update, page in
            var dictionary = page.dictionary
            dictionary["Contents"] = .reference(update.add(.array([try #require(dictionary["Contents"])])))
            update.set(try #require(page.reference), .dictionary(dictionary))
        }
        let prepared = try changed(try Signed.sign(base, Signed.request("SoHoa"))) { update, page in
            let view = update.document.latest
            let numbers = PDFObject.array([.integer(0), try #require(page.dictionary["Contents"])])
            let tree = update.add(.dictionary(["Nums": numbers]))
            var catalog = view.catalog
            catalog["StructTreeRoot"] = .reference(
                update.add(.dictionary(["Type": .name("StructTreeRoot"), "ParentTree": .reference(tree)])))
            update.set(try #require(view.catalogReference), .dictionary(catalog))
        }
        let forged = try changed(prepared) { update, page in
            let added = update.add(ForgeryTests.content)
            update.set(try #require(page.dictionary["Contents"]?.reference), .array([.reference(added)]))
        }
        #expect(try suspicions(prepared) == [.structure])
        #expect(try suspicions(forged).contains(.pageContent))
    }

    /// A font file is reached through an annotation as well.
    @Test func anAnnotationDoesNotExcusePageContent() throws {
        var descriptor = PDFReference(number: 0)
        var file = PDFReference(number: 0)
        let base = try changed(try Signed.prepared()) { update, page in
            file = update.add(.stream(PDFStream(dictionary: [:], bytes: Array("glyphs".utf8))))
            descriptor = update.add(
                .dictionary(["Type": .name("FontDescriptor"), "FontFile2": .reference(file)]))
            let font = update.add(
                .dictionary(["Type": .name("Font"), "FontDescriptor": .reference(descriptor)]))
            var dictionary = page.dictionary
            dictionary["Resources"] = .dictionary(["Font": .dictionary(["F": .reference(font)])])
            update.set(try #require(page.reference), .dictionary(dictionary))
        }
        let bytes = try Signed.sign(base, Signed.request("SoHoa"))
        let note = PDFObject.dictionary([
            "Type": .name("Annot"), "Subtype": .name("Text"), "Rect": .numbers([0, 0, 0, 0]),
            "X": .reference(descriptor),
        ])
        let own = try next(bytes)
        let prepared = try changed(bytes, annotations: [.reference(own)]) { update, _ in
            let added = update.add(note)
            #expect(added == own)
        }
        let forged = try changed(prepared) { update, _ in
            update.set(file, .stream(PDFStream(dictionary: [:], bytes: Array("others".utf8))))
        }
        #expect(try suspicions(prepared).isEmpty)
        #expect(try suspicions(forged).contains(.pageContent))
    }

    /// A signed entry points behind the signed end, where the object is put later.
    @Test func anEntryMayNotPointBehindItsRevision() throws {
        let base = try Signed.prepared()
        let own = try next(base)
        let beyond = 400_000
        let dangling = try withTable(base, [(own.number, beyond, 0)])
        let bytes = try Signed.sign(dangling, Signed.request("SoHoa"))
        #expect(try suspicions(bytes).isEmpty)
        let padding = [UInt8](repeating: 0x20, count: beyond - bytes.count)
        let object = Array("\(own.number) 0 obj\n<</Type/Font>>\nendobj\n".utf8)
        let forged = try Signed.update(bytes + padding + object) { _ = $0.add(.null) }
        #expect(try suspicions(forged) == [.hiddenObject])
    }

    @Test(arguments: ["F", "AS"] as [PDFName])
    func aSignedStripMayNotBeHidden(_ key: PDFName) throws {
        let forged = try changed(try signed()) { update, _ in
            let field = try #require(update.document.latest.formFields.first { $0.value != nil })
            var dictionary = field.dictionary
            dictionary[key] = key == "F" ? .integer(2) : .name("Off")
            update.set(try #require(field.reference), .dictionary(dictionary))
        }
        #expect(try suspicions(forged) == [.fieldChanged])
    }

    /// Nothing but digits stands in the gap of the ranges.
    @Test(arguments: ["<00 0>", "<00/0>", "<0000\u{0}", "(0000)"])
    func theGapHoldsDigitsOnly(_ gap: String) {
        let bytes = ByteView(Array("aaaa".utf8) + Array(gap.utf8) + Array("bbbb".utf8))
        let end = 4 + gap.utf8.count
        if case .success = ByteRangeCheck.check([0, 4, end, 4], contents: 4..<end, in: bytes) {
            Issue.record("\(gap) was accepted")
        }
    }

    /// `bytes` with a classic cross-reference table of the given entries: number, offset, generation.
    private func withTable(_ bytes: [UInt8], _ entries: [(number: Int, offset: Int, generation: Int)]) throws -> [UInt8]
    {
        func padded(_ value: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(value).count)) + String(value)
        }
        let document = try PDFDocument(bytes: ByteView(bytes))
        let newest = try #require(document.revisions.last)
        let root = try #require(document.latest.catalogReference)
        let size = max(newest.trailer["Size"]?.integer ?? 0, (entries.map(\.number).max() ?? 0) + 1)
        var text = "xref\n"
        for entry in entries {
            text += "\(entry.number) 1\n\(padded(entry.offset, 10)) \(padded(entry.generation, 5)) n \n"
        }
        text += "trailer\n<</Size \(size)/Root \(root)/Prev \(newest.startXref)>>\nstartxref\n\(bytes.count)\n%%EOF\n"
        return bytes + Array(text.utf8)
    }
}
