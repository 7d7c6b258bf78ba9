/// One of the signatures an office puts on a document, in the order of the profile: the leader, the number, the day, the
/// seal.
public struct SigningStep: Sendable, Hashable {
    /// The signature's name in `Profile.signatures`.
    public var signature: String
    /// Who signs, with a key of their own: who signs KT. or TL. uses their personal certificate too.
    public var signer: AgencyProfile.Signer
    /// The lines over the signature as the document has them: `["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]`. The last one is where
    /// the signature goes below.
    public var title: [String]
    /// The signer's own PNG, absolute once loaded; takes the place of the rule's.
    public var picture: String?

    /// All parts as given.
    public init(signature: String, signer: AgencyProfile.Signer, title: [String] = [], picture: String? = nil) {
        (self.signature, self.signer, self.title, self.picture) = (signature, signer, title, picture)
    }
}
