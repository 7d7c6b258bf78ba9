import PDFSyntax

/// A page of a PDF that shows exactly one image and nothing else: what scanners make. Everything that would make the
/// page look otherwise when only the image is kept (text, fills, graphics state, annotations) disqualifies it.
struct ScannedPage {
    var geometry: PageGeometry
    var image: PDFStream
    /// From the image's unit square to user space.
    var matrix: AffineMatrix

    /// The longest content that one image needs, generously.
    private static let contentLimit = 1 << 16

    /// Nil when the page is anything else.
    init?(_ page: PDFPage, in view: PDFView) {
        guard view.resolve(page.dictionary["Annots"]).array?.isEmpty ?? true,
            let content = ScannedPage.content(of: page, in: view),
            let (name, matrix, clip) = ScannedPage.onlyImage(in: content),
            let object = view.resolve(page.resources["XObject"]).dictionary?[PDFName(name)],
            let image = view.resolve(object).stream, view.resolve(image.dictionary["Subtype"]).name == "Image"
        else { return nil }
        geometry = PageGeometry(page, in: view)
        self.image = image
        self.matrix = matrix
        let painted = matrix.bounds(of: PDFRectangle(x0: 0, y0: 0, x1: 1, y1: 1))
        guard painted.width > 1, painted.height > 1, painted.intersects(geometry.box) else { return nil }
        if let clip, !ScannedPage.shows(painted, of: geometry.box, through: clip) { return nil }
    }

    /// Whether a clip leaves all of the image that the page shows.
    private static func shows(_ image: PDFRectangle, of page: PDFRectangle, through clip: PDFRectangle) -> Bool {
        let tolerance = 0.5
        return clip.x0 <= max(image.x0, page.x0) + tolerance && clip.y0 <= max(image.y0, page.y0) + tolerance
            && clip.x1 >= min(image.x1, page.x1) - tolerance && clip.y1 >= min(image.y1, page.y1) - tolerance
    }

    private static func content(of page: PDFPage, in view: PDFView) -> [UInt8]? {
        let contents = view.resolve(page.dictionary["Contents"])
        var bytes: [UInt8] = []
        for part in contents.array ?? [contents] {
            guard let stream = view.resolve(part).stream,
                let data = try? view.decodedData(of: stream, limit: contentLimit),
                bytes.count + data.count < contentLimit
            else { return nil }
            bytes += data.bytes + [0x0A]
        }
        return bytes
    }

    /// Runs the content; nil unless it paints one XObject through a matrix and nothing but rectangular clips.
    private static func onlyImage(in content: [UInt8]) -> (name: String, AffineMatrix, clip: PDFRectangle?)? {
        var scan = ContentScan(content)
        var state = (matrix: AffineMatrix.identity, clip: PDFRectangle?.none)
        var stack: [(matrix: AffineMatrix, clip: PDFRectangle?)] = []
        var path: [PDFRectangle] = []
        var clips = false
        var found: (String, AffineMatrix, PDFRectangle?)?
        while let operation = scan.next() {
            switch operation.name {
            case "q":
                guard stack.count < 64 else { return nil }
                stack.append(state)
            case "Q":
                guard let saved = stack.popLast() else { return nil }
                state = saved
            case "cm":
                guard let n = operation.numbers, n.count == 6 else { return nil }
                state.matrix = AffineMatrix(a: n[0], b: n[1], c: n[2], d: n[3], e: n[4], f: n[5]).then(state.matrix)
            case "re":
                guard let n = operation.numbers, n.count == 4 else { return nil }
                path.append(
                    state.matrix.bounds(of: PDFRectangle(x0: n[0], y0: n[1], x1: n[0] + n[2], y1: n[1] + n[3])))
            case "W", "W*": clips = true
            case "n":
                if clips {
                    guard path.count == 1, let rectangle = path.first else { return nil }
                    state.clip = state.clip.map { intersection($0, rectangle) } ?? rectangle
                }
                (path, clips) = ([], false)
            case "Do":
                guard found == nil, case .name(let name)? = operation.operands.last else { return nil }
                found = (name, state.matrix, state.clip)
            case "BMC", "BDC":
                // Optional content may be switched off.
                guard !operation.operands.contains(.name("OC")) else { return nil }
            case "EMC", "MP", "DP", "w", "J", "j", "M", "i", "ri": break
            default: return nil
            }
        }
        return found
    }

    private static func intersection(_ a: PDFRectangle, _ b: PDFRectangle) -> PDFRectangle {
        let (x0, y0) = (max(a.x0, b.x0), max(a.y0, b.y0))
        return PDFRectangle(x0: x0, y0: y0, x1: max(x0, min(a.x1, b.x1)), y1: max(y0, min(a.y1, b.y1)))
    }
}
