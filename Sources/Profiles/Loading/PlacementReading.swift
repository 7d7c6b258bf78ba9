import Diagnostics

/// One placement rule as it is written: a mapping with one of five keys that says which kind it is, and the keys of that
/// kind.
struct PlacementReading {
    private(set) var rule: PlacementRule?
    /// The signature an `overlapping` rule names, and where.
    private(set) var overlapped: (name: String, place: YAMLPlace)?

    private enum Kind: String, CaseIterable { case corner, beside, between, absolute, overlapping }
    private enum CornerKey: String, CaseIterable { case corner, horizontalMM, verticalMM }
    private enum BesideKey: String, CaseIterable { case beside, side, occurrence, gapMM }
    private enum BetweenKey: String, CaseIterable { case between, occurrence, covers }
    private enum PairKey: String, CaseIterable { case left, right, above, below }
    private enum AbsoluteKey: String, CaseIterable { case absolute }
    private enum BoxKey: String, CaseIterable { case xMM, yMM, widthMM, heightMM }
    private enum OverlappingKey: String, CaseIterable { case overlapping, share, side }

    init(_ value: YAMLValue, _ problems: inout [ProfileProblem]) {
        let kinds = value.keys.compactMap(Kind.init)
        guard kinds.count == 1, let kind = kinds.first else {
            problems.append(
                ProfileProblem(
                    .invalidValue, at: value.place, vi: "không rõ quy tắc vị trí nào",
                    en: "it is not clear which placement is meant",
                    expected: Bilingual(
                        vi: "đúng một khóa trong: \(Kind.names)", en: "exactly one of the keys \(Kind.names)")))
            return
        }
        switch kind {
        case .corner: readCorner(value, &problems)
        case .beside: readBeside(value, &problems)
        case .between: readBetween(value, &problems)
        case .absolute: readAbsolute(value, &problems)
        case .overlapping: readOverlapping(value, &problems)
        }
    }

    private mutating func readCorner(_ value: YAMLValue, _ problems: inout [ProfileProblem]) {
        guard let mapping = YAMLMapping(value, keys: CornerKey.self, &problems) else { return }
        let corner = mapping.choice(.corner, PlacementRule.Corner.self, &problems)
        let horizontal = mapping.number(.horizontalMM, 0...500, &problems)
        let vertical = mapping.number(.verticalMM, 0...500, &problems)
        guard let corner, let horizontal, let vertical else { return }
        rule = .corner(corner, horizontalMM: horizontal, verticalMM: vertical)
    }

    private mutating func readBeside(_ value: YAMLValue, _ problems: inout [ProfileProblem]) {
        guard let mapping = YAMLMapping(value, keys: BesideKey.self, &problems) else { return }
        let anchor = mapping.required(.beside, &problems)?.signatureText(&problems)
        let side = mapping.choice(.side, PlacementRule.Side.self, &problems)
        let occurrence = mapping.choice(.occurrence, PlacementRule.Occurrence.self, &problems)
        let gap = mapping.number(.gapMM, 0...200, &problems)
        guard let anchor, let side, let occurrence, let gap else { return }
        rule = .beside(anchor, side, occurrence, gapMM: gap)
    }

    private mutating func readBetween(_ value: YAMLValue, _ problems: inout [ProfileProblem]) {
        guard let mapping = YAMLMapping(value, keys: BetweenKey.self, &problems) else { return }
        let gap = mapping.required(.between, &problems).flatMap { Self.gap($0, &problems) }
        let occurrence = mapping.choice(.occurrence, PlacementRule.Occurrence.self, &problems)
        let covers = mapping[.covers].map { $0.boolean(&problems) } ?? false
        guard let gap, let occurrence, let covers else { return }
        rule = .between(gap, occurrence, covers: covers)
    }

    private static func gap(_ value: YAMLValue, _ problems: inout [ProfileProblem]) -> PlacementRule.Gap? {
        guard let pair = YAMLMapping(value, keys: PairKey.self, &problems) else { return nil }
        let texts = { (key: PairKey, problems: inout [ProfileProblem]) in
            pair.required(key, &problems)?.signatureText(&problems)
        }
        if pair[.above] != nil || pair[.below] != nil, pair[.left] == nil, pair[.right] == nil {
            let (above, below) = (texts(.above, &problems), texts(.below, &problems))
            guard let above, let below else { return nil }
            return .down(above: above, below: below)
        }
        if pair[.left] != nil || pair[.right] != nil, pair[.above] == nil, pair[.below] == nil {
            let (left, right) = (texts(.left, &problems), texts(.right, &problems))
            guard let left, let right else { return nil }
            return .across(left: left, right: right)
        }
        problems.append(
            ProfileProblem(
                .invalidValue, at: value.place, vi: "“between” cần hai mốc cùng chiều",
                en: "“between” needs two texts in one direction",
                expected: Bilingual(vi: "left và right, hoặc above và below", en: "left and right, or above and below"))
        )
        return nil
    }

    private mutating func readAbsolute(_ value: YAMLValue, _ problems: inout [ProfileProblem]) {
        guard let mapping = YAMLMapping(value, keys: AbsoluteKey.self, &problems),
            let inner = mapping.required(.absolute, &problems),
            let box = YAMLMapping(inner, keys: BoxKey.self, &problems)
        else { return }
        let (x, y) = (box.number(.xMM, 0...2000, &problems), box.number(.yMM, 0...2000, &problems))
        let width = box.number(.widthMM, 3...2000, &problems)
        let height = box.number(.heightMM, 2...2000, &problems)
        guard let x, let y, let width, let height else { return }
        rule = .absolute(xMM: x, yMM: y, widthMM: width, heightMM: height)
    }

    private mutating func readOverlapping(_ value: YAMLValue, _ problems: inout [ProfileProblem]) {
        guard let mapping = YAMLMapping(value, keys: OverlappingKey.self, &problems) else { return }
        let name = mapping.text(.overlapping, &problems)
        let share = mapping.value(.share, expected: .share, &problems) { Self.share($0) }
        let side = mapping.choice(.side, PlacementRule.Side.self, &problems)
        guard let name, let share, let side else { return }
        overlapped = mapping[.overlapping].map { (name, $0.place) }
        guard side == .left || side == .right else {
            problems.append(
                ProfileProblem(
                    .invalidValue, at: mapping[.side]?.place ?? value.place, vi: "dấu chỉ trùm lên bên trái hoặc phải",
                    en: "a signature overlaps on the left or right",
                    expected: Bilingual(vi: "left hoặc right", en: "left or right")))
            return
        }
        rule = .overlapping(name, share: share, side)
    }

    /// `1/3` or `0.33`.
    private static func share(_ text: String) -> Double? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) ?? .nan }
        let value = parts.count == 2 ? parts[0] / parts[1] : parts.count == 1 ? parts[0] : .nan
        return value > 0 && value <= 1 ? value : nil
    }
}

extension RawRepresentable where RawValue == String, Self: CaseIterable {
    fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

extension YAMLValue {
    /// A text with placeholders.
    func signatureText(_ problems: inout [ProfileProblem]) -> SignatureText? {
        guard let text = text(&problems) else { return nil }
        do throws(SignatureText.Mistake) {
            return try SignatureText(text)
        } catch {
            problems.append(
                ProfileProblem(.invalidValue, at: place, vi: error.what.vi, en: error.what.en, expected: error.expected)
            )
            return nil
        }
    }
}

extension Bilingual {
    fileprivate static let share = Bilingual(
        vi: "một phần như 1/3, lớn hơn 0 và không quá 1", en: "a share such as 1/3, above 0 and at most 1")
}
