import Diagnostics
import Yams

/// Where a value stands: 1-based line and column (0: the file itself).
struct YAMLPlace: Hashable {
    var file: String
    var line = 0
    var column = 0
}

/// A node of a profile file with its place, read as one typed value at a time. Every reader returns nil after noting a
/// problem, so that one pass finds them all.
struct YAMLValue {
    let node: Node
    let place: YAMLPlace

    init(_ node: Node, file: String) {
        self.init(node, at: YAMLPlace(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0))
    }

    init(_ node: Node, at place: YAMLPlace) { (self.node, self.place) = (node, place) }

    /// Whether the value is left out: `null`, `~` or nothing.
    var isNull: Bool {
        guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null"].contains(scalar.string)
    }

    /// A scalar's text, whatever YAML would make of it: `2025-07-01` and `007` stay as written.
    func text(_ problems: inout [ProfileProblem]) -> String? {
        if case .scalar(let scalar) = node, !isNull {
            let trimmed = scalar.string.trimmingSpaces
            if !trimmed.isEmpty { return trimmed }
        }
        noteWrongType(expected: Bilingual(vi: "một chuỗi", en: "a text"), &problems)
        return nil
    }

    func boolean(_ problems: inout [ProfileProblem]) -> Bool? {
        switch scalarText {
        case "true": return true
        case "false": return false
        default:
            noteWrongType(expected: Bilingual(vi: "true hoặc false", en: "true or false"), &problems)
            return nil
        }
    }

    /// A finite number within `range`.
    func number(_ range: ClosedRange<Double>, _ problems: inout [ProfileProblem]) -> Double? {
        guard let value = scalarText.flatMap(Double.init), value.isFinite else {
            noteWrongType(expected: Bilingual(vi: "một số", en: "a number"), &problems)
            return nil
        }
        guard range.contains(value) else {
            problems.append(
                ProfileProblem(
                    .invalidValue, at: place, vi: "giá trị \(shown) ngoài khoảng cho phép",
                    en: "\(shown) is out of range",
                    expected: Bilingual(
                        vi: "từ \(plain(range.lowerBound)) đến \(plain(range.upperBound))",
                        en: "\(plain(range.lowerBound)) to \(plain(range.upperBound))")))
            return nil
        }
        return value
    }

    func sequence(_ problems: inout [ProfileProblem]) -> [YAMLValue]? {
        guard case .sequence(let list) = node else {
            noteWrongType(expected: Bilingual(vi: "một danh sách", en: "a list"), &problems)
            return nil
        }
        return list.map { YAMLValue($0, file: place.file) }
    }

    func texts(_ problems: inout [ProfileProblem]) -> [String]? {
        sequence(&problems)?.compactMap { $0.text(&problems) }
    }

    /// The entries of a mapping whose keys are names that people choose.
    func namedEntries(_ problems: inout [ProfileProblem]) -> [(name: String, value: YAMLValue)] {
        guard case .mapping(let mapping) = node else {
            noteWrongType(expected: Bilingual(vi: "các mục có tên", en: "a mapping of names"), &problems)
            return []
        }
        return mapping.compactMap { key, value in
            let name = YAMLValue(key, file: place.file)
            let placed = YAMLValue(value, file: place.file)
            return name.text(&problems).map { ($0, placed.isNull ? YAMLValue(value, at: name.place) : placed) }
        }
    }

    /// The keys of a mapping as written; none of anything else.
    var keys: [String] {
        guard case .mapping(let mapping) = node else { return [] }
        return mapping.keys.compactMap(\.scalar?.string)
    }

    var isSequence: Bool { if case .sequence = node { true } else { false } }

    var isScalar: Bool { if case .scalar = node { true } else { false } }

    /// The value as people see it in a message.
    var shown: String {
        switch node {
        case .scalar(let scalar): isNull ? "null" : "“\(scalar.string.prefix(60))”"
        case .mapping: "{…}"
        case .sequence: "[…]"
        case .alias: "*"
        }
    }

    func noteWrongType(expected: Bilingual, _ problems: inout [ProfileProblem]) {
        problems.append(
            ProfileProblem(
                .wrongType, at: place, vi: "giá trị \(shown) không đúng kiểu", en: "\(shown) is of the wrong type",
                expected: expected))
    }

    private var scalarText: String? {
        guard case .scalar(let scalar) = node else { return nil }
        return scalar.string
    }

    /// Without `.0`.
    private func plain(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }
}

extension String {
    /// Without white space at both ends.
    var trimmingSpaces: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
