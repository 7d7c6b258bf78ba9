import Diagnostics
import Foundation
import PDFSyntax
import TestSupport
import Testing

@testable import PAdES

/// The shapes a form may have (ISO 32000-2, 12.7).
struct FormStructureTests {
    private static let widget = "/Type/Annot/Subtype/Widget/F 4/P 3 0 R/Rect[50 700 250 740]"
    private static let corner = PDFRectangle(x0: 300, y0: 100, x1: 500, y1: 140)

    /// Files without a field of ours: one is made.
    static let withoutField: [(String, [UInt8])] = [
        ("no form", HandwrittenPDF.form()),
        ("empty form", HandwrittenPDF.form(catalog: "/AcroForm<<>>")),
        ("a form that is not there", HandwrittenPDF.form(catalog: "/AcroForm 99 0 R")),
        ("direct form and fields", HandwrittenPDF.form(catalog: "/AcroForm<</Fields[]/SigFlags 0>>")),
        ("indirect form", HandwrittenPDF.form(catalog: "/AcroForm 4 0 R", "<</Fields[]>>")),
        (
            "indirect fields and annotations",
            HandwrittenPDF.form(
                catalog: "/AcroForm 4 0 R", page: "/Annots 6 0 R", "<</Fields 5 0 R>>", "[]", "[]")
        ),
        (
            "indirect form, direct annotations with a link",
            HandwrittenPDF.form(
                catalog: "/AcroForm 4 0 R", page: "/Annots[5 0 R]", "<</Fields[]>>",
                "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]>>")
        ),
        ("annotations that are not there", HandwrittenPDF.form(page: "/Annots 99 0 R")),
        (
            "appearances to be made by readers",
            HandwrittenPDF.form(
                catalog: "/AcroForm<</Fields[4 0 R]/NeedAppearances true/DA(/Helv 0 Tf 0 g)>>", page: "/Annots[4 0 R]",
                "<<\(widget)/FT/Tx/T(HoTen)/V(Le Thi Thu)/DA(/Helv 0 Tf 0 g)>>")
        ),
    ]

    /// Files with a field, and its name.
    static let withField: [(String, String, [UInt8])] = [
        ("merged", "Ky", HandwrittenPDF.fields(["/FT/Sig/T(Ky)"])),
        ("a null value", "Ky", HandwrittenPDF.fields(["/FT/Sig/T(Ky)/V null"])),
        ("a value that is not there", "Ky", HandwrittenPDF.fields(["/FT/Sig/T(Ky)/V 99 0 R"])),
        (
            "field and widget apart", "Ky",
            HandwrittenPDF.form(
                catalog: "/AcroForm<</Fields[4 0 R]>>", page: "/Annots[5 0 R]", "<</FT/Sig/T(Ky)/Kids[5 0 R]>>",
                "<<\(widget)/Parent 4 0 R>>")
        ),
        (
            "inside a group", "Nhom.Ky",
            HandwrittenPDF.form(
                catalog: "/AcroForm 6 0 R", page: "/Annots[5 0 R]", "<</T(Nhom)/Kids[5 0 R]>>",
                "<<\(widget)/Parent 4 0 R/FT/Sig/T(Ky)>>", "<</Fields 7 0 R/SigFlags 1>>", "[4 0 R]")
        ),
        (
            "type inherited, kids in an object of their own", "Nhom.Ky",
            HandwrittenPDF.form(
                catalog: "/AcroForm<</Fields[4 0 R]>>", page: "/Annots 7 0 R", "<</FT/Sig/T(Nhom)/Kids 6 0 R>>",
                "<<\(widget)/Parent 4 0 R/T(Ky)>>", "[5 0 R]", "[5 0 R]")
        ),
        (
            "hidden, with characteristics to keep", "Ky",
            HandwrittenPDF.form(
                catalog: "/AcroForm<</Fields[4 0 R]>>", page: "/Annots[4 0 R]",
                "<</Type/Annot/Subtype/Widget/F 2/P 3 0 R/Rect[50 700 250 740]/FT/Sig/T(Ky)"
                    + "/MK<</BC[0 0 1]/R 90>>/BS<</W 2>>/DA(/Helv 9 Tf)/TU(Chu ky)>>")
        ),
    ]

