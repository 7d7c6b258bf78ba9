import PDFSyntax

extension Interpretation {
    /// Carries out one operator (ISO 32000-2, Annex A). Operators with missing operands do nothing.
    mutating func perform(_ word: ContentLexer.Operator, _ operands: Operands, level: Int, marks: Int) {
        switch word {
        case "q": save()
        case "Q": restore(to: level)
        case "cm":
            if let matrix = operands.numbers(6).flatMap(Matrix.init) {
                let next = matrix.then(state.matrix)
                if next.isFinite { state.matrix = next }
            }
        case "gs": extendedState(view.resolve(resource("ExtGState", operands.name)).dictionary)
        case "w": if let width = operands.number { state.lineWidth = abs(width) }
        case "Do": external(resource("XObject", operands.name))
        case "sh": shading(view.resolve(resource("Shading", operands.name)).dictionary)
        case "BMC": markedContent.append(false)
        case "BDC": beginMarkedContent(operands)
        case "EMC": if markedContent.count > marks { markedContent.removeLast() }
        case "g", "rg", "k":
            (state.fillPattern, state.isFillPatternSpace) = (nil, false)
            state.isFillLight = isLight(operands)
        case "cs":
            (state.fillPattern, state.isFillPatternSpace) = (nil, isPattern(operands.name))
            state.isFillLight = false
        case "scn", "sc":
            state.fillPattern = state.isFillPatternSpace ? operands.name : nil
            state.isFillLight = isLight(operands)
        case "G", "RG", "K": state.isStrokePattern = false
        case "CS": state.isStrokePattern = isPattern(operands.name)
        default:
            if !performPath(word, operands) { performText(word, operands) }
        }
    }

    private func isLight(_ operands: Operands) -> Bool {
        let color = operands.numbers(min(operands.all.count, 4)) ?? []
        return ImageColors.lightness(color.map { min(max($0, 0), 1) }) >= ImageColors.paper
    }

    private func isPattern(_ name: PDFName?) -> Bool {
        if name == "Pattern" { return true }
        guard let space = resource("ColorSpace", name).map({ view.resolve($0) }) else { return false }
        return space.name == "Pattern" || space.array?.first.map { view.resolve($0).name == "Pattern" } ?? false
    }

    /// Entries of a graphics state parameter dictionary (8.4.5).
    private mutating func extendedState(_ dictionary: PDFDictionary?) {
        guard let dictionary else { return }
        if let alpha = view.resolve(dictionary["ca"]).number { state.fillAlpha = alpha }
        if let alpha = view.resolve(dictionary["CA"]).number { state.strokeAlpha = alpha }
        if let width = view.resolve(dictionary["LW"]).number { state.lineWidth = abs(width) }
        switch view.resolve(dictionary["SMask"]) {
        case .name: state.hasSoftMask = false
        case .dictionary: state.hasSoftMask = true
        default: break
        }
        switch view.resolve(dictionary["BM"]) {
        case .name(let mode): state.isNormalBlend = mode == "Normal" || mode == "Compatible"
        case .array(let modes):
            // The first mode that a reader knows; all know Normal.
            let mode = modes.first.flatMap { view.resolve($0).name }
            state.isNormalBlend = mode == "Normal" || mode == "Compatible"
        default: break
        }
        if let pair = view.resolve(dictionary["Font"]).array, pair.count == 2 {
            state.font = font(pair[0])
            state.fontSize = view.resolve(pair[1]).number ?? state.fontSize
        }
    }

    private mutating func beginMarkedContent(_ operands: Operands) {
        guard markedContent.count < limits.savedStates else {
            cut()
            return
        }
        var isOff = false
        if operands.all.first?.name == "OC", operands.all.count >= 2 {
            isOff = !visibility.shows(resource("Properties", operands.name))
        }
        markedContent.append(isOff)
    }

    private mutating func performPath(_ word: ContentLexer.Operator, _ operands: Operands) -> Bool {
        let matrix = state.matrix
        func points(_ count: Int) -> [Point]? {
            operands.numbers(2 * count).map { n in (0..<count).map { Point(x: n[2 * $0], y: n[2 * $0 + 1]) } }
        }
        switch word {
        case "m": if let p = points(1) { path.move(p[0], matrix) }
        case "l": if let p = points(1) { path.line(p[0], matrix) }
        case "c": if let p = points(3) { path.curve(p[0], p[1], p[2], matrix) }
        case "v": if let p = points(2) { path.curve(nil, p[0], p[1], matrix) }
        case "y": if let p = points(2) { path.curve(p[0], p[1], p[1], matrix) }
        case "h": path.close(matrix)
        case "re":
            if let n = operands.numbers(4) { path.rectangle(x: n[0], y: n[1], width: n[2], height: n[3], matrix) }
        case "W": pendingClip = false
        case "W*": pendingClip = true
        case "n": endPath(fill: nil, stroke: false)
        case "S": endPath(fill: nil, stroke: true)
        case "s":
            path.close(matrix)
            endPath(fill: nil, stroke: true)
        case "f", "F": endPath(fill: false, stroke: false)
        case "f*": endPath(fill: true, stroke: false)
        case "B": endPath(fill: false, stroke: true)
        case "B*": endPath(fill: true, stroke: true)
        case "b":
            path.close(matrix)
            endPath(fill: false, stroke: true)
        case "b*":
            path.close(matrix)
            endPath(fill: true, stroke: true)
        default: return false
        }
        return true
    }
}
