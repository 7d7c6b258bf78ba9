import Diagnostics

/// One page of pixels, still encoded, with what PDF needs to show it.
struct PageImage {
    /// How the bytes of a part are encoded.
    enum Encoding: Hashable {
        /// DCTDecode. `colourTransform` is written only where the data do not say it themselves.
        case jpeg(colourTransform: Int?)
        case ccitt(CCITTParameters)
        /// A zlib stream. Predictor 1 none, 2 TIFF, 15 PNG (ISO 32000-2, 7.4.4.4).
        case flate(predictor: Int)
        /// Samples, to be compressed when the file is written.
        case samples
    }

    /// Rows that are stored together. A page is one part, or the fax-coded strips of a TIFF stacked without gap.
    struct Part: Hashable {
        var rows: Int
        var encoding: Encoding
        var bytes: [UInt8]
    }

    var width: Int
    var height: Int
    var bitsPerComponent: Int
    var colour: PageColour
    /// True when the largest sample means no light of the component: WhiteIsZero, and CMYK as Adobe writes it.
    var isInverted = false
    /// Ranges of samples that are not painted: min, max for each component (ISO 32000-2, 8.9.6.4).
    var colourKey: [Int]?
    /// 8-bit opacity, a byte a pixel; nil for opaque.
    var opacity: [UInt8]?
    var parts: [Part]
    var resolution: Resolution?
    var orientation = ImageOrientation.topLeft
    /// True when a palette's transparent colours were set on white.
    var isFlattened = false
}

/// Parameters of CCITTFaxDecode (ISO 32000-2, Table 11).
struct CCITTParameters: Hashable {
    /// < 0 Group 4, 0 Group 3 one-dimensional, > 0 Group 3 mixed.
    var k: Int
    /// True when black runs of the code are samples of value 1 that the image shows white.
    var blackIs1: Bool
    var encodedByteAlign = false
    var endOfLine = false
    /// False: rows are counted, no end-of-block code is waited for.
    var endOfBlock = true
}

/// What the components of an image mean.
enum PageColour: Hashable {
    /// DeviceGray and DeviceRGB: the output intent is sRGB, so both are defined (ISO 19005-2, 6.2.4.3).
    case grey
    case rgb
    /// CMYK without a profile of its own.
    case cmyk
    /// An ICC profile that came with the image and fits it.
    case icc(profile: [UInt8], components: Int)
    /// A palette of RGB triples.
    indirect case indexed(base: PageColour, table: [UInt8])

    var components: Int {
        switch self {
        case .grey, .indexed: 1
        case .rgb: 3
        case .cmyk: 4
        case .icc(_, let n): n
        }
    }

    /// The colour of `components` channels, by the embedded profile when that is usable.
    init?(components: Int, profile: [UInt8]?) {
        if let profile, ICCProfileHeader(profile)?.fits(components: components) == true {
            self = .icc(profile: profile, components: components)
            return
        }
        switch components {
        case 1: self = .grey
        case 3: self = .rgb
        case 4: self = .cmyk
        default: return nil
        }
    }
}
