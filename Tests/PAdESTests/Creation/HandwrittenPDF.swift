/// Files written out by hand, so that every structure the standard allows can be put to the test.
enum HandwrittenPDF {
    /// `objects[n]` is the text of object n + 1; the catalog is the first. The table is computed.
    static func file(_ objects: [String], trailer: String = "/Root 1 0 R") -> [UInt8] {
        var text = "%PDF-1.7\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = String(offset)
            text += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        let id = "/ID[<30313233343536373839616263646566><30313233343536373839616263646566>]"
        text += "trailer\n<</Size \(objects.count + 1) \(trailer)\(id)>>\nstartxref\n\(start)\n%%EOF\n"
        return Array(text.utf8)
    }

    /// A page with a form. Objects 1 to 3 are catalog, page tree and page; `rest` begins with object 4.
    static func form(catalog: String = "", page: String = "", _ rest: String...) -> [UInt8] {
        file(
            [
                "<</Type/Catalog/Pages 2 0 R\(catalog)>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>\(page)>>",
            ] + rest)
    }

    /// A page with these signature or text fields, as entries of object 4, 5...; each is merged with its widget.
    static func fields(_ entries: [String], rest: [String] = []) -> [UInt8] {
        let all = entries.indices.map { "\($0 + 4) 0 R" }.joined(separator: " ")
        let widgets = entries.enumerated().map { index, text in
            "<</Type/Annot/Subtype/Widget/F 4/P 3 0 R/Rect[50 \(700 - 60 * index) 250 \(740 - 60 * index)]\(text)>>"
        }
        return file(
            [
                "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[\(all)]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Annots[\(all)]>>",
            ] + widgets + rest)
    }
}
