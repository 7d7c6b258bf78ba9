/// Unicode text of glyph names (ISO 32000-2, 9.10.2, and the rules of the Adobe Glyph List): `A`, `aacute`, `uni1EA5`,
/// `u1EA5`, `Ohornhookabove`, `f_i`, `seven.oldstyle`. Accented letters are put together from letter and accents, which
/// covers Vietnamese and all of Latin.
enum GlyphNames {
    /// The text of `name`; nil when the name says nothing.
    static func text(_ name: String) -> String? {
        let stem = name.prefix { $0 != "." }
        guard !stem.isEmpty, stem.utf8.count < 64 else { return nil }
        let parts = stem.split(separator: "_", omittingEmptySubsequences: true)
        guard parts.count > 1 else { return component(stem) }
        let texts = parts.compactMap { component($0) }
        return texts.count == parts.count ? texts.joined() : nil
    }

    private static func component(_ name: Substring) -> String? {
        let utf8 = name.utf8
        if utf8.count == 1, let byte = utf8.first, isLetter(byte) { return String(name) }
        if let known = words[String(name)] { return known }
        if let text = hexadecimal(name) ?? cyrillic(name) { return text }
        return accented(name)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }

    /// `uniXXXX…` and `uXXXX` to `uXXXXXX`.
    private static func hexadecimal(_ name: Substring) -> String? {
        func scalar(_ digits: Substring) -> Unicode.Scalar? {
            guard
                digits.utf8.allSatisfy({
                    (0x30...0x39).contains($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0)
                })
            else { return nil }
            return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
        }
        if name.hasPrefix("uni") {
            var digits = name.dropFirst(3)
            guard !digits.isEmpty, digits.utf8.count % 4 == 0 else { return nil }
            var text = ""
            while !digits.isEmpty {
                guard let next = scalar(digits.prefix(4)) else { return nil }
                text.unicodeScalars.append(next)
                digits = digits.dropFirst(4)
            }
            return text
        }
        if name.hasPrefix("u"), (5...7).contains(name.utf8.count), let next = scalar(name.dropFirst()) {
            return String(Character(next))
        }
        return nil
    }

    /// `afii10017` to `afii10049` and `afii10065` to `afii10097`: А to Я and а to я, with Ё in its place.
    private static func cyrillic(_ name: Substring) -> String? {
        guard name.hasPrefix("afii100"), let number = UInt32(name.dropFirst(4)) else { return nil }
        let (first, capital, yo): (UInt32, UInt32, UInt32) =
            number < 10_065 ? (10_017, 0x410, 0x401) : (10_065, 0x430, 0x451)
        guard number >= first, number <= first + 32 else { return nil }
        let position = number - first
        let value = position == 6 ? yo : capital + position - (position > 6 ? 1 : 0)
        return Unicode.Scalar(value).map { String(Character($0)) }
    }

    private static let accents: [(name: String, mark: Unicode.Scalar)] = [
        ("circumflex", "\u{302}"), ("hookabove", "\u{309}"), ("dotbelow", "\u{323}"), ("dieresis", "\u{308}"),
        ("diaeresis", "\u{308}"), ("hungarumlaut", "\u{30B}"), ("commaaccent", "\u{327}"), ("dotaccent", "\u{307}"),
        ("cedilla", "\u{327}"), ("macron", "\u{304}"), ("ogonek", "\u{328}"), ("grave", "\u{300}"),
        ("acute", "\u{301}"), ("tilde", "\u{303}"), ("breve", "\u{306}"), ("caron", "\u{30C}"), ("horn", "\u{31B}"),
        ("ring", "\u{30A}"), ("hook", "\u{309}"),
    ]

