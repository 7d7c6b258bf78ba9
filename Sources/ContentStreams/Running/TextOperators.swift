import PDFSyntax

/// Text (ISO 32000-2, 9.3 and 9.4).
extension Interpretation {
    mutating func performText(_ word: ContentLexer.Operator, _ operands: Operands) {
        switch word {
        case "BT": (textMatrix, lineMatrix) = (Matrix(), Matrix())
        // Words go on after ET: many writers put every few letters into a text object of their own.
        case "ET": break
        case "Tc": if let value = operands.number { state.characterSpacing = value }
        case "Tw": if let value = operands.number { state.wordSpacing = value }
        case "Tz": if let value = operands.number { state.horizontalScale = value / 100 }
        case "TL": if let value = operands.number { state.leading = value }
        case "Ts": if let value = operands.number { state.rise = value }
        case "Tr": if let value = operands.number { state.renderingMode = Int(min(max(value, 0), 7)) }
        case "Tf":
            guard operands.all.count >= 2, let size = operands.number else { return }
            state.font = font(operands.all[operands.all.count - 2].name)
            state.fontSize = size
        case "Td": if let n = operands.numbers(2) { moveLine(n[0], n[1]) }
        case "TD":
            if let n = operands.numbers(2) {
                state.leading = -n[1]
                moveLine(n[0], n[1])
            }
        case "Tm":
            if let matrix = operands.numbers(6).flatMap(Matrix.init) { (textMatrix, lineMatrix) = (matrix, matrix) }
        case "T*": moveLine(0, -state.leading)
        case "Tj": show(operands.all.last)
        case "'":
            moveLine(0, -state.leading)
            show(operands.all.last)
        case "\"":
            if let numbers = Operands(operands.all.dropLast()).numbers(2) {
                (state.wordSpacing, state.characterSpacing) = (numbers[0], numbers[1])
            }
            moveLine(0, -state.leading)
            show(operands.all.last)
        case "TJ":
            for element in operands.all.last?.array ?? [] {
                if let number = element.number {
                    advance(-number / 1000 * state.fontSize)
                } else {
                    show(element)
                }
            }
        default: break
        }
    }

    private mutating func moveLine(_ x: Double, _ y: Double) {
        let next = Matrix(e: x, f: y).then(lineMatrix)
        if next.isFinite { (textMatrix, lineMatrix) = (next, next) }
    }

    /// Moves along the line by a distance in unscaled text space.
    private mutating func advance(_ distance: Double) {
        let isVertical = state.font?.isVertical ?? false
        let next = Matrix(e: isVertical ? 0 : distance * state.horizontalScale, f: isVertical ? distance : 0)
            .then(textMatrix)
        if next.isFinite { textMatrix = next }
    }

    private mutating func show(_ operand: PDFObject?) {
        guard let bytes = operand?.string, let font = state.font else { return }
        for glyph in font.glyphs(bytes) {
            spent.glyphs += 1
            guard spent.glyphs <= limits.glyphs else {
                cut()
                return
            }
            show(glyph, font)
            let space = state.characterSpacing + (glyph.isSpaceCode ? state.wordSpacing : 0)
            advance(glyph.advance * state.fontSize + (font.isVertical ? -space : space))
        }
    }

    private mutating func show(_ glyph: Glyph, _ font: Font) {
        let size = Matrix(a: state.fontSize * state.horizontalScale, d: state.fontSize, f: state.rise)
        var full = size.then(textMatrix).then(state.matrix)
        guard full.isFinite else { return }
        if font.isVertical { full = Matrix(e: -glyph.width / 2, f: -0.88).then(full) }
        // Ink reaches from below the base line to the height of capitals.
        let ink = PDFRectangle(x0: 0, y0: -0.12, x1: max(glyph.width, 0.05), y1: 0.72)
        let box = full.bounds(of: ink)
        moment += 1
        if let type3 = font.type3 { run(glyph, type3, full) }
        if isMute { return }
        // The line that glyphs follow: the base line, or down the middle of a column.
        let middle = glyph.width / 2
        let start = font.isVertical ? full.apply(x: middle, y: 0.88) : full.apply(x: 0, y: 0)
        let end = font.isVertical ? full.apply(x: middle, y: -0.12) : full.apply(x: glyph.width, y: 0)
        let spacing = state.fontSize != 0 ? state.characterSpacing / abs(state.fontSize) * full.scale : 0
        words.add(
            WordBuilder.Mark(
                text: glyph.text, box: box, start: start, end: end, size: full.scale,
                isShown: isShown(box, size: full.scale), moment: moment, spacing: spacing))
    }

    /// Whether a glyph in `box` can be seen at all.
    private func isShown(_ box: PDFRectangle, size: Double) -> Bool {
        guard let clip = state.clip, !isSwitchedOff else { return false }
        let isFilled = [0, 2, 4, 6].contains(state.renderingMode) && state.fillAlpha > 0.02
        let isStroked = [1, 2, 5, 6].contains(state.renderingMode) && state.strokeAlpha > 0.02
        guard isFilled || isStroked, size > 0.9, clip.contains(box.center) else { return false }
        return state.clipBoxes.map { $0.contains { $0.contains(box.center) } } ?? true
    }

    /// Runs the procedure of a Type 3 glyph for what it covers (9.6.4).
    private mutating func run(_ glyph: Glyph, _ type3: Font.Type3, _ full: Matrix) {
        guard let procedure = type3.procedures[glyph.code], state.renderingMode != 3, let bytes = decoded(procedure)
        else { return }
        let matrix = type3.matrix.then(full)
        guard matrix.isFinite else { return }
        // Text that a glyph is made of is not the text it stands for.
        let (wasProcedure, wasMute) = (isGlyphProcedure, isMute)
        (isGlyphProcedure, isMute) = (true, true)
        runNested(bytes, resources: type3.resources) { $0.matrix = matrix }
        (isGlyphProcedure, isMute) = (wasProcedure, wasMute)
    }
}
