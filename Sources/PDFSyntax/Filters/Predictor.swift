/// The predictors of FlateDecode and LZWDecode (ISO 32000-2, 7.4.4.4).
struct Predictor {
    private let kind: Int
    private let colors: Int
    private let bitsPerComponent: Int
    private let rowBytes: Int
    private let pixelBytes: Int

    /// The predictor that `parameters` ask for, nil when they ask for none.
    ///
    /// - Throws: `pdf-corrupt-stream` for numbers no image has.
    init?(_ parameters: PDFDictionary) throws {
        kind = parameters["Predictor"]?.integer ?? 1
        guard kind > 1 else { return nil }
        colors = parameters["Colors"]?.integer ?? 1
        bitsPerComponent = parameters["BitsPerComponent"]?.integer ?? 8
        let columns = parameters["Columns"]?.integer ?? 1
        guard (1...32).contains(colors), [1, 2, 4, 8, 16].contains(bitsPerComponent), (1...(1 << 24)).contains(columns),
            kind == 2 || (10...15).contains(kind)
        else { throw PDFSyntaxError.corrupt("predictor", "parameters") }
        rowBytes = (columns * colors * bitsPerComponent + 7) / 8
        pixelBytes = max(1, colors * bitsPerComponent / 8)
    }

    func undo(_ input: [UInt8]) throws -> [UInt8] {
        kind == 2 ? tiff(input) : try png(input)
    }

    /// Each row begins with the PNG filter it uses; the `Predictor` value itself only says that rows do. Rows are undone
    /// in place, and the row above is the one just written, so that neither wide nor narrow rows cost more than their bytes.
    private func png(_ input: [UInt8]) throws -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        var start = 0
        while start < input.count {
            let filter = input[start]
            guard filter <= 4 else { throw PDFSyntaxError.corrupt("predictor", "PNG filter \(filter)") }
            let end = min(start + 1 + rowBytes, input.count)
            // Nothing stands above the first row, nor to the left of a row's first pixel.
            let hasAbove = output.count >= rowBytes
            let row = output.count
            for index in (start + 1)..<end {
                let column = index - start - 1
                let hasLeft = column >= pixelBytes
                let at = row + column
                var byte = input[index]
                switch filter {
                case 1: if hasLeft { byte &+= output[at - pixelBytes] }
                case 2: if hasAbove { byte &+= output[at - rowBytes] }
                case 3:
                    let left = hasLeft ? Int(output[at - pixelBytes]) : 0
                    let up = hasAbove ? Int(output[at - rowBytes]) : 0
                    byte &+= UInt8(truncatingIfNeeded: (left + up) / 2)
                case 4:
                    let left = hasLeft ? output[at - pixelBytes] : 0
                    let up = hasAbove ? output[at - rowBytes] : 0
                    byte &+= Predictor.paeth(left, up, hasLeft && hasAbove ? output[at - rowBytes - pixelBytes] : 0)
                default: break
                }
                output.append(byte)
            }
            start = end
        }
        return output
    }

    private static func paeth(_ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        let estimate = Int(left) + Int(up) - Int(corner)
        let toLeft = abs(estimate - Int(left))
        let toUp = abs(estimate - Int(up))
        let toCorner = abs(estimate - Int(corner))
        if toLeft <= toUp && toLeft <= toCorner { return left }
        return toUp <= toCorner ? up : corner
    }

    private func tiff(_ input: [UInt8]) -> [UInt8] {
        var output = input
        var start = 0
        while start < output.count {
            let end = min(start + rowBytes, output.count)
            switch bitsPerComponent {
            case 8:
                for index in (start..<end).dropFirst(colors) { output[index] &+= output[index - colors] }
            case 16:
                var index = start + 2 * colors
                while index + 1 < end {
                    let left = UInt16(output[index - 2 * colors]) << 8 | UInt16(output[index - 2 * colors + 1])
                    let value = (UInt16(output[index]) << 8 | UInt16(output[index + 1])) &+ left
                    output[index] = UInt8(truncatingIfNeeded: value >> 8)
                    output[index + 1] = UInt8(truncatingIfNeeded: value)
                    index += 2
                }
            default: undoPacked(&output, start..<end)
            }
            start = end
        }
        return output
    }

    /// Components smaller than a byte, packed from the high bits down.
    private func undoPacked(_ output: inout [UInt8], _ row: Range<Int>) {
        let mask = UInt8(truncatingIfNeeded: (1 << bitsPerComponent) - 1)
        var previous = [UInt8](repeating: 0, count: colors)
        var component = 0
        for index in row {
            var result: UInt8 = 0
            var shift = 8 - bitsPerComponent
            while shift >= 0 {
                let value = (output[index] >> UInt8(shift) &+ previous[component]) & mask
                previous[component] = value
                result |= value << UInt8(shift)
                component = (component + 1) % colors
                shift -= bitsPerComponent
            }
            output[index] = result
        }
    }
}
