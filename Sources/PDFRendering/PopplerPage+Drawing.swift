import CPoppler
import RasterImage

extension PopplerPage {
    /// Draws the page on white.
    func draw(width: Int, height: Int, dpi: Double, model: Raster.ColourModel) throws(PDFRenderingError) -> Raster {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        defer { cairo_surface_destroy(surface) }
        let context = cairo_create(surface)
        defer { cairo_destroy(context) }
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_scale(context, dpi / 72, dpi / 72)
        poppler_page_render(pointer, context)
        // Cairo's errors stick to the context: one look at the end finds any.
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .pageFailed(index, cairo_status_to_string(status).map { String(cString: $0) } ?? "cairo")
        }
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else { throw .pageFailed(index, "no pixels") }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let pixels = UnsafeRawBufferPointer(start: data, count: stride * height)
        let samples =
            model == .grey
            ? Self.grey(pixels, width: width, height: height, stride: stride)
            : Self.rgb(pixels, width: width, height: height, stride: stride)
        guard
            let raster = Raster(width: width, height: height, model: model, bytes: samples, dpiX: dpi, dpiY: dpi)
        else { throw .tooLarge("\(width) × \(height)") }
        return raster
    }

    /// Cairo's RGB24 is a native 32-bit word 0x00RRGGBB: bytes B, G, R, unused.
    private static func rgb(_ pixels: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 3 * width * height) { target, count in
            for y in 0..<height {
                for x in 0..<width {
                    let from = y * stride + 4 * x
                    let to = 3 * (y * width + x)
                    (target[to], target[to + 1], target[to + 2]) = (pixels[from + 2], pixels[from + 1], pixels[from])
                }
            }
            count = 3 * width * height
        }
    }

    /// ITU-R BT.601 luma.
    private static func grey(_ pixels: UnsafeRawBufferPointer, width: Int, height: Int, stride: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
            for y in 0..<height {
                for x in 0..<width {
                    let from = y * stride + 4 * x
                    let luma =
                        299 * Int(pixels[from + 2]) + 587 * Int(pixels[from + 1]) + 114 * Int(pixels[from]) + 500
                    target[y * width + x] = UInt8(clamping: luma / 1000)
                }
            }
            count = width * height
        }
    }

    /// The part (0…1) of the page that images cover, on a grid of 200 × 200 sample points.
    func imageCoverage() -> Double {
        guard width > 0, height > 0 else { return 0 }
        let list = poppler_page_get_image_mapping(pointer)
        defer { poppler_page_free_image_mapping(list) }
        let areas = mapList(list, of: PopplerImageMapping.self) { $0.area }
        guard !areas.isEmpty else { return 0 }
        let grid = 200
        var covered = [Bool](repeating: false, count: grid * grid)
        func span(_ a: Double, _ b: Double, of size: Double) -> Range<Int> {
            func sample(_ position: Double) -> Int {
                let scaled = (position / size * Double(grid)).rounded()
                return scaled.isFinite ? Int(max(0, min(scaled, Double(grid)))) : 0
            }
            return sample(min(a, b))..<sample(max(a, b))
        }
        for area in areas {
            let columns = span(area.x1, area.x2, of: width)
            for row in span(area.y1, area.y2, of: height) {
                for column in columns { covered[row * grid + column] = true }
            }
        }
        return Double(covered.count { $0 }) / Double(grid * grid)
    }
}
