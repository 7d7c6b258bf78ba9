import Foundation
import TestSupport

/// The first page of a PDF as poppler's pdftoppm draws it, read by zbarimg.
struct RenderedPage {
    /// The PNG file.
    let image: URL

    static let toolsPresent = Command.has("pdftoppm", "zbarimg")

    /// Draws the page.
    /// - Parameter part: the upper left part to draw, in fractions of the page's width and height.
    init(_ pdf: URL, dpi: Int, part: (width: Double, height: Double) = (1, 1)) throws {
        let stem = try Scratch.folder("page").appendingPathComponent("page")
        image = stem.appendingPathExtension("png")
        let whole = ["-r", String(dpi), "-f", "1", "-l", "1", "-singlefile", "-png", pdf.path, stem.path]
        try Self.draw(whole)
        guard part != (1, 1) else { return }
        // PNG: the header chunk has width and height at bytes 16 and 20.
        let head = [UInt8](try Data(contentsOf: image).prefix(24))
        func number(at place: Int) -> Double { Double(head[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }) }
        let (width, height) = (Int(number(at: 16) * part.width), Int(number(at: 20) * part.height))
        try Self.draw(["-x", "0", "-y", "0", "-W", String(width), "-H", String(height)] + whole)
    }

    private static func draw(_ arguments: [String]) throws {
        let made = try Command.tool("pdftoppm", arguments)
        guard made.status == 0 else { throw Missing("page of \(arguments): \(made.stderr)") }
    }

    /// The texts of all QR codes.
    func codes() throws -> [String] {
        try Command.tool("zbarimg", ["--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", image.path]).lines
    }

    /// The text of the code that is an address.
    func seal() throws -> String {
        guard let text = try codes().first(where: { $0.hasPrefix("HTTPS://") }) else {
            throw Missing("a seal on \(image.path)")
        }
        return text
    }
}