    @Test func everyShapeTakesANewField() throws {
        for (name, file) in Self.withoutField {
            let place = SignaturePlace(page: 0, rectangle: Self.corner)
            try check(name, file, Signed.request("Ky", place: place))
        }
    }

    @Test func everyShapeOfFieldIsFilled() throws {
        for (name, field, file) in Self.withField { try check(name, file, Signed.request(field)) }
    }

    /// Signs, signs again in a new field, and asks whether both hold.
    private func check(_ name: String, _ file: [UInt8], _ request: SignatureRequest) throws {
        let once = try Signed.sign(file, request)
        let place = SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0))
        let twice = try Signed.sign(once, Signed.request("KyNua", place: place))
        #expect(once.starts(with: file) && twice.starts(with: once), "\(name)")
        let findings = try Signed.inspect(twice)
        #expect(findings.map(\.fields) == [[request.field], ["KyNua"]], "\(name)")
        #expect(findings.allSatisfy { $0.isSound && $0.reasons.isEmpty }, "\(name)")
        #expect(findings.map(\.coverage) == [.revision, .file], "\(name)")
        #expect(findings.map(\.changesAfter) == [.permitted, .none], "\(name): \(findings[0].suspicions)")
        #expect(findings[0].places.map(\.page) == [0], "\(name)")
    }

    @Test(.enabled(if: Judges.hasPyHanko && Command.has("qpdf"), "pyHanko or qpdf is not installed"))
    func pyHankoAndQPDFAcceptEveryShape() throws {
        let place = SignaturePlace(page: 0, rectangle: Self.corner)
        var names: [String: String] = [:]
        let files =
            Self.withoutField.map { ($0.0, $0.1, Signed.request("Ky", place: place)) }
            + Self.withField.map { ($0.0, $0.2, Signed.request($0.1)) }
        for (name, file, request) in files {
            let path = try Scratch.file("signed.pdf", try Signed.sign(file, request)).path
            names[path] = name
            #expect(try Judges.qpdf(path) == 0, "\(name)")
        }
        let judgements = try Judges.pyHanko(names.keys.sorted())
        for (path, name) in names {
            let signatures = judgements[path]?.signatures ?? []
            #expect(signatures.count == 1, "\(name): \(judgements[path]?.error ?? "")")
            #expect(
                signatures.allSatisfy { $0.intact == true && $0.valid == true && $0.coverage == "ENTIRE_FILE" },
                "\(name): \(signatures)")
        }
    }

    /// The same shapes with catalog, page, form and fields inside object streams, linearized and not.
    @Test(
        .enabled(if: Judges.hasPyHanko && Command.has("qpdf"), "pyHanko or qpdf is not installed"),
        arguments: [[], ["--linearize"]])
    func everyShapeInObjectStreams(_ options: [String]) throws {
        let place = SignaturePlace(page: 0, rectangle: Self.corner)
        var names: [String: String] = [:]
        let files =
            Self.withoutField.map { ($0.0, $0.1, Signed.request("Ky", place: place)) }
            + Self.withField.map { ($0.0, $0.2, Signed.request($0.1)) }
        for (name, file, request) in files {
            let input = try Scratch.file("input.pdf", file).path
            let made = try Command.tool(
                "qpdf", ["--object-streams=generate", "--static-id"] + options + [input, input + ".out"])
            #expect(made.status == 0, "\(name): \(made.stderr)")
            let packed = [UInt8](try Data(contentsOf: URL(fileURLWithPath: input + ".out")))
            try check(name, packed, request)
            let signed = try Signed.sign(packed, request)
            let kinds = try PDFDocument(bytes: ByteView(signed)).revisions.map(\.kind)
            #expect(kinds == [.stream, .stream], "\(name)")
            let path = try Scratch.file("signed.pdf", signed).path
            names[path] = name
            #expect(try Judges.qpdf(path) == 0, "\(name)")
        }
        let judgements = try Judges.pyHanko(names.keys.sorted())
        for (path, name) in names {
            let one = judgements[path]?.signatures.first
            #expect(one?.intact == true && one?.valid == true && one?.coverage == "ENTIRE_FILE", "\(name)")
        }
    }

    @Test func whatAWidgetHadStays() throws {
        let file = try #require(Self.withField.last).2
        let view = try PDFDocument(bytes: ByteView(try Signed.sign(file, Signed.request("Ky")))).latest
        let field = try #require(view.formFields.first)
        let before = try PDFDocument(bytes: ByteView(file)).latest.formFields[0].dictionary
        for key in ["MK", "BS", "DA", "TU", "Rect", "P", "T"] as [PDFName] {
            #expect(field.dictionary[key] == before[key], "\(key)")
        }
        // A hidden signature would be one that nobody sees: Print and Locked, not Hidden.
        #expect(field.dictionary["F"] == .integer(132))
    }

    @Test func aFieldWithoutWidgetIsSignedInvisibly() throws {
        let file = HandwrittenPDF.form(catalog: "/AcroForm<</Fields[4 0 R]>>", "<</FT/Sig/T(Ky)>>")
        #expect(try refusal(file, Signed.request("Ky")) == .fieldUnusable)
        var request = Signed.request("Ky")
        request.appearance = nil
        let findings = try Signed.inspect(try Signed.sign(file, request))
        #expect(findings.count == 1 && findings[0].isSound)
        let direct = HandwrittenPDF.form(catalog: "/AcroForm<</Fields[<</FT/Sig/T(Ky)>>]>>")
        #expect(try refusal(direct, request) == .fieldUnusable)
    }

    @Test func whatCannotBeSignedIsRefusedWithTheReason() throws {
        let place = SignaturePlace(page: 0, rectangle: Self.corner)
        #expect(try refusal(HandwrittenPDF.fields(["/FT/Sig/T(Ky)/Ff 1"]), Signed.request("Ky")) == .fieldReadOnly)
        #expect(try refusal(HandwrittenPDF.fields(["/FT/Tx/T(Ky)"]), Signed.request("Ky")) == .notASignatureField)
        // A group of that name would be the same field.
        let grouped = try #require(Self.withField.first { $0.0 == "inside a group" }).2
        #expect(try refusal(grouped, Signed.request("Nhom", place: place)) == .notASignatureField)
        let placeholder = HandwrittenPDF.fields(["/FT/Sig/T(Ky)/V<</Type/Sig/Contents<00>>>"])
        #expect(try refusal(placeholder, Signed.request("Ky")) == .alreadySigned)
    }

    @Test func formsOfXFAAreRefused() throws {
        let place = SignaturePlace(page: 0, rectangle: Self.corner)
        let field = "<<\(Self.widget)/FT/Sig/T(Ky)>>"
        func file(_ catalog: String, _ fields: String) -> [UInt8] {
            HandwrittenPDF.form(
                catalog: "\(catalog)/AcroForm<</Fields[\(fields)]/XFA 5 0 R>>", page: "/Annots[\(fields)]", field,
                "<</Length 6>>stream\n<xfa/>\nendstream")
        }
        #expect(try refusal(file("/NeedsRendering true", "4 0 R"), Signed.request("Ky")) == .dynamicForm)
        #expect(try refusal(file("", ""), Signed.request("Ky", place: place)) == .dynamicForm)
        #expect(try refusal(file("", "4 0 R"), Signed.request("Moi", place: place)) == .dynamicForm)
        #expect(try Signed.inspect(try Signed.sign(file("", "4 0 R"), Signed.request("Ky")))[0].isSound)
    }
}

/// The code of the refusal to sign, nil when signing would go ahead.
func refusal(_ file: [UInt8], _ request: SignatureRequest) throws -> PAdESErrorCode? {
    do {
        _ = try SignatureRevision.prepare(ByteView(file), request)
        return nil
    } catch let error as PAdESError {
        #expect(!error.what.vi.isEmpty && !error.what.en.isEmpty)
        return error.code
    }
}
