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

    init(_ bytes: UnsafeRawBufferPointer) {
        func reads(_ word: String) -> Bool { bytes.elementsEqual(word.utf8) }
        // By length first: few words share one.
        self =
            switch bytes.count {
            case 1:
                switch bytes[0] {
                case 0x52: .reference
                case 0x6E: .inUse
                case 0x66: .free
                default: .other
                }
            case 3: reads("obj") ? .obj : .other
            case 4: reads("true") ? .true : reads("null") ? .null : reads("xref") ? .xref : .other
            case 5: reads("false") ? .false : .other
            case 6: reads("endobj") ? .endobj : reads("stream") ? .stream : .other
            case 7: reads("trailer") ? .trailer : .other
            case 9: reads("endstream") ? .endstream : reads("startxref") ? .startxref : .other
            default: .other
            }
    }
}
