import PDFSyntax
import Signing

/// One signature that every file of a run gets: whose it is, and where it goes in the file at hand.
public struct FileSigningStep: Sendable {
    /// The opened key; one login serves the whole run.
    public var signer: FileSigner
    /// Decides field, place and appearance for a document, which has the signatures of the steps before.
    public var order: @Sendable (PDFDocument) throws -> SignatureOrder

    /// Both as given.
    public init(signer: FileSigner, order: @escaping @Sendable (PDFDocument) throws -> SignatureOrder) {
        (self.signer, self.order) = (signer, order)
    }
}
