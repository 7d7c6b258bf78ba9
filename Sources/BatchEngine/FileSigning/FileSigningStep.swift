import PAdES
import PDFSyntax
import Profiles
import Signing

/// One signature that every file of a run gets: whose it is, and where it goes in the file at hand.
public struct FileSigningStep: Sendable {
    /// The opened key; one login serves the whole run.
    public var signer: FileSigner
    /// The level that is ordered.
    public var level: AgencyProfile.Level
    /// The certification that is ordered; nil for an approval signature.
    public var certification: ModificationPermission?
    /// Decides field, place and appearance for a document, which has the signatures of the steps before.
    public var order: @Sendable (PDFDocument) throws -> SignatureOrder

    /// All parts as given.
    public init(
        signer: FileSigner, level: AgencyProfile.Level, certification: ModificationPermission? = nil,
        order: @escaping @Sendable (PDFDocument) throws -> SignatureOrder
    ) {
        (self.signer, self.level, self.certification, self.order) = (signer, level, certification, order)
    }
}
