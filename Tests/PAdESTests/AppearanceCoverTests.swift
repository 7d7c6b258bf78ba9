import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PAdES

/// Appearances of later revisions that hide what was signed, and those that only stand beside it.
struct AppearanceCoverTests {
    private static let font: PDFObject = .dictionary([
        "Font": .dictionary([
            "F": .dictionary([
                "Type": .name("Font"), "Subtype": .name("Type1"), "BaseFont": .name("Helvetica"),
                "Encoding": .name("WinAnsiEncoding"),
            ])
        ])
    ])

    private static func form(_ content: String, width: Double, height: Double) -> PDFObject {
        var stream = Signed.form(content, width: width, height: height)
        stream.dictionary["Resources"] = font
        return .stream(stream)
    }

    private static let lines = "BT /F 12 Tf 60 600 Td (So tien 300 dong) Tj 0 -20 Td (........) Tj ET"

    /// A page with a line of text and one of dots, signed in `SoHoa`; the widget shows `shown`.
    private func signed(
        _ content: String = lines, shown: String = "", certification: ModificationPermission? = nil
    ) throws -> [UInt8] {
        let bytes = try Signed.update(try Signed.prepared()) { update in
            let page = update.document.latest.pages[0]
            var dictionary = page.dictionary
            dictionary["Resources"] = AppearanceCoverTests.font
            update.set(try #require(page.reference), .dictionary(dictionary))
            update.set(
                try #require(dictionary["Contents"]?.reference),
                .stream(PDFStream(dictionary: [:], bytes: Array(content.utf8))))
        }
        var request = Signed.request("SoHoa")
        request.certification = certification
        request.appearance = { $0.add(AppearanceCoverTests.form(shown, width: 200, height: 40)) }
        return try Signed.sign(bytes, request)
    }

    /// `bytes` signed again in a new field at `rectangle` that shows `content`, drawn in points.
    private func sealed(_ bytes: [UInt8], _ rectangle: PDFRectangle, _ content: String) throws -> [UInt8] {
        var request = Signed.request("Dau", place: SignaturePlace(page: 0, rectangle: rectangle))
        request.appearance = {
            $0.add(AppearanceCoverTests.form(content, width: rectangle.width, height: rectangle.height))
        }
        return try Signed.sign(bytes, request, seal: true)
    }

    /// `bytes` with an annotation.
    private func annotated(_ bytes: [UInt8], _ annotation: PDFDictionary, content: String? = nil) throws -> [UInt8] {
        try Signed.update(bytes) { update in
            let page = update.document.latest.pages[0]
            var annotation = annotation
            annotation["Type"] = .name("Annot")
            annotation["F"] = .integer(4)
            if let content {
                let form = update.add(AppearanceCoverTests.form(content, width: 100, height: 20))
                annotation["AP"] = .dictionary(["N": .reference(form)])
            }
            var dictionary = page.dictionary
            let list = update.resolve(dictionary["Annots"]).array ?? []
            dictionary["Annots"] = .array(list + [.reference(update.add(.dictionary(annotation)))])
            update.set(try #require(page.reference), .dictionary(dictionary))
        }
    }

    /// What the first signature says of later changes.
    private func changes(_ bytes: [UInt8]) throws -> [SignatureFindings.JudgedChange] {
        let first = try #require(try Signed.inspect(bytes).first { $0.fields == ["SoHoa"] })
        #expect(first.isSound)
        return first.changes
    }

    private func coverings(_ bytes: [UInt8]) throws -> [RevisionChange] {
        try changes(bytes).filter { $0.change.kind == .appearanceCoversContent }.map { judged in
            #expect(!judged.isPermitted)
            return judged.change
        }
    }

    /// Where the words `300 dong` stand.
    private static let amount = PDFRectangle(x0: 105, y0: 595, x1: 165, y1: 615)

    @Test(arguments: [
        "1 g 0 0 60 20 re f", "1 g 0 0 60 20 re f 0 g BT /F 12 Tf 3 5 Td (900 dong) Tj ET", "20 w 0 10 m 60 10 l S",
        "1 g 0 0 m 60 0 l 60 20 l 0 20 l f", "0.9 g 0 0 60 9 re f 0 9 60 11 re f",
        "q 60 0 0 20 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q",
        "BT /F 12 Tf 1 5 Td (900 cent thay cho) Tj ET",
    ])
    func opaquePaintOverSignedWords(_ content: String) throws {
        let bytes = try sealed(try signed(), AppearanceCoverTests.amount, content)
        let change = try #require(try coverings(bytes).first)
        #expect(change.field == "Dau")
        #expect(change.page == 0)
        #expect(change.rectangle == AppearanceCoverTests.amount)
        #expect(change.detail?.contains("300") == true)
        #expect(change.detail?.contains("So") == false)
        // Those who signed with it have seen it.
        let seal = try #require(try Signed.inspect(bytes).first { $0.fields == ["Dau"] })
        #expect(seal.changes.isEmpty)
    }

    @Test(arguments: [
        "0 0 1 RG 1 1 58 18 re S", "BT /F 12 Tf 100 100 Td (off) Tj ET", "1 g 0 0 60 3 re f", "1 g 0 0 60 20 re n",
        "1 0 0 rg 0 0 60 20 re 5 3 50 14 re f*",
    ])
    func whatLeavesWordsReadable(_ content: String) throws {
        #expect(try coverings(sealed(try signed(), AppearanceCoverTests.amount, content)).isEmpty, "\(content)")
    }

    @Test func dotsAndEmptyPlacesAreThereToBeFilled() throws {
        let dots = try sealed(
            try signed(), PDFRectangle(x0: 55, y0: 572, x1: 120, y1: 592),
            "1 g 0 0 65 20 re f 0 g BT /F 12 Tf 5 8 Td (631) Tj ET")
        #expect(try coverings(dots).isEmpty)
        let blank = try sealed(
            try signed(), PDFRectangle(x0: 300, y0: 300, x1: 400, y1: 400), "1 g 0 0 100 100 re f")
        #expect(try coverings(blank).isEmpty)
    }

    @Test func aSealOverTheNumberOfAnEarlierSignature() throws {
        let bytes = try signed(shown: "BT /F 12 Tf 5 10 Td (631) Tj ET")
        #expect(try Signed.inspect(bytes).first?.shown.map(\.text) == ["631"])
        let place = try #require(try Signed.inspect(bytes).first?.places.first?.rectangle)
        let forged = try sealed(bytes, place, "1 g 0 0 200 40 re f 0 g BT /F 12 Tf 5 10 Td (136) Tj ET")
        #expect(try coverings(forged).first?.detail == "“631”")
        // What the signer has signed is still told, and not what lies over it.
        let findings = try Signed.inspect(forged)
        #expect(findings.first { $0.fields == ["SoHoa"] }?.shown.map(\.text) == ["631"])
        #expect(findings.first { $0.fields == ["Dau"] }?.shown.map(\.text) == ["136"])
        // The same word drawn again hides nothing.
        let again = try sealed(bytes, place, "1 g 0 0 200 40 re f 0 g BT /F 12 Tf 5 10 Td (631) Tj ET")
        #expect(try coverings(again).isEmpty)
    }

    @Test func aPreparedFieldFilledOverText() throws {
        // The field `CoQuan` stands at [50 760 250 800].
        let text = "BT /F 12 Tf 60 775 Td (Pham vi) Tj ET"
        var request = Signed.request("CoQuan")
        request.appearance = { $0.add(AppearanceCoverTests.form("1 g 0 0 200 40 re f", width: 200, height: 40)) }
        let bytes = try Signed.sign(try signed(text), request, seal: true)
        #expect(try coverings(bytes).map(\.detail) == ["“Pham vi”"])
    }

    @Test func annotationsThatHideAndThatMark() throws {
        let rectangle = PDFObject.numbers([105, 595, 165, 615])
        func stamp(_ subtype: PDFName, _ content: String?, _ more: PDFDictionary = [:]) throws -> [UInt8] {
            var annotation = more
            annotation["Subtype"] = .name(subtype)
            annotation["Rect"] = rectangle
            return try annotated(try signed(), annotation, content: content)
        }
        #expect(try coverings(stamp("Stamp", "1 g 0 0 100 20 re f")).map(\.detail) == ["“300 dong”"])
        #expect(try !coverings(stamp("Square", nil, ["IC": .numbers([1, 1, 1])])).isEmpty)
        #expect(try coverings(stamp("Square", nil, ["C": .numbers([1, 0, 0])])).isEmpty)
        #expect(try coverings(stamp("Square", nil, ["IC": .numbers([1, 1, 1]), "CA": .real(0.3)])).isEmpty)
        #expect(try coverings(stamp("Text", nil)).isEmpty)
        let outline = try stamp("Stamp", "1 0 0 RG 1 1 98 18 re S")
        #expect(try coverings(outline).isEmpty)
        #expect(try changes(outline).contains { $0.change.kind == .annotationAdded && $0.isPermitted })
    }

    @Test func aHighlightMultiplies() throws {
        let bytes = try Signed.update(try signed()) { update in
            let page = update.document.latest.pages[0]
            var form = Signed.form("/M gs 1 1 0 rg 0 0 60 20 re f", width: 60, height: 20)
            form.dictionary["Resources"] = .dictionary([
                "ExtGState": .dictionary(["M": .dictionary(["BM": .name("Multiply")])])
            ])
            let appearance = update.add(.stream(form))
            let highlight = update.add(
                .dictionary([
                    "Subtype": .name("Highlight"), "Rect": .numbers([105, 595, 165, 615]), "F": .integer(4),
                    "AP": .dictionary(["N": .reference(appearance)]),
                ]))
            var dictionary = page.dictionary
            dictionary["Annots"] = .array(
                (update.resolve(dictionary["Annots"]).array ?? []) + [.reference(highlight)])
            update.set(try #require(page.reference), .dictionary(dictionary))
        }
        #expect(try coverings(bytes).isEmpty)
    }

    @Test(arguments: [nil, ModificationPermission.fillForms, .annotate])
    func noPermissionExcusesHiding(_ permission: ModificationPermission?) throws {
        let bytes = try sealed(
            try signed(certification: permission), AppearanceCoverTests.amount, "1 g 0 0 60 20 re f")
        #expect(try coverings(bytes).count == 1)
    }

    @Test func whatNobodyCanFollowHidesAll() throws {
        let bytes = try sealed(
            try signed(), AppearanceCoverTests.amount,
            String(repeating: "q Q ", count: 1_100_000) + "1 g 0 0 60 20 re f")
        #expect(try coverings(bytes).map(\.detail) == ["“300 dong”"])
    }

    @Test func paintOverAScanIsToldAndNotJudged() throws {
        let scan = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
        let bytes = try sealed(try signed(scan), AppearanceCoverTests.amount, "1 g 0 0 60 20 re f")
        #expect(try coverings(bytes).isEmpty)
        let told = try #require(try changes(bytes).first { $0.change.kind == .appearanceOverPicture })
        #expect(told.isPermitted)
        // Recognised text under a scan says what is hidden.
        let recognised = scan + " BT 3 Tr /F 12 Tf 60 600 Td (So tien 300 dong) Tj ET"
        let hiding = try sealed(try signed(recognised), AppearanceCoverTests.amount, "1 g 0 0 60 20 re f")
        #expect(try coverings(hiding).map(\.detail) == ["“300 dong”"])
    }
}

/// What signature widgets of real decisions show, against pdftotext, and that none of them counts as hiding anything.
@Suite(.enabled(if: Checkout.corpus != nil, "no corpus beside the checkout; set SOHOA_CORPUS"))
struct ShownAppearanceCorpusTests {
    private static let files: [URL] = {
        guard let root = Checkout.corpus else { return [] }
        let folder = root.appendingPathComponent("vietnam/signed")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".pdf") }.sorted().map { folder.appendingPathComponent($0) }
    }()

    private static func pdftotext(_ file: URL) throws -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/pdftotext")
        process.arguments = ["-q", "-enc", "UTF-8", "-raw", file.path, "-"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(data: data, encoding: .utf8)
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext"), "needs pdftotext"))
    func everyShownWordStandsInTheText() throws {
        var words = 0
        for file in ShownAppearanceCorpusTests.files {
            let bytes = [UInt8](try Data(contentsOf: file))
            let findings = SignatureInspector.inspect(try PDFDocument(bytes: ByteView(bytes)))
            let shown = findings.flatMap(\.shown).map(\.text).joined(separator: "\n")
            if shown.isEmpty { continue }
            let text = try #require(try ShownAppearanceCorpusTests.pdftotext(file)).filter { !$0.isWhitespace }
            for word in shown.split(whereSeparator: \.isWhitespace) {
                words += 1
                // Strings compare by canonical equivalence: accents count, their encoding does not.
                #expect(text.contains(String(word)), "\(file.lastPathComponent): \(word)")
            }
        }
        #expect(words > 300)
    }

    @Test func honestAppearancesHideNothing() throws {
        for file in ShownAppearanceCorpusTests.files {
            let bytes = [UInt8](try Data(contentsOf: file))
            for one in SignatureInspector.inspect(try PDFDocument(bytes: ByteView(bytes))) {
                let hidden = one.changes.filter { $0.change.kind == .appearanceCoversContent }
                #expect(hidden.isEmpty, "\(file.lastPathComponent): \(hidden.map(\.change.message.en))")
            }
        }
    }

    /// 631/QĐ-UBND: number and day stand nowhere but in the widgets.
    @Test func numberAndDayOfADecision() throws {
        let name = "VanThuChoSo1739843083859"
        for file in ShownAppearanceCorpusTests.files {
            let findings = SignatureInspector.inspect(
                try PDFDocument(bytes: ByteView([UInt8](try Data(contentsOf: file)))))
            guard let number = findings.first(where: { $0.fields == [name] }) else { continue }
            #expect(number.shown.map(\.text) == ["631"])
            #expect(number.shown.first?.page == 0)
            #expect(findings.flatMap(\.shown).map(\.text).contains("18"))
            return
        }
        Issue.record("the decision is not in the corpus")
    }
}
