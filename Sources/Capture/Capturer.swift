import FoundationEssentials
import Profiles
import RasterImage
import Records

/// Sao chụp: one source file becomes one PDF with its pages untouched and its signature fields prepared and empty
/// (DESIGN section 2). A pure function of its parameters: equal input gives equal bytes.
///
/// Image data are never re-encoded with loss. JPEG, CCITT and Flate data pass as they are; what PDF cannot hold as it
/// is (interlaced PNG, LZW or PackBits TIFF, alpha) is decoded and stored again without loss.
public struct Capturer: Sendable {
    /// Turns page `page` (0-based) of an image file into all its samples, in a worker process: for interlaced or
    /// transparent PNG and for TIFF whose coding PDF/A does not know. What it throws sets the document aside as
    /// `IMAGE_UNREADABLE`.
    public typealias PageDecoder = @Sendable (_ file: [UInt8], _ page: Int) throws -> Raster

    /// What a scan must be to be accepted.
    public var scan: ScanRequirements
    /// Sizes of the rows that the header band must hold.
    public var appearance: AppearanceRules
    /// The agency that digitizes: written into the XMP as `dc:publisher`.
    public var agencyName: String
    /// An ICC profile for CMYK pages that carry none; nil: the built-in one of a coated offset print.
    public var cmykProfile: [UInt8]?
    /// See `PageDecoder`; nil: such pages are set aside as `FORMAT_UNSUPPORTED`.
    public var decode: PageDecoder?

    /// A capturer with everything that the agency decides.
    public init(
        scan: ScanRequirements, appearance: AppearanceRules, agencyName: String, cmykProfile: [UInt8]? = nil,
        decode: PageDecoder? = nil
    ) {
        (self.scan, self.appearance, self.agencyName) = (scan, appearance, agencyName)
        (self.cmykProfile, self.decode) = (cmykProfile, decode)
    }
}

/// What Capture answers. A document that the rules do not accept is an expected answer, not an error.
public enum CaptureOutcome: Sendable, Hashable {
    /// The page is planned and the PDF is written; its findings are notes, or ask for a person.
    case captured(CapturedDocument)
    /// Nothing was made; at least one finding has the consequence `reject`.
    case setAside([Finding])
}
