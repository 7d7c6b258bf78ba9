/// Bounds on what one drawing may cost, so that any input ends soon. The defaults are some ten times what the largest
/// pages of real documents need; a drawing that meets one of them is not complete.
public struct ContentLimits: Sendable {
    /// Operators carried out, of all nested streams together.
    public var operators = 2_000_000
    /// Bytes decoded from content streams, fonts' mappings and masks together.
    public var decodedBytes = 64 << 20
    /// The largest single stream decoded.
    public var stream = 24 << 20
    /// How deep forms, patterns and glyph procedures may nest.
    public var nesting = 16
    /// How often forms and glyph procedures may be run.
    public var runs = 50_000
    /// Saved graphics states (ISO 32000-2, Annex C asks for 28).
    public var savedStates = 512
    /// Glyphs shown.
    public var glyphs = 500_000
    /// Areas kept.
    public var areas = 50_000
    /// Points of one path.
    public var pathPoints = 50_000
    /// Steps of work on the shapes of paths and clips, all together.
    public var shapeSteps = 20_000_000
    /// Fonts read.
    public var fonts = 512

    /// The default bounds.
    public init() {}

    /// Takes off what a drawing has cost.
    mutating func spend(_ spent: Interpretation.Spent) {
        operators -= spent.operators
        decodedBytes -= spent.bytes
        runs -= spent.runs
        glyphs -= spent.glyphs
        shapeSteps = spent.shapeSteps
    }
}
