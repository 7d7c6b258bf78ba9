import PDFSyntax

/// Paths, clips and shadings: what they cover.
extension Interpretation {
    /// Paints the path, clips by it, and forgets it.
    ///
    /// - Parameter fill: the even-odd rule or the other; nil when the inside is not filled.
    mutating func endPath(fill: Bool?, stroke: Bool) {
        if path.isCut { cut() }
        if !path.isEmpty {
            if let fill { paintInside(evenOdd: fill) }
            if stroke { paintLine() }
        }
        if let rule = pendingClip { clip(evenOdd: rule) }
        pendingClip = nil
        path = PathBuilder(most: limits.pathPoints)
    }

    private mutating func paintInside(evenOdd: Bool) {
        var isOpaque = state.isFillOpaque
        if isOpaque, state.isFillPatternSpace { isOpaque = isOpaquePattern(state.fillPattern) }
        guard isOpaque else {
            return paint(PDFRectangle(around: path.outlines.flatMap { $0 }), .fill, isOpaque: false)
        }
        let boxes = shape(path.outlines, evenOdd: evenOdd)
        // Shapes that are not compact and not the colour of paper are ink (see `MaskGrid`).
        let around = boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
        let filled = boxes.reduce(0) { $0 + $1.area }
        let isInk = boxes.count > 1 && !state.isFillLight && filled < Shape.compactness * (around?.area ?? 0)
        for box in boxes { paint(box, .fill, isOpaque: !isInk) }
    }

    private mutating func paintLine() {
        let width = max(state.lineWidth * state.matrix.scale, 0.1)
        let isOpaque = state.isStrokeOpaque
        guard isOpaque else {
            return paint(PDFRectangle(around: path.outlines.flatMap { $0 }), .stroke, isOpaque: false)
        }
        for outline in path.outlines {
            for (start, end) in zip(outline, outline.dropFirst()) {
                let band = Shape.line(from: start, to: end, width: width)
                for box in shape([band], evenOdd: false) { paint(box, .stroke, isOpaque: true) }
            }
        }
    }

    private mutating func shape(_ outlines: [[Point]], evenOdd: Bool) -> [PDFRectangle] {
        let boxes = Shape.boxes(of: outlines, evenOdd: evenOdd, steps: &spent.shapeSteps)
        if spent.shapeSteps <= 0 { cut() }
        return boxes
    }

    private mutating func clip(evenOdd: Bool) {
        guard let clip = state.clip else { return }
        let boxes = shape(path.outlines, evenOdd: evenOdd)
        guard let first = boxes.first,
            let inside = boxes.dropFirst().reduce(first, { $0.union($1) }).intersection(clip)
        else {
            // A path without an inside clips all away. Only when it could not be followed is nothing changed.
            if spent.shapeSteps > 0 { state.clip = nil }
            return
        }
        state.clip = inside
        guard boxes.count > 1 else { return }
        // A second shape of many parts does not refine the first: the product of both would grow without bound.
        if state.clipBoxes == nil { state.clipBoxes = boxes }
    }

    /// Notes an area, cut to the clip.
    mutating func paint(_ box: PDFRectangle, _ kind: PaintedArea.Kind, isOpaque: Bool) {
        guard !isSwitchedOff, let clip = state.clip, let visible = box.intersection(clip) else { return }
        guard isOpaque, let parts = state.clipBoxes else {
            return note(PaintedArea(box: visible, kind: kind, isOpaque: isOpaque))
        }
        spent.shapeSteps -= parts.count
        for part in parts {
            if let piece = visible.intersection(part) { note(PaintedArea(box: piece, kind: kind, isOpaque: true)) }
        }
    }

    private mutating func note(_ area: PaintedArea) {
        // What a glyph procedure paints without hiding anything is a letter, and letters are kept as words.
        if isGlyphProcedure, !area.isOpaque { return }
        guard areas.count < limits.areas, spent.shapeSteps > 0 else {
            cut()
            return
        }
        moment += 1
        areas.append(area)
        areaMoments.append(moment)
    }

    /// `sh` (8.7.4.2): the whole clip, or the shading's own box. It hides what is below even where the colours of an axial
    /// shading do not reach, which is on the safe side.
    mutating func shading(_ dictionary: PDFDictionary?) {
        guard let dictionary, let clip = state.clip else { return }
        let own = view.rectangle(dictionary["BBox"]).map { state.matrix.bounds(of: $0) }
        paint(own ?? clip, .shading, isOpaque: state.isFillOpaque)
    }

    /// Whether a pattern leaves nothing of what it is painted over: a shading, or a tile that is itself covered.
    private mutating func isOpaquePattern(_ name: PDFName?) -> Bool {
        let pattern = view.resolve(resource("Pattern", name))
        guard let dictionary = pattern.dictionary else { return false }
        if view.resolve(dictionary["PatternType"]).integer == 2 { return true }
        guard let stream = pattern.stream, let box = view.rectangle(dictionary["BBox"]), box.area > 0,
            let bytes = decoded(stream)
        else { return false }
        let (xStep, yStep) = (view.resolve(dictionary["XStep"]).number, view.resolve(dictionary["YStep"]).number)
        let cell = PDFRectangle(
            x0: box.x0, y0: box.y0, x1: box.x0 + max(abs(xStep ?? 0), box.width),
            y1: box.y0 + max(abs(yStep ?? 0), box.height))
        let (before, wasMute, marks) = (areas.count, isMute, markedContent)
        isMute = true
        markedContent = []
        runNested(bytes, resources: view.resolve(dictionary["Resources"]).dictionary) { state in
            state = GraphicsState(matrix: Matrix(), clip: box)
        }
        (isMute, markedContent) = (wasMute, marks)
        let share = OpaqueCover(areas[min(before, areas.count)...]).share(of: cell)
        areas.removeLast(areas.count - before)
        areaMoments.removeLast(areaMoments.count - before)
        return share > 0.9
    }
}
