import Records

/// What stands above the title of an administrative document (NĐ 30/2020 Appendix I): agency at the left, the state's
/// name and motto at the right, then number and notation, place and date.
struct HeadingRules {
    /// The runs above the title on the first page.
    private let heading: [TextRun]
    private let all: [TextRun]
    private let width: Double

    /// Without a title, the heading is what stands in the top third of the first page.
    init(_ text: PageText, titleIndex: Int?) {
        all = text.runs
        let first = text.runs.first?.page ?? 1
        width = text.sizes.first?.width ?? 0
        let third = (text.sizes.first?.height ?? 0) / 3
        let above = titleIndex.map { Array(text.runs[..<$0]) } ?? text.runs.filter { $0.box.y0 < third }
        heading = above.filter { $0.page == first }
    }

    /// `Số: 111/GPXD-UBND`, spaces inside left out; nil when the number was never filled in.
    func numberAndNotation() -> (value: String, run: TextRun)? {
        for run in heading {
            guard run.isNumberLine, let value = Self.joined(run.words.dropFirst().map(\.text)) else { continue }
            return (value, run)
        }
        return nil
    }

    /// The place-and-date line: in the heading, or alone on a line further down, as certificates have it.
    func issuedDate() -> (value: CivilDate, run: TextRun)? {
        for run in heading {
            if let date = Self.date(in: run) { return (date, run) }
        }
        for run in all where run.words.count <= 12 && run.words.contains(where: { $0.text.hasSuffix(",") }) {
            // Nothing but the place before the date and nothing after it.
            guard let date = Self.date(in: run), run.words.last.map({ $0.folded.count }) == 4,
                run.words.first?.text.first?.isUppercase == true, !run.text.contains(":")
            else { continue }
            return (date, run)
        }
        return nil
    }

    /// The issuing agency: a body without a place of its own takes the place from the line above it, so
    /// `UBND HUYỆN CHÂU THÀNH` / `PHÒNG TÀI CHÍNH` is PHÒNG TÀI CHÍNH HUYỆN CHÂU THÀNH.
    func agency() -> (value: String, run: TextRun)? {
        guard heading.contains(where: \.isStateName) else { return nil }
        // Narrow columns meet: the agency's line and the state's name may come as one.
        let parted = heading.compactMap { $0.isStateName ? $0.before("CỘNG") : $0 }
        let left = parted.filter { run in
            (run.box.x0 + run.box.x1) / 2 < width / 2 && run.isUpperCase && !run.isStateName && !run.isMotto
                && !run.isNumberLine
        }
        guard let first = left.first else { return nil }
        let lines = left.prefix { $0.page == first.page }
        var whole = first
        for line in lines.dropFirst() { whole.append(line.words) }

        var units = lines.map(\.text)
        if units.count > 1, ["uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd"].contains(first.comparable) {
            units[0] += " " + units.remove(at: 1)
        }
        guard let parent = units.first, units.count > 1 else { return (units.first ?? first.text, whole) }
        let issuer = units.dropFirst().joined(separator: " ")
        guard Self.place(in: issuer) == nil, let place = Self.place(in: parent) else { return (issuer, whole) }
        return ("\(issuer) \(place)", whole)
    }

    private static func date(in run: TextRun) -> CivilDate? {
        let words = run.words.map(\.folded)
        return words.indices.filter { words[$0] == "ngay" }
            .compactMap { VietnameseDates.leading(words[$0...])?.date }.first
    }

    /// Number and notation with the spaces around slashes and hyphens gone; nil unless it has a digit and is one word.
    private static func joined(_ words: [String]) -> String? {
        var value = ""
        for word in words {
            let glued =
                value.isEmpty || value.hasSuffix("/") || value.hasSuffix("-") || word.hasPrefix("/") || word == ":"
            guard glued else { break }
            value += word == ":" ? "" : word
        }
        while let last = value.last, ".,;:…".contains(last) { value.removeLast() }
        guard value.first.map({ $0.isNumber || $0.isUppercase }) == true, value.contains(where: \.isNumber) else {
            return nil
        }
        return value
    }

    /// The tail of a name that says where: `HUYỆN CHÂU THÀNH`.
    private static func place(in name: String) -> String? {
        let words = name.split(separator: " ").map(String.init)
        let folded = words.map { VietnameseText.folded($0) }
        for index in folded.indices.dropFirst() {
            let pair = index + 1 < folded.count ? "\(folded[index]) \(folded[index + 1])" : ""
            let isPlace =
                ["xa", "phuong", "huyen", "quan", "tinh"].contains(folded[index])
                || ["thi tran", "thi xa", "thanh pho", "dac khu"].contains(pair)
            if isPlace, index + 1 < words.count { return words[index...].joined(separator: " ") }
        }
        return nil
    }
}

extension TextRun {
    /// Quốc hiệu.
    fileprivate var isStateName: Bool { comparable.contains("cong hoa xa hoi chu nghia") }

    /// `Số: 111/…`; `SỞ Y TẾ` folds to the same first word but has neither colon nor slash.
    fileprivate var isNumberLine: Bool { words.first?.folded == "so" && (text.contains(":") || text.contains("/")) }

    /// Tiêu ngữ.
    fileprivate var isMotto: Bool { comparable.contains("doc lap") && comparable.contains("tu do") }
}
