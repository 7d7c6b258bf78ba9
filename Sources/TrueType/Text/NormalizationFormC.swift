// The standard library holds the Unicode tables but keeps normalization behind this SPI, which swift-foundation uses
// as well. The public route, Foundation's precomposedStringWithCanonicalMapping, would link all of ICU.
@_spi(_Unicode) import Swift

extension String {
    /// Unicode normalization form C: `e` + U+0302 + U+0301 becomes `ế`, the form that fonts have a glyph for.
    var normalizedToFormC: String {
        utf8.allSatisfy { $0 < 0x80 } ? self : String(UnicodeScalarView(_nfc))
    }
}
