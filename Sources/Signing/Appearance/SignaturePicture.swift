import Diagnostics
import FoundationEssentials
import PDFSyntax
import RasterImage

/// A picture of a signature or a seal, read once and used for every document: a PNG with a transparent background (NĐ
/// 30/2020 Appendix I, 7d and 8a).
///
/// The file is the agency's own, named in its profile, which is why it is decoded here and not in a worker.
public struct SignaturePicture: Sendable {
    /// What the strokes look like on the whole.
    public enum Colour: String, Sendable { case red, blue, other }

    /// Pixels across.
    public let width: Int
    /// Pixels down.
    public let height: Int
    /// The colour of the strokes, weighed by their opacity.
    public let colour: Colour

    private let samples: PDFStream
    private let opacity: PDFStream

    /// More pixels than a signature needs at 600 dpi: they would be carried by every document.
    public static let maximumPixels = 4_000_000

    /// Reads a PNG file.
    /// - Throws: `signature-picture-unusable` when it is missing, no PNG, too large, or has no transparent background.
    public init(path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SigningError.picture(
                path, vi: "không đọc được tệp", en: "the file cannot be read",
                remedy: Bilingual(vi: "Kiểm tra đường dẫn trong cấu hình.", en: "Check the path in the profile."))
        }
        try self.init(png: [UInt8](data), name: path)
    }

    /// Decodes a PNG.
    /// - Parameter name: what messages call it.
    /// - Throws: `signature-picture-unusable`.
    public init(png: [UInt8], name: String) throws {
        let pixels = try Self.pixels(png, name)
        (width, height) = (pixels.width, pixels.height)
        var samples = [UInt8](repeating: 255, count: width * height * 3)
        var opacity = [UInt8](repeating: 0, count: width * height)
        let channels = pixels.model.channels
        var (sums, weight) = ((red: 0, green: 0, blue: 0), 0)
        for index in 0..<(width * height) {
            let from = index * channels
            let alpha = pixels.bytes[from + channels - 1]
            opacity[index] = alpha
            // What cannot be seen stays white: it compresses to nothing.
            guard alpha > 0 else { continue }
            for channel in 0..<3 { samples[index * 3 + channel] = pixels.bytes[from + (channels == 4 ? channel : 0)] }
            sums.red += Int(samples[index * 3]) * Int(alpha)
            sums.green += Int(samples[index * 3 + 1]) * Int(alpha)
            sums.blue += Int(samples[index * 3 + 2]) * Int(alpha)
            weight += Int(alpha)
        }
        guard weight > 0, opacity.contains(where: { $0 < 128 }) else {
            throw SigningError.picture(
                name, vi: weight > 0 ? "nền không trong suốt" : "hình trống",
                en: weight > 0 ? "its background is not transparent" : "it is empty",
                remedy: Bilingual(
                    vi: "Xuất lại hình dạng PNG, nền trong suốt.", en: "Save it as PNG with a transparent background."))
        }
        let (red, green, blue) = (sums.red / weight, sums.green / weight, sums.blue / weight)
        colour = red > green + 20 && red > blue + 20 ? .red : blue > red + 10 ? .blue : .other
        let size: PDFDictionary = [
            "Type": .name("XObject"), "Subtype": .name("Image"), "Width": .integer(width), "Height": .integer(height),
            "BitsPerComponent": .integer(8),
        ]
        var mask = size
        mask["ColorSpace"] = .name("DeviceGray")
        self.samples = try PDFStream(dictionary: size, deflating: samples)
        self.opacity = try PDFStream(dictionary: mask, deflating: opacity)
    }

    /// Height for a width of 1.
    var ratio: Double { Double(height) / Double(width) }

    /// Adds the image and its soft mask.
    func embed(_ colourSpace: PDFObject, into pdf: inout some PDFObjectSink) -> PDFReference {
        var samples = samples
        samples.dictionary["ColorSpace"] = colourSpace
        samples.dictionary["SMask"] = .reference(pdf.add(.stream(opacity)))
        return pdf.add(.stream(samples))
    }

    /// Adds sRGB as its own profile: the colours stay right and the file stays PDF/A whatever output intent it has (ISO
    /// 19005-2, 6.2.4.2). Not CalRGB, which poppler shows in other colours.
    static func colourSpace(into pdf: inout some PDFObjectSink) throws -> PDFObject {
        let profile = try PDFStream(
            dictionary: ["N": .integer(3), "Alternate": .name("DeviceRGB")], deflating: SRGBProfile.bytes)
        return .array([.name("ICCBased"), .reference(pdf.add(.stream(profile)))])
    }

    private static func pixels(_ png: [UInt8], _ name: String) throws -> Raster {
        let raster: Raster
        do {
            let decoder = try ImageDecoder(png)
            let header = try decoder.header(ofPage: 0)
            guard decoder.format == .png, header.model == .rgba || header.model == .greyAlpha else {
                throw SigningError.picture(
                    name, vi: "không phải PNG nền trong suốt", en: "it is no PNG with a transparent background",
                    remedy: Bilingual(
                        vi: "Xuất lại hình dạng PNG, nền trong suốt.",
                        en: "Save it as PNG with a transparent background."))
            }
            guard header.width * header.height <= maximumPixels else {
                throw SigningError.picture(
                    name, vi: "hình \(header.width) × \(header.height) điểm, quá 4 triệu điểm",
                    en: "its \(header.width) × \(header.height) pixels are more than 4 million",
                    remedy: Bilingual(vi: "Thu nhỏ hình, 600 dpi là đủ.", en: "Make it smaller; 600 dpi are enough."))
            }
            raster = try decoder.page(0).raster
        } catch let error as RasterImageError {
            throw SigningError.picture(name, vi: error.what.vi, en: error.what.en, remedy: error.remedy)
        }
        guard raster.bitsPerSample == 8, raster.model == .rgba || raster.model == .greyAlpha else {
            throw SigningError.picture(name, vi: "kiểu ảnh lạ", en: "an unusual kind of image", remedy: nil)
        }
        return raster
    }
}

extension SigningError {
    static func picture(_ name: String, vi: String, en: String, remedy: Bilingual?) -> SigningError {
        SigningError(
            .pictureUnusable, .configuration, vi: "Không dùng được hình “\(name)”: \(vi).",
            en: "The picture “\(name)” cannot be used: \(en).", remedy: remedy)
    }
}
