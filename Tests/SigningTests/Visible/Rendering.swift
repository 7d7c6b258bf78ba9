import Foundation
import PDFSyntax
import RasterImage
import TestSupport

/// The two programs that must show the same.
enum Renderer: String, CaseIterable, Sendable {
    case poppler, mupdf

    static let arePresent = Command.has("pdftoppm", "mutool")
    static let dpi = 200.0
    /// Millimetres in a pixel.
    static let pixel = 25.4 / dpi

    struct Failed: Error { var text: String }

    /// The first page as displayed.
    func page(_ pdf: [UInt8]) throws -> RenderedPage {
        let file = try Scratch.file("page.pdf", pdf)
        let image = file.deletingLastPathComponent().appendingPathComponent("page.png").path
        let dpi = String(Int(Self.dpi))
        let result =
            switch self {
            case .poppler:
                try Command.tool(
                    "pdftoppm", ["-r", dpi, "-png", "-singlefile", "-cropbox", file.path, String(image.dropLast(4))])
            case .mupdf: try Command.tool("mutool", ["draw", "-q", "-r", dpi, "-o", image, file.path, "1"])
            }
        guard result.status == 0, let data = FileManager.default.contents(atPath: image) else {
            throw Failed(text: result.stderr)
        }
        return RenderedPage(raster: try ImageDecoder([UInt8](data)).page(0).raster)
    }
}

/// What two pictures of a page, before and after a signature, differ in. Measured in millimetres.
struct PageChange {
    struct Pixel: Hashable {
        var red: Int
        var green: Int
        var blue: Int

        var isBlue: Bool { blue > red + 40 && blue > green + 40 }
        var isRed: Bool { red > green + 60 && red > blue + 60 }
        var isBlack: Bool { max(red, green, blue) < 110 && max(red, green, blue) - min(red, green, blue) < 20 }
        var isGrey: Bool { max(red, green, blue) - min(red, green, blue) < 20 }
        var isInk: Bool { red + green + blue < 600 }
    }

    /// The pixels that changed: where, what they were, what they are.
    private(set) var pixels: [(x: Int, y: Int, before: Pixel, after: Pixel)] = []

    /// Nil when the pictures have not the same size.
    init?(from before: RenderedPage, to after: RenderedPage) {
        let (old, new) = (before.raster, after.raster)
        guard old.width == new.width, old.height == new.height, old.model == .rgb, new.model == .rgb else { return nil }
        for y in 0..<new.height {
            let row = (y * new.rowBytes)..<((y + 1) * new.rowBytes)
            // Rows are compared as wholes first: a test is no optimized build.
            guard old.bytes[row] != new.bytes[row] else { continue }
            for x in 0..<new.width {
                let (a, b) = (old.pixel(x, y), new.pixel(x, y))
                if a != b { pixels.append((x, y, a, b)) }
            }
        }
    }

    /// The box around the changed pixels that satisfy `isWanted` now; nil when there is none.
    func box(where isWanted: (Pixel) -> Bool = { _ in true }) -> VisibleBox? {
        let wanted = pixels.filter { isWanted($0.after) }
        guard let left = wanted.map(\.x).min(), let right = wanted.map(\.x).max(), let top = wanted.map(\.y).min(),
            let bottom = wanted.map(\.y).max()
        else { return nil }
        return VisibleBox(
            x: Double(left) * Renderer.pixel, y: Double(top) * Renderer.pixel,
            width: Double(right - left + 1) * Renderer.pixel, height: Double(bottom - top + 1) * Renderer.pixel)
    }

    /// How many pixels that had ink before look different now.
    var covered: Int { pixels.count { $0.before.isInk } }
}

/// A page in pixels.
struct RenderedPage: Sendable {
    let raster: Raster

    init(raster: Raster) {
        // mutool writes a page without colours as grey.
        guard raster.model == .grey, raster.bitsPerSample == 8,
            let rgb = Raster(
                width: raster.width, height: raster.height, model: .rgb, bytes: raster.bytes.flatMap { [$0, $0, $0] })
        else {
            self.raster = raster
            return
        }
        self.raster = rgb
    }
}

extension Raster {
    fileprivate func pixel(_ x: Int, _ y: Int) -> PageChange.Pixel {
        let at = (y * width + x) * 3
        return PageChange.Pixel(red: Int(bytes[at]), green: Int(bytes[at + 1]), blue: Int(bytes[at + 2]))
    }
}
