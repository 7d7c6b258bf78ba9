/// What a JPEG file says of itself before its first scan (ISO/IEC 10918-1, B.1.1): only what TurboJPEG does not tell.
struct JPEGMarkers {
    /// Pixels per inch from JFIF, else from Exif.
    var dpiX: Double?
    var dpiY: Double?
    /// Exif orientation, 1…8.
    var orientation = 1
    /// There is an Adobe segment: CMYK samples are stored inverted.
    var isAdobe = false

    init(_ file: [UInt8]) {
        var position = 2
        while let segment = Self.segment(of: file, at: position) {
            switch segment.marker {
            case 0xE0: readJFIF(segment.content)
            case 0xE1: readExif(segment.content)
            case 0xEE: isAdobe = isAdobe || segment.content.starts(with: Array("Adobe".utf8))
            default: break
            }
            position = segment.content.endIndex
        }
    }

    /// The segment that starts at `position`; nil at the start of scan, at the end, and at nonsense.
    private static func segment(of file: [UInt8], at position: Int) -> (marker: UInt8, content: ArraySlice<UInt8>)? {
        var position = position
        // Any number of fill bytes may precede a marker.
        while position + 1 < file.count, file[position] == 0xFF, file[position + 1] == 0xFF { position += 1 }
        guard position + 4 <= file.count, file[position] == 0xFF else { return nil }
        let marker = file[position + 1]
        let length = Int(file[position + 2]) << 8 | Int(file[position + 3])
        guard marker != 0xDA, marker >= 0xC0, length >= 2, position + 2 + length <= file.count else { return nil }
        return (marker, file[(position + 4)..<(position + 2 + length)])
    }

    private mutating func readJFIF(_ content: ArraySlice<UInt8>) {
        let bytes = Array(content.prefix(12))
        guard bytes.count == 12, bytes.starts(with: Array("JFIF\0".utf8)) else { return }
        let x = Double(Int(bytes[8]) << 8 | Int(bytes[9]))
        let y = Double(Int(bytes[10]) << 8 | Int(bytes[11]))
        // 1: per inch, 2: per centimetre; 0 gives only the shape of a pixel.
        guard (1...2).contains(bytes[7]), x > 0, y > 0 else { return }
        let perInch = bytes[7] == 2 ? 2.54 : 1
        (dpiX, dpiY) = (x * perInch, y * perInch)
    }

    private mutating func readExif(_ content: ArraySlice<UInt8>) {
        guard content.starts(with: Array("Exif\0\0".utf8)), let exif = ExifDirectory(content.dropFirst(6)) else {
            return
        }
        orientation = exif.orientation
        if dpiX == nil { (dpiX, dpiY) = (exif.dpiX, exif.dpiY) }
    }
}
