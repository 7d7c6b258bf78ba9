import PDFSyntax

/// One run over content streams. It keeps what is common to all operators; the operators stand in extensions.
struct Interpretation {
    let view: PDFView
    let limits: ContentLimits
    let visibility: OptionalContent
    var state: GraphicsState
    var saved: [GraphicsState] = []
    var resources: PDFDictionary
    var path: PathBuilder
    /// `W` or `W*` waits for the end of the path; the value is the even-odd rule.
    var pendingClip: Bool?
    var textMatrix = Matrix()
    var lineMatrix = Matrix()
    var words: WordBuilder
    var areas: [PaintedArea] = []
    /// When each area was painted, counted with the glyphs.
    var areaMoments: [Int] = []
    var moment = 0
    /// Whether all could be read.
    var isComplete = true
    /// Whether a limit ended the work.
    var isCut = false
    var spent = Spent()
    /// Marked content that is switched off: one entry per open sequence.
    var markedContent: [Bool] = []
    /// How deep streams nest now, and which forms are open, so that a circle ends.
    var depth = 0
    var openForms: Set<PDFReference> = []
    /// Whether a glyph procedure runs: its images and fills are letters.
    var isGlyphProcedure = false
    /// Whether what runs is a piece of a glyph or a tile, whose text is not text of the page.
    var isMute = false
    private var fonts: [PDFReference: Font] = [:]

    /// Work done so far.
    struct Spent {
        var operators = 0
        var bytes = 0
        var runs = 0
        var glyphs = 0
        var fonts = 0
        var shapeSteps = 0
    }

    init(_ view: PDFView, limits: ContentLimits, matrix: Matrix, clip: PDFRectangle?, resources: PDFDictionary) {
        self.view = view
        self.limits = limits
        self.resources = resources
        visibility = OptionalContent(view)
        state = GraphicsState(matrix: matrix, clip: clip)
        path = PathBuilder(most: limits.pathPoints)
        words = WordBuilder()
        spent.shapeSteps = limits.shapeSteps
    }

    /// Whether what is painted now is switched off by its layer.
    var isSwitchedOff: Bool { markedContent.contains(true) }

    /// Notes that a limit was met.
    mutating func cut() { (isComplete, isCut) = (false, true) }

    /// The decoded data of a stream within the bounds; nil, and the drawing is not complete, when it cannot be had.
    mutating func decoded(_ stream: PDFStream) -> [UInt8]? {
        let room = min(limits.stream, limits.decodedBytes - spent.bytes)
        let data: ByteView
        do {
            data = try view.decodedData(of: stream, limit: max(room, 0))
        } catch let error as PDFSyntaxError where error.code == .streamTooLarge {
            cut()
            return nil
        } catch {
            isComplete = false
            return nil
        }
        guard data.count <= room else {
            cut()
            return nil
        }
        spent.bytes += data.count + 64
        return data.bytes
    }

    /// Runs content in the present state and resources.
    mutating func run(_ bytes: [UInt8]) {
        var lexer = ContentLexer(bytes)
        var operands: [PDFObject] = []
        let level = saved.count
        let marks = markedContent.count
        while true {
            switch lexer.next() {
            case .end:
                // A stream may leave states saved; whoever runs it restores.
                while saved.count > level { restore(to: level) }
                if markedContent.count > marks { markedContent.removeLast(markedContent.count - marks) }
                return
            case .operand(let operand):
                if operands.count < 64 { operands.append(operand) }
            case .word(let word):
                spent.operators += 1
                guard spent.operators <= limits.operators else {
                    cut()
                    return
                }
                if word == "BI" {
                    inlineImage(&lexer)
                } else {
                    perform(word, Operands(operands), level: level, marks: marks)
                }
                operands.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Runs content as something of its own: with other resources and a graphics state that is put back afterwards.
    mutating func runNested(_ bytes: [UInt8], resources inner: PDFDictionary?, _ prepare: (inout GraphicsState) -> Void)
    {
        spent.runs += 1
        guard depth < limits.nesting, spent.runs <= limits.runs else {
            cut()
            return
        }
        let outer = (state, resources, path, pendingClip, textMatrix, lineMatrix)
        depth += 1
        if let inner { resources = inner }
        path = PathBuilder(most: limits.pathPoints)
        pendingClip = nil
        prepare(&state)
        run(bytes)
        depth -= 1
        (state, resources, path, pendingClip, textMatrix, lineMatrix) = outer
    }

    func resource(_ kind: PDFName, _ name: PDFName?) -> PDFObject? {
        name.flatMap { view.resolve(resources[kind]).dictionary?[$0] }
    }

    /// The font that the resource names, read once.
    mutating func font(_ name: PDFName?) -> Font? {
        guard let object = resource("Font", name) else { return nil }
        return font(object)
    }

    mutating func font(_ object: PDFObject) -> Font? {
        if let known = object.reference.flatMap({ fonts[$0] }) { return known }
        guard let dictionary = view.resolve(object).dictionary else { return nil }
        spent.fonts += 1
        guard spent.fonts <= limits.fonts else {
            cut()
            return nil
        }
        var room = min(limits.stream, limits.decodedBytes - spent.bytes)
        var failed = false
        let font = Font(dictionary, in: view) { stream in
            guard room > 0, let data = try? view.decodedData(of: stream, limit: room) else {
                failed = true
                return nil
            }
            room -= data.count
            spent.bytes += data.count
            return data.bytes
        }
        if failed { isComplete = false }
        if let reference = object.reference { fonts[reference] = font }
        return font
    }

    mutating func save() {
        guard saved.count < limits.savedStates else {
            cut()
            return
        }
        saved.append(state)
    }

    /// Goes back one saved state, but not beyond those of the running stream.
    mutating func restore(to level: Int) {
        if saved.count > level, let last = saved.popLast() { state = last }
    }
}

/// The operands of one operator.
struct Operands {
    let all: [PDFObject]

    init(_ all: [PDFObject]) { self.all = all }

    /// The last `count` operands as numbers; nil when there are fewer or others. Numbers no page has count as the largest
    /// one has.
    func numbers(_ count: Int) -> [Double]? {
        guard all.count >= count else { return nil }
        var result: [Double] = []
        for operand in all.suffix(count) {
            guard let number = operand.number else { return nil }
            result.append(min(max(number, -1e9), 1e9))
        }
        return result
    }

    var number: Double? { numbers(1)?[0] }
    var name: PDFName? { all.last?.name }
}
