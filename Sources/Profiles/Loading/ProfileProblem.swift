import Diagnostics

/// One mistake in a profile: where it is, what is wrong, what would be right. `sohoa profile check` prints them all.
public struct ProfileProblem: Sendable, Hashable {
    /// What kind of mistake.
    public enum Code: String, Sendable, CaseIterable {
        case fileMissing = "file-missing"
        case fileTooLarge = "file-too-large"
        case syntax = "yaml-syntax"
        case duplicateKey = "duplicate-key"
        case unknownKey = "unknown-key"
        case missingKey = "missing-key"
        case wrongType = "wrong-type"
        case invalidValue = "invalid-value"
        case duplicateCode = "duplicate-code"
        case unknownReference = "unknown-reference"
    }

    /// Which kind of mistake this is.
    public let code: Code
    /// The file as it was opened.
    public let file: String
    /// 1-based; 0 when the problem is the file itself.
    public let line: Int
    /// 1-based, counted in Unicode scalars; 0 when the problem is the file itself.
    public let column: Int
    /// What is wrong.
    public let what: Bilingual
    /// What would be right, when that can be said.
    public let expected: Bilingual?

    init(_ code: Code, at place: YAMLPlace, vi: String, en: String, expected: Bilingual? = nil) {
        (self.code, file, line, column) = (code, place.file, place.line, place.column)
        (what, self.expected) = (Bilingual(vi: vi, en: en), expected)
    }

    /// `file:line:column: what; expected …`, the form editors can jump to.
    public func text(in language: Language) -> String {
        let position = line > 0 ? "\(file):\(line):\(column)" : file
        guard let expected else { return "\(position): \(what.text(in: language))" }
        let word = language == .vi ? "cần" : "expected"
        return "\(position): \(what.text(in: language)); \(word): \(expected.text(in: language))"
    }
}

/// What can go wrong with a profile as a whole.
public enum ProfileErrorCode: String, Sendable, CaseIterable {
    /// At least one `ProfileProblem`.
    case invalid = "profile-invalid"
}

/// The error of module Profiles.
public typealias ProfileError = Fault<ProfileErrorCode>
