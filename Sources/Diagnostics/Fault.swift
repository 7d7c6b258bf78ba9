/// What kind of thing went wrong. The command maps it to an exit status; no module below it knows exit codes.
public enum FaultKind: String, Sendable, Codable {
    /// An input file is missing, unreadable or not what it claims to be.
    case input
    /// A profile or a setting is wrong.
    case configuration
    /// Something the machine should have (a font, a tool, a key, a server) is missing or unreachable.
    case dependency
    /// The disk or the store refused.
    case storage
    /// A bug of ours.
    case `internal`
}

/// An error a person can act on: what happened, to what, and what to do.
public protocol UserFacingError: Error, Sendable, CustomStringConvertible {
    /// A stable name for machines, such as `pkcs12-wrong-password`.
    var codeName: String { get }
    var kind: FaultKind { get }
    /// What happened, and to which file.
    var what: Bilingual { get }
    /// What the reader can do about it, when there is something.
    var remedy: Bilingual? { get }
}

extension UserFacingError {
    /// The English sentence, for logs and test failures.
    public var description: String { "\(codeName): \(what.en)" }
}

/// The error of one module: each module declares its own `Code` and a typealias, such as
/// `public typealias PKIError = Fault<PKIErrorCode>`. Two faults are equal when their codes are.
public struct Fault<Code: RawRepresentable & Hashable & Sendable>: UserFacingError, Equatable
where Code.RawValue == String {
    /// The module’s own code.
    public let code: Code
    /// What kind of thing went wrong.
    public let kind: FaultKind
    /// What happened, and to which file.
    public let what: Bilingual
    /// What the reader can do about it.
    public let remedy: Bilingual?

    /// One sentence in each language; name the file or field it concerns.
    public init(_ code: Code, _ kind: FaultKind, vi: String, en: String, remedy: Bilingual? = nil) {
        self.code = code
        self.kind = kind
        self.what = Bilingual(vi: vi, en: en)
        self.remedy = remedy
    }

    /// The code’s raw value.
    public var codeName: String { code.rawValue }

    /// By code alone, so that tests need not repeat sentences.
    public static func == (a: Self, b: Self) -> Bool { a.code == b.code }
}
