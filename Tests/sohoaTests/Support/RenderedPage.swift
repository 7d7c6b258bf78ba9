import Foundation
import TestSupport

/// The first page of a PDF as poppler's pdftoppm draws it, read by zbarimg.
struct RenderedPage {
    /// The PNG file.
    let image: URL
    /// Size in pixels.
    let width: Int
    let height: Int

    static let toolsPresent = Command.has("pdftoppm", "zbarimg")

    init(_ pdf: URL, dpi: Int) throws {
        let stem = try Scratch.folder("page").appendingPathComponent("page")
        let made = try Command.tool(
            "pdftoppm", ["-r", String(dpi), "-f", "1", "-l", "1", "-singlefile", "-png", pdf.path, stem.path])
        guard made.status == 0 else { throw Missing("page of \(pdf.path): \(made.stderr)") }
        image = stem.appendingPathExtension("png")
        // PNG: the header chunk has width and height at bytes 16 and 20.
        let head = [UInt8](try Data(contentsOf: image).prefix(24))
        func number(at place: Int) -> Int { head[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
        (width, height) = (number(at: 16), number(at: 20))
    }

    /// The texts of all QR codes.
    func codes() throws -> [String] {
        try Command.tool("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", image.path]).lines
    }

    /// The text of the code that is an address.
    func seal() throws -> String {
        guard let text = try codes().first(where: { $0.hasPrefix("HTTPS://") }) else {
            throw Missing("a seal on \(image.path)")
        }
        return text
    }

    /// The corners of the seal's symbol, in pixels.
    func sealCorners() throws -> [(x: Int, y: Int)] {
        let xml = try Command.tool("zbarimg", ["--quiet", "--xml", "-Sdisable", "-Sqrcode.enable", image.path]).text
        let symbols = xml.components(separatedBy: "<symbol ").dropFirst()
        guard let symbol = symbols.first(where: { $0.contains("HTTPS://") }),
            let points = symbol.components(separatedBy: "points='").dropFirst().first?.prefix(while: { $0 != "'" })
        else { throw Missing("the place of a seal on \(image.path)") }
        return points.split(separator: " ").compactMap { point in
            let parts = point.split(separator: ",").compactMap { Int($0.trimmingCharacters(in: ["+"])) }
            return parts.count == 2 ? (parts[0], parts[1]) : nil
        }
    }
}
