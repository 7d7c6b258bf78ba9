import PDFSyntax

/// What of the graphics state (ISO 32000-2, 8.4 and 9.3) decides where things show and whether they hide others.
struct GraphicsState {
    var matrix = Matrix()
    /// Where painting has an effect, in default user space; nil when nowhere.
    var clip: PDFRectangle?
    /// The clip more closely, when it is no rectangle.
    var clipBoxes: [PDFRectangle]?
    var fillAlpha = 1.0
    var strokeAlpha = 1.0
    var hasSoftMask = false
    var isNormalBlend = true
    var fillPattern: PDFName?
    var isFillPatternSpace = false
    var isStrokePattern = false
    /// Whether the colour that fills is known to be near that of paper.
    var isFillLight = false
    var lineWidth = 1.0

    var font: Font?
    var fontSize = 0.0
    var characterSpacing = 0.0
    var wordSpacing = 0.0
    var horizontalScale = 1.0
    var leading = 0.0
    var rise = 0.0
    var renderingMode = 0

    init(matrix: Matrix, clip: PDFRectangle?) {
        self.matrix = matrix
        self.clip = clip
    }

    /// Whether a fill hides what is below: no transparency of any kind.
    var isFillOpaque: Bool { fillAlpha >= 0.99 && !hasSoftMask && isNormalBlend }

    /// The same for strokes.
    var isStrokeOpaque: Bool { strokeAlpha >= 0.99 && !hasSoftMask && isNormalBlend && !isStrokePattern }
}