    /// A letter followed by names of accents.
    private static func accented(_ name: Substring) -> String? {
        guard let first = name.utf8.first, isLetter(first) else { return nil }
        var rest = name.dropFirst()
        var text = String(name.prefix(1))
        var count = 0
        while !rest.isEmpty {
            guard count < 3, let accent = accents.first(where: { rest.hasPrefix($0.name) }) else { return nil }
            text.unicodeScalars.append(accent.mark)
            rest = rest.dropFirst(accent.name.count)
            count += 1
        }
        return count == 0 ? nil : LatinComposition.composed(text)
    }

    /// Names that are neither single letters nor letters with accents.
    private static let words: [String: String] = {
        var table: [String: String] = [:]
        for pair in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let halves = pair.split(separator: "=", maxSplits: 1)
            guard halves.count == 2 else { continue }
            table[String(halves[0])] = String(halves[1])
        }
        table["space"] = " "
        table["nbspace"] = "\u{A0}"
        table["nonbreakingspace"] = "\u{A0}"
        table["softhyphen"] = "\u{AD}"
        table["sfthyphen"] = "\u{AD}"
        table["equal"] = "="
        for (name, mark) in accents { table[name + "comb"] = String(Character(mark)) }
        return table
    }()

    private static let list = """
        exclam=! quotedbl=" numbersign=# dollar=$ percent=% ampersand=& quotesingle=' quoteright=’ quoteleft=‘ parenleft=(
        parenright=) asterisk=* plus=+ comma=, hyphen=- period=. slash=/ zero=0 one=1 two=2 three=3 four=4 five=5 six=6
        seven=7 eight=8 nine=9 colon=: semicolon=; less=< greater=> question=? at=@ bracketleft=[ backslash=\\ bracketright=]
        asciicircum=^ underscore=_ grave=` braceleft={ bar=| braceright=} asciitilde=~ exclamdown=¡ cent=¢ sterling=£
        fraction=⁄ yen=¥ florin=ƒ section=§ currency=¤ quotedblleft=“ quotedblright=” guillemotleft=« guillemotright=»
        guilsinglleft=‹ guilsinglright=› fi=ﬁ fl=ﬂ ff=ﬀ ffi=ﬃ ffl=ﬄ endash=– emdash=— dagger=† daggerdbl=‡
        periodcentered=· middot=· paragraph=¶ bullet=• quotesinglbase=‚ quotedblbase=„ ellipsis=… perthousand=‰
        questiondown=¿ acute=´ circumflex=ˆ tilde=˜ macron=¯ overscore=¯ breve=˘ dotaccent=˙ dieresis=¨ ring=˚ cedilla=¸
        hungarumlaut=˝ ogonek=˛ caron=ˇ AE=Æ ordfeminine=ª Lslash=Ł Oslash=Ø OE=Œ ordmasculine=º ae=æ dotlessi=ı lslash=ł
        oslash=ø oe=œ germandbls=ß Eth=Ð eth=ð Thorn=Þ thorn=þ onesuperior=¹ twosuperior=² threesuperior=³ mu=µ mu1=µ
        brokenbar=¦ copyright=© registered=® trademark=™ degree=° plusminus=± multiply=× divide=÷ minus=− logicalnot=¬
        onequarter=¼ onehalf=½ threequarters=¾ Euro=€ dong=₫ dcroat=đ Dcroat=Đ dbar=đ Dbar=Đ dmacron=đ Dslash=Đ dslash=đ
        notequal=≠ infinity=∞ lessequal=≤ greaterequal=≥ partialdiff=∂ summation=∑ product=∏ pi=π integral=∫ Omega=Ω
        radical=√ approxequal=≈ Delta=∆ lozenge=◊ apple= Hbar=Ħ hbar=ħ Tbar=Ŧ tbar=ŧ Eng=Ŋ eng=ŋ kgreenlandic=ĸ longs=ſ
        afii61352=№ numero=№ checkmark=✓ arrowright=→ arrowleft=← arrowup=↑ arrowdown=↓ square=□ filledbox=■ blackcircle=●
        circle=○ alpha=α beta=β gamma=γ delta=δ
        epsilon=ε lambda=λ sigma=σ theta=θ phi=φ omega=ω
        """
}
