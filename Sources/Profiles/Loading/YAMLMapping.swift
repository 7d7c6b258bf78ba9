import Diagnostics
import Yams

/// A mapping of a profile file whose keys are the cases of `Key`; a key that is not among them is reported at once,
/// with the one that was probably meant.
struct YAMLMapping<Key: RawRepresentable & CaseIterable & Hashable> where Key.RawValue == String {
    let place: YAMLPlace
    private var values: [Key: YAMLValue] = [:]
    /// Keys that stand there misspelled: reported once, not as missing again.
    private var misspelled: Set<Key> = []

    /// Nil when `value` is not a mapping.
    init?(_ value: YAMLValue, keys: Key.Type, _ problems: inout [ProfileProblem]) {
        place = value.place
        guard case .mapping(let mapping) = value.node else {
            let names = Key.allCases.map(\.rawValue).joined(separator: ", ")
            value.noteWrongType(expected: Bilingual(vi: "các khóa \(names)", en: "a mapping with \(names)"), &problems)
            return nil
        }
        for (keyNode, valueNode) in mapping {
            let key = YAMLValue(keyNode, file: place.file)
            guard let name = key.text(&problems) else { continue }
            guard let known = Key(rawValue: name) else {
                problems.append(Self.unknown(name, at: key.place))
                if let meant = nearestName(to: name, in: Key.allCases.map(\.rawValue)).flatMap(Key.init) {
                    misspelled.insert(meant)
                }
                continue
            }
            var placed = YAMLValue(valueNode, file: place.file)
            // An empty value has no place of its own to point at.
            if placed.place.line == 0 || placed.isNull { placed = YAMLValue(valueNode, at: key.place) }
            values[known] = placed
        }
    }

    /// The value of `key`; nil when absent or null.
    subscript(_ key: Key) -> YAMLValue? { values[key].flatMap { $0.isNull ? nil : $0 } }

    /// The value of a key that must be there.
    func required(_ key: Key, _ problems: inout [ProfileProblem]) -> YAMLValue? {
        if let value = self[key] { return value }
        guard !misspelled.contains(key) else { return nil }
        problems.append(
            ProfileProblem(
                .missingKey, at: values[key]?.place ?? place, vi: "thiếu “\(key.rawValue)”",
                en: "“\(key.rawValue)” is missing"))
        return nil
    }

    func text(_ key: Key, _ problems: inout [ProfileProblem]) -> String? {
        required(key, &problems)?.text(&problems)
    }

    func number(_ key: Key, _ range: ClosedRange<Double>, _ problems: inout [ProfileProblem]) -> Double? {
        required(key, &problems)?.number(range, &problems)
    }

    /// One of the values of `Choice`.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: Key, _ choices: Choice.Type, _ problems: inout [ProfileProblem]
    ) -> Choice? where Choice.RawValue == String {
        guard let value = required(key, &problems), let name = value.text(&problems) else { return nil }
        if let choice = Choice(rawValue: name) { return choice }
        problems.append(
            ProfileProblem(
                .invalidValue, at: value.place, vi: "“\(key.rawValue)” không nhận giá trị “\(name)”",
                en: "“\(key.rawValue)” cannot be “\(name)”",
                expected: .oneOf(Choice.allCases.map(\.rawValue), near: name)))
        return nil
    }

    /// A text that `read` understands; otherwise `expected` is reported.
    func value<Value>(
        _ key: Key, expected: Bilingual, _ problems: inout [ProfileProblem], read: (String) -> Value?
    ) -> Value? {
        guard let value = required(key, &problems), let text = value.text(&problems) else { return nil }
        if let result = read(text) { return result }
        problems.append(
            ProfileProblem(
                .invalidValue, at: value.place, vi: "“\(key.rawValue)” không thể là “\(text)”",
                en: "“\(key.rawValue)” cannot be “\(text)”", expected: expected))
        return nil
    }

    private static func unknown(_ name: String, at place: YAMLPlace) -> ProfileProblem {
        ProfileProblem(
            .unknownKey, at: place, vi: "không có khóa “\(name)”", en: "unknown key “\(name)”",
            expected: .oneOf(Key.allCases.map(\.rawValue), near: name))
    }
}

extension Bilingual {
    /// The nearest name when one is near, else all of them.
    static func oneOf(_ names: [String], near name: String) -> Bilingual {
        if let nearest = nearestName(to: name, in: names) {
            return Bilingual(vi: "“\(nearest)”", en: "“\(nearest)”")
        }
        let list = names.joined(separator: ", ")
        return Bilingual(vi: "một trong: \(list)", en: "one of: \(list)")
    }
}
