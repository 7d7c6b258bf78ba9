/// Where a visible signature stands. Lengths in millimetres on the page as displayed, from its top left corner.
///
/// A rule names an ideal place. Where that has content already, the nearest free place in the rule's reach is taken; a
/// signature never covers content.
public enum PlacementRule: Sendable, Hashable {
    /// A corner of the page.
    public enum Corner: String, Sendable, CaseIterable { case topLeft, topRight, bottomLeft, bottomRight }

    /// On which side of an anchor.
    public enum Side: String, Sendable, CaseIterable { case left, right, above, below }

    /// Which of several places with the same text counts, in reading order.
    public enum Occurrence: String, Sendable, CaseIterable { case first, last }

    /// How two texts stand that a signature goes between.
    public enum Gap: Sendable, Hashable {
        /// On one line, as `Số:` and `/QĐ-UBND`.
        case across(left: SignatureText, right: SignatureText)
        /// One over the other, as the title and the name of the signer.
        case down(above: SignatureText, below: SignatureText)
    }

    /// In a corner, so far from the edges; moves inwards.
    case corner(Corner, horizontalMM: Double, verticalMM: Double)
    /// Beside a text, so far from it; moves away from it.
    case beside(SignatureText, Side, Occurrence, gapMM: Double)
    /// In the middle between two texts; moves between them. May cover the two texts themselves when `covers` is true.
    case between(Gap, Occurrence, covers: Bool)
    /// Exactly there; what is smaller stands in the middle of it. Never moves.
    case absolute(xMM: Double, yMM: Double, widthMM: Double, heightMM: Double)
    /// Over `share` (0…1) of the width of the box of another signature, on its left or right; moves up and down. May
    /// cover that signature and the texts it stands between, nothing else.
    case overlapping(String, share: Double, Side)
}
