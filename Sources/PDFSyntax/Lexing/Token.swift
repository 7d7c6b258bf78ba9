/// A token of PDF syntax.
enum Token: Equatable {
    case integer(Int)
    case real(Double)
    case string([UInt8])
    case name(PDFName)
    case arrayOpen
    case arrayClose
    case dictionaryOpen
    case dictionaryClose
    case keyword(Keyword)
    case end
}

/// The words that mean something in a file body; all others are `other`.
enum Keyword: Equatable {
    case `true`, `false`, null, obj, endobj, stream, endstream, xref, trailer, startxref, reference, free, inUse
    case other

    init(_ bytes: ArraySlice<UInt8>) {
        self =
            switch String(decoding: bytes, as: UTF8.self) {
            case "true": .true
            case "false": .false
            case "null": .null
            case "obj": .obj
            case "endobj": .endobj
            case "stream": .stream
            case "endstream": .endstream
            case "xref": .xref
            case "trailer": .trailer
            case "startxref": .startxref
            case "R": .reference
            case "f": .free
            case "n": .inUse
            default: .other
            }
    }
}
