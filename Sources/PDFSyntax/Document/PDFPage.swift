/// A page with what it inherits from the page tree (ISO 32000-2, 7.7.3).
public struct PDFPage: Sendable {
    /// The page object; nil when the tree holds it directly, which the standard forbids.
    public let reference: PDFReference?
    /// The page dictionary, without inherited entries.
    public let dictionary: PDFDictionary
    /// The media box; A4 when the file has none.
    public let mediaBox: PDFRectangle
    /// The crop box; the media box when the file has none.
    public let cropBox: PDFRectangle
    /// The rotation for display, clockwise: 0, 90, 180 or 270.
    public let rotation: Int
    /// The resources, resolved one level.
    public let resources: PDFDictionary
}

extension PDFView {
    /// The pages in order. Broken branches and circles are left out.
    public var pages: [PDFPage] {
        var walk = PageTreeWalk(view: self, most: document.limits.pages)
        walk.run()
        return walk.pages
    }

    /// The page with this index, from 0; nil when there is none. The tree is read no further than that.
    public func page(at index: Int) -> PDFPage? {
        guard index >= 0, index < document.limits.pages else { return nil }
        var walk = PageTreeWalk(view: self, most: index + 1)
        walk.run()
        return walk.pages.count > index ? walk.pages[index] : nil
    }

    /// The rectangle that `object` holds, nil when it is not four numbers.
    public func rectangle(_ object: PDFObject?) -> PDFRectangle? {
        guard let values = resolve(object).array?.map({ resolve($0).number ?? .nan }), values.count == 4,
            values.allSatisfy(\.isFinite)
        else { return nil }
        return PDFRectangle(x0: values[0], y0: values[1], x1: values[2], y1: values[3])
    }
}

private struct PageTreeWalk {
    let view: PDFView
    /// How many pages to find.
    private let most: Int
    private(set) var pages: [PDFPage] = []
    /// Branches already taken. A leaf may come again: such files exist, and readers show the page twice.
    private var visited: Set<PDFReference> = []

    init(view: PDFView, most: Int) { (self.view, self.most) = (view, most) }

    private struct Node {
        let object: PDFObject
        let inherited: PDFDictionary
    }

    private static let inheritable: [PDFName] = ["MediaBox", "CropBox", "Rotate", "Resources"]

    mutating func run() {
        guard let root = view.catalog["Pages"] else { return }
        // A stack and not recursion: a tree may be as deep as the file is long.
        var stack = [Node(object: root, inherited: PDFDictionary())]
        while pages.count < most, let node = stack.popLast() {
            guard let dictionary = view.resolve(node.object).dictionary else { continue }
            var inherited = node.inherited
            for key in PageTreeWalk.inheritable {
                if let value = dictionary[key], !view.resolve(value).isNull { inherited[key] = value }
            }
            if let kids = view.resolve(dictionary["Kids"]).array, dictionary["Type"]?.name != "Page" {
                if let reference = node.object.reference, !visited.insert(reference).inserted { continue }
                stack += kids.reversed().map { Node(object: $0, inherited: inherited) }
            } else {
                pages.append(page(node.object.reference, dictionary, inherited))
            }
        }
    }

    private func page(_ reference: PDFReference?, _ dictionary: PDFDictionary, _ inherited: PDFDictionary) -> PDFPage {
        let a4 = PDFRectangle(x0: 0, y0: 0, x1: 595.276, y1: 841.89)
        let mediaBox = view.rectangle(inherited["MediaBox"]) ?? a4
        let turns = view.resolve(inherited["Rotate"]).integer ?? 0
        return PDFPage(
            reference: reference, dictionary: dictionary, mediaBox: mediaBox,
            cropBox: view.rectangle(inherited["CropBox"]) ?? mediaBox,
            rotation: ((turns % 360) + 360) % 360 / 90 * 90,
            resources: view.resolve(inherited["Resources"]).dictionary ?? PDFDictionary())
    }
}
