import Diagnostics
import FoundationEssentials
import Yams

/// A profile file on disk, parsed to its root node.
enum YAMLFile {
    /// More than any profile needs.
    private static let maximumBytes = 1 << 20

    /// The root of the file at `path`; nil after noting why there is none.
    ///
    /// - Parameter origin: where the file is named, when another file names it.
    static func root(
        at path: String, namedAt origin: YAMLPlace? = nil, _ problems: inout [ProfileProblem]
    ) -> YAMLValue? {
        let itself = YAMLPlace(file: path)
        guard let data = FileManager.default.contents(atPath: path) else {
            problems.append(
                ProfileProblem(
                    .fileMissing, at: origin ?? itself, vi: "không đọc được tệp \(path)", en: "cannot read \(path)",
                    expected: Bilingual(vi: "một tệp YAML có ở đó", en: "a YAML file that is there")))
            return nil
        }
        guard data.count <= maximumBytes else {
            problems.append(
                ProfileProblem(
                    .fileTooLarge, at: itself, vi: "tệp dài \(data.count) byte", en: "the file has \(data.count) bytes",
                    expected: Bilingual(vi: "nhiều nhất \(maximumBytes) byte", en: "at most \(maximumBytes) bytes")))
            return nil
        }
        return root(of: String(decoding: data, as: UTF8.self), file: path, &problems)
    }

    /// The root of `text`; nil after noting a syntax error.
    static func root(of text: String, file: String, _ problems: inout [ProfileProblem]) -> YAMLValue? {
        do {
            if let node = try Yams.compose(yaml: text, .basic) { return YAMLValue(node, file: file) }
            problems.append(
                ProfileProblem(
                    .syntax, at: YAMLPlace(file: file, line: 1, column: 1), vi: "tệp trống", en: "the file is empty"))
        } catch let error as YamlError {
            problems.append(problem(error, text: text, file: file))
        } catch {
            problems.append(
                ProfileProblem(
                    .syntax, at: YAMLPlace(file: file), vi: "không đọc được YAML", en: "unreadable YAML: \(error)"))
        }
        return nil
    }

    private static func problem(_ error: YamlError, text: String, file: String) -> ProfileProblem {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return ProfileProblem(
                .syntax, at: YAMLPlace(file: file, line: mark.line, column: mark.column),
                vi: "sai cú pháp YAML (\(problem))", en: "YAML syntax: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            return ProfileProblem(
                .duplicateKey, at: lastPlace(of: key, from: context.mark, in: text, file: file),
                vi: "khóa “\(key)” viết hai lần", en: "key “\(key)” is written twice",
                expected: Bilingual(vi: "mỗi khóa một lần", en: "each key once"))
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0)
            let line = before.split(separator: "\n", omittingEmptySubsequences: false)
            return ProfileProblem(
                .syntax,
                at: YAMLPlace(file: file, line: line.count, column: (line.last?.unicodeScalars.count ?? 0) + 1),
                vi: "ký tự không dùng được trong YAML (\(problem))", en: "YAML cannot hold this: \(problem)")
        default:
            return ProfileProblem(
                .syntax, at: YAMLPlace(file: file), vi: "không đọc được YAML", en: "unreadable YAML: \(error)")
        }
    }

    /// Where the block key that first stands at `mark` is written again: the next line with the same indentation and
    /// key before the mapping ends.
    private static func lastPlace(of key: String, from mark: Mark, in text: String, file: String) -> YAMLPlace {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated().dropFirst(mark.line) {
            let indentation = line.prefix { $0 == " " }.count
            guard indentation < line.count, indentation >= mark.column - 1 else { continue }
            if indentation == mark.column - 1, line.dropFirst(indentation).hasPrefix("\(key):") {
                return YAMLPlace(file: file, line: index + 1, column: indentation + 1)
            }
        }
        return YAMLPlace(file: file, line: mark.line, column: mark.column)
    }
}
