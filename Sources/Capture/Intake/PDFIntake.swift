import Diagnostics
import PDFSyntax

/// What a PDF is to Capture: scans in a PDF coat, or a document of its own whose every byte is kept.
struct PDFIntake {
    let document: PDFDocument
    let view: PDFView
    let pages: [PDFPage]

    /// - Throws: `ContainerProblem` when the file cannot be read soundly.
    init(_ bytes: [UInt8]) throws {
        do {
            document = try PDFDocument(bytes: ByteView(bytes))
        } catch let error as PDFSyntaxError {
            throw ContainerProblem.damaged(error.what)
        }
        view = document.latest
        pages = view.pages
        guard !document.isEncrypted else { return }
        // Objects found by scanning may be a part of the document; a lost page would go unnoticed.
        guard !document.recovered else {
            throw ContainerProblem.damaged(
                vi: "Tệp PDF bị hỏng hoặc bị cắt cụt: không có bảng tham chiếu chéo dùng được; hãy xuất hoặc chép lại.",
                en: "The PDF is damaged or truncated: it has no usable cross-reference; export or copy it again.")
        }
        let counted = view.resolve(view.resolve(view.catalog["Pages"]).dictionary?["Count"]).integer
        guard !pages.isEmpty, counted == nil || counted == pages.count else {
            throw ContainerProblem.damaged(
                vi: "Tệp PDF khai \(counted ?? 0) trang nhưng đọc được \(pages.count).",
                en: "The PDF declares \(counted ?? 0) pages but \(pages.count) can be read.")
        }
    }

    /// Whether the file carries signatures, or claims to: then not even its page boxes may change.
    var isSigned: Bool {
        let form = view.resolve(view.catalog["AcroForm"]).dictionary ?? PDFDictionary()
        let flags = view.resolve(form["SigFlags"]).integer ?? 0
        return flags & 1 == 1 || isCertified || signatureFields.contains { !view.resolve($0["V"]).isNull }
            || view.objectNumbers.contains { number in
                guard let reference = view.reference(of: number) else { return false }
                return view.object(reference).dictionary?["ByteRange"] != nil
            }
    }

    /// Whether a certification signature restricts changes (ISO 32000-2, 12.8.6).
    var isCertified: Bool {
        let permissions = view.resolve(view.catalog["Perms"]).dictionary ?? PDFDictionary()
        return !view.resolve(permissions["DocMDP"]).isNull
    }

    /// Terminal and inner fields of the form, walked without recursion and without loops.
    private var fields: [PDFDictionary] {
        let form = view.resolve(view.catalog["AcroForm"]).dictionary ?? PDFDictionary()
        var stack = view.resolve(form["Fields"]).array ?? []
        var seen: Set<PDFReference> = []
        var found: [PDFDictionary] = []
        while let next = stack.popLast(), found.count < 100_000 {
            if let reference = next.reference, !seen.insert(reference).inserted { continue }
            guard let field = view.resolve(next).dictionary else { continue }
            found.append(field)
            stack += view.resolve(field["Kids"]).array?.filter { $0.reference != nil } ?? []
        }
        return found
    }

    private var signatureFields: [PDFDictionary] { fields.filter { view.resolve($0["FT"]).name == "Sig" } }

    /// Partial names in use; two equal full names would be one field.
    var fieldNames: Set<String> {
        Set(fields.compactMap { view.resolve($0["T"]).string.map(PDFTextString.decode) })
    }

    /// All pages as scans; nil when one is not, or when the file holds more than its pages show.
    var scannedPages: [ScannedPage]? {
        let names = view.resolve(view.catalog["Names"]).dictionary ?? PDFDictionary()
        let absent: [PDFObject?] = [
            view.catalog["AF"], view.catalog["Collection"], view.catalog["OCProperties"], names["EmbeddedFiles"],
        ]
        guard absent.allSatisfy({ view.resolve($0).isNull }), fields.isEmpty else { return nil }
        var scanned: [ScannedPage] = []
        for page in pages {
            guard let scan = ScannedPage(page, in: view) else { return nil }
            scanned.append(scan)
        }
        return scanned
    }

    /// The level of PDF/A the file claims in its XMP (ISO 19005, `pdfaid`), such as `2b` or `1a`; nil for none.
    var pdfaLevel: String? {
        guard let stream = view.resolve(view.catalog["Metadata"]).stream,
            let data = try? view.decodedData(of: stream, limit: 1 << 22)
        else { return nil }
        let xmp = String(decoding: data.bytes, as: UTF8.self)
        guard let part = PDFIntake.value(of: "pdfaid:part", in: xmp), Int(part) != nil else { return nil }
        return part + (PDFIntake.value(of: "pdfaid:conformance", in: xmp) ?? "").lowercased()
    }

    /// A property of XMP, written as an attribute or as an element.
    private static func value(of name: String, in xmp: String) -> String? {
        guard let place = xmp.firstRange(of: name) else { return nil }
        let rest = xmp[place.upperBound...].drop { $0 == " " || $0 == "=" || $0 == ">" || $0 == "\"" || $0 == "'" }
        let value = rest.prefix { $0.isLetter || $0.isNumber }
        return value.isEmpty || value.count > 4 ? nil : String(value)
    }
}
