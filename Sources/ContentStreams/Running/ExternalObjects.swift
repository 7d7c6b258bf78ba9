import PDFSyntax

/// Forms and images (ISO 32000-2, 8.9 and 8.10).
extension Interpretation {
    /// `Do`.
    mutating func external(_ object: PDFObject?) {
        guard let object, let stream = view.resolve(object).stream else { return }
        let isOff = !visibility.shows(stream.dictionary["OC"])
        markedContent.append(isOff)
        defer { markedContent.removeLast() }
        switch view.resolve(stream.dictionary["Subtype"]).name {
        case "Form": form(stream, reference: object.reference)
        case "Image": image(stream.dictionary, data: stream)
        default:
            // A form without its subtype is shown by some readers.
            if stream.dictionary["BBox"] != nil { form(stream, reference: object.reference) }
        }
    }

    /// Runs a form: its matrix, its box as a clip, its own resources or, as before PDF 1.2, those around it.
    mutating func form(_ stream: PDFStream, reference: PDFReference?) {
        if let reference {
            guard openForms.insert(reference).inserted else {
                isComplete = false
                return
            }
        }
        defer { if let reference { openForms.remove(reference) } }
        guard let bytes = decoded(stream) else { return }
        let numbers = view.resolve(stream.dictionary["Matrix"]).array?.map { view.resolve($0).number ?? .nan }
        let matrix = (numbers.flatMap(Matrix.init) ?? Matrix()).then(state.matrix)
        guard matrix.isFinite else { return }
        let corners = view.rectangle(stream.dictionary["BBox"]).map(matrix.corners(of:))
        var steps = spent.shapeSteps
        let isGroup = view.resolve(view.resolve(stream.dictionary["Group"]).dictionary?["S"]).name == "Transparency"
        runNested(bytes, resources: view.resolve(stream.dictionary["Resources"]).dictionary) { state in
            state.matrix = matrix
            // What is transparent about a group stays so for all in it, whatever its content sets (11.6.6).
            if isGroup, !(state.isFillOpaque && state.isStrokeOpaque) { state.hasSoftMask = true }
            if let corners, let clip = state.clip {
                state.clip = PDFRectangle(around: corners).intersection(clip)
                let boxes = Shape.boxes(of: [corners], evenOdd: false, steps: &steps)
                if boxes.count > 1, state.clipBoxes == nil { state.clipBoxes = boxes }
            }
        }
    }

    /// Paints an image into the unit square.
    mutating func image(_ dictionary: PDFDictionary, data: PDFStream?) {
        guard state.clip != nil else { return }
        let unit = PDFRectangle(x0: 0, y0: 0, x1: 1, y1: 1)
        let corners = state.matrix.corners(of: unit)
        guard state.isFillOpaque else { return paint(PDFRectangle(around: corners), .image, isOpaque: false) }
        switch opacity(of: dictionary, data: data) {
        case .opaque:
            for box in Shape.boxes(of: [corners], evenOdd: false, steps: &spent.shapeSteps) {
                paint(box, .image, isOpaque: true)
            }
        case .transparent: paint(PDFRectangle(around: corners), .image, isOpaque: false)
        case .unknown:
            isComplete = false
            paint(PDFRectangle(around: corners), .image, isOpaque: false)
        case .cells(let cells):
            paint(PDFRectangle(around: corners), .image, isOpaque: false)
            for cell in cells { paint(state.matrix.bounds(of: cell), .image, isOpaque: true) }
        }
    }

    /// `BI … ID … EI` (8.9.7).
    mutating func inlineImage(_ lexer: inout ContentLexer) {
        var dictionary = PDFDictionary()
        var key: PDFName?
        reading: while true {
            switch lexer.next() {
            case .end: return
            case .word(let word):
                if word == "ID" { break reading }
                if word == "EI" { return }
                key = nil
            case .operand(let operand):
                if let name = key {
                    dictionary[Interpretation.longNames[name] ?? name] = operand
                    key = nil
                } else {
                    key = operand.name
                }
            }
        }
        let bytes = lexer.inlineImageData(length: inlineLength(dictionary))
        image(dictionary, data: PDFStream(dictionary: dictionary, bytes: bytes))
    }

    private static let longNames: [PDFName: PDFName] = [
        "BPC": "BitsPerComponent", "CS": "ColorSpace", "D": "Decode", "DP": "DecodeParms", "F": "Filter",
        "H": "Height", "IM": "ImageMask", "I": "Interpolate", "W": "Width",
    ]

    /// The number of bytes of an image without filters; nil when it has any or the colour space does not say.
    private func inlineLength(_ dictionary: PDFDictionary) -> Int? {
        guard dictionary["Filter"] == nil, let width = dictionary["Width"]?.integer,
            let height = dictionary["Height"]?.integer, (1...32_767).contains(width), (1...32_767).contains(height)
        else { return nil }
        let bits = dictionary["ImageMask"]?.boolean == true ? 1 : dictionary["BitsPerComponent"]?.integer ?? 8
        let components: Int
        switch dictionary["ColorSpace"]?.name {
        case "G", "DeviceGray", "CalGray", nil: components = 1
        case "RGB", "DeviceRGB", "CalRGB": components = 3
        case "CMYK", "DeviceCMYK": components = 4
        default: return nil
        }
        guard (1...16).contains(bits) else { return nil }
        return (width * bits * components + 7) / 8 * height
    }
}
