import PAdES
import PDFSyntax
import Profiles

/// One signature as it is ordered: where it stands, what it says, how it looks. Who signs is another matter.
public struct SignatureOrder: Sendable {
    /// The fully qualified name of an empty signature field, or of the field to make.
    public var field: String
    /// Where a new field goes; an empty rectangle, or no page, makes it invisible.
    public var place: SignaturePlace
    /// `/Name`.
    public var signerName: String
    /// `/Reason`.
    public var reason: String?
    /// `/Location`.
    public var location: String?
    /// Makes it the file's certification signature, which permits so much afterwards.
    public var certification: ModificationPermission?
    /// Draws what is seen.
    public var appearance: SignatureRequest.Appearance?
    /// The level to reach (EN 319 142-1).
    public var level: AgencyProfile.Level

    /// An order; without a place an invisible signature.
    public init(
        field: String, place: SignaturePlace = SignatureOrder.invisible, signerName: String, reason: String? = nil,
        location: String? = nil, certification: ModificationPermission? = nil,
        appearance: SignatureRequest.Appearance? = nil, level: AgencyProfile.Level = .bB
    ) {
        (self.field, self.place, self.signerName) = (field, place, signerName)
        (self.reason, self.location, self.certification) = (reason, location, certification)
        (self.appearance, self.level) = (appearance, level)
    }

    /// On the first page, of no size.
    public static let invisible = SignaturePlace(page: 0, rectangle: .init(x0: 0, y0: 0, x1: 0, y1: 0))

    /// `name`, or `name-2`, `name-3`… when a signature stands in that field already, as in a file that was signed before.
    public static func freeName(_ name: String, in document: PDFDocument) -> String {
        let signed = Set(document.latest.signatureFields.filter { $0.field.value != nil }.map(\.field.name))
        guard signed.contains(name) else { return name }
        return (2...signed.count + 2).lazy.map { "\(name)-\($0)" }.first { !signed.contains($0) } ?? name
    }
}
