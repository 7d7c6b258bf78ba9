import Diagnostics

/// What was measured on an image file with every pixel decoded.
public struct ImageFacts: Sendable, Hashable, Codable {
    /// One page, measured or damaged.
    public struct Page: Sendable, Hashable, Codable {
        /// What the file says of the page; nil when not even that could be read.
        public var header: ImageHeader?
        /// Nil when the page could not be decoded.
        public var ink: InkProfile?
        /// Nil when the page is whole.
        public var damage: Damage?
    }

    /// Why a page is not whole.
    public struct Damage: Sendable, Hashable, Codable {
        /// Degrees of damage.
        public enum Kind: String, Sendable, Codable {
            /// The data end early.
            case truncated
            /// The data could not be decoded.
            case unreadable
            /// A kind of image, or a size, that the decoder does not take.
            case unsupported
            /// All pixels are there, but the decoder complained: a person should look.
            case doubtful
        }

        /// How bad it is.
        public var kind: Kind
        /// What happened, for a person.
        public var what: Bilingual
    }

    /// By the file's first bytes.
    public var format: ImageFormat
    /// In the order of the file; at least one.
    public var pages: [Page]

    /// The first damage, with its 1-based page.
    public var firstDamage: (page: Int, damage: Damage)? {
        pages.enumerated().lazy.compactMap { index, page in page.damage.map { (index + 1, $0) } }.first
    }
}

extension ImageFacts {
    /// Measures every page. Damage is an answer, not an error.
    ///
    /// - Throws: `RasterImageErrorCode.formatUnknown`.
    public init(measuring file: [UInt8]) throws(RasterImageError) {
        guard let format = ImageFormat(of: file) else { throw .formatUnknown }
        self.format = format
        do {
            let decoder = try ImageDecoder(file)
            pages = (0..<decoder.pageCount).map { Page(measuring: $0, of: decoder) }
        } catch {
            pages = [Page(header: nil, ink: nil, damage: Damage(error))]
        }
    }
}

extension ImageFacts.Page {
    /// Enough for letters, and for zbar too.
    private static let measuringDPI = 100.0

    fileprivate init(measuring page: Int, of decoder: ImageDecoder) {
        do {
            header = try decoder.header(ofPage: page)
            let decoded = try decoder.page(page, as: .grey(minimumDPI: Self.measuringDPI))
            var profile = InkProfile(of: decoded.raster, dpi: decoded.raster.assumedDPI)
            profile.scale(by: decoded.reduction, width: header?.width, height: header?.height)
            ink = profile
            damage = decoded.complaint.map { ImageFacts.Damage(complaint: $0) }
        } catch {
            ink = nil
            damage = ImageFacts.Damage(error)
        }
    }
}

extension ImageFacts.Damage {
    fileprivate init(_ error: RasterImageError) {
        what = error.what
        kind =
            switch error.code {
            case .truncated: .truncated
            case .unsupported, .tooLarge: .unsupported
            default: .unreadable
            }
    }

    /// `complaint`: the decoder's words.
    fileprivate init(complaint: String) {
        kind = .doubtful
        what = Bilingual(
            vi: "Bộ giải mã ảnh báo: \(complaint).", en: "The image decoder complains: \(complaint).")
    }
}

extension Raster {
    /// The file's resolution, else the one at which the page would be as wide as A4.
    fileprivate var assumedDPI: Double { dpiX ?? Double(width) / 8.27 }
}

extension InkProfile {
    /// From pixels of a reduced page to pixels of the stored one.
    fileprivate mutating func scale(by factor: Int, width: Int?, height: Int?) {
        guard factor > 1, let width, let height else { return }
        (self.width, self.height) = (width, height)
        (freeTop, freeBottom) = (min(freeTop * factor, height), min(freeBottom * factor, height))
        (freeLeft, freeRight) = (min(freeLeft * factor, width), min(freeRight * factor, width))
    }
}
