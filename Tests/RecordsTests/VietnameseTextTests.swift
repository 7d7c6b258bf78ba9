import Foundation
import Records
import Testing

@Suite struct VietnameseTextTests {
    /// Every Vietnamese letter, checked against Foundation's Unicode tables.
    @Test func compositionAgreesWithUnicode() {
        let letters = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
        for letter in letters {
            for tone in ["", "\u{0300}", "\u{0301}", "\u{0309}", "\u{0303}", "\u{0323}"] {
                let text = String(letter).decomposedStringWithCanonicalMapping + tone
                guard "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".contains(letter) || tone.isEmpty else { continue }
                let expected = text.precomposedStringWithCanonicalMapping
                #expect(Array(VietnameseText.nfc(text).unicodeScalars) == Array(expected.unicodeScalars))
            }
        }
    }

    @Test func toneBeforeQualityComposesToo() {
        // NFD orders marks by class: the dot below (220) stands before the circumflex (230).
        let decomposed = "vie\u{0323}\u{0302}t".unicodeScalars
        #expect(Array(VietnameseText.nfc(String(decomposed)).unicodeScalars) == Array("việt".unicodeScalars))
    }

    @Test func foldsForSearch() {
        #expect(VietnameseText.folded("Đắk Lắk") == "dak lak")
        #expect(VietnameseText.folded("QUYẾT ĐỊNH") == "quyet dinh")
        #expect(VietnameseText.folded("Đức".decomposedStringWithCanonicalMapping) == "duc")
        #expect(VietnameseText.comparable("  Nguyễn   Thị\nLan ") == "nguyen thi lan")
    }
}
