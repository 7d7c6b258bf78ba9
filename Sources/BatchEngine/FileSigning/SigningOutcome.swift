import Diagnostics
import Records

/// A file to sign and where its signed copy goes.
public struct SigningItem: Sendable, Hashable {
    /// Path of the PDF as it is; it is never written to.
    public var input: String
    /// Path of the signed PDF.
    public var output: String

    /// Whether a file of that name is replaced; otherwise it must be the signed copy an earlier run made.
    public var replaces: Bool

    /// Absolute paths.
    public init(input: String, output: String, replaces: Bool = false) {
        (self.input, self.output, self.replaces) = (input, output, replaces)
    }
}

/// What became of one file.
public enum SigningOutcome: Sendable {
    /// Its signed copy is in place.
    case signed
    /// A signed copy was there already, made by an earlier run.
    case alreadySigned
    /// It cannot be signed; the others go on.
    case failed(any UserFacingError)
}

/// The counts of a run: `found` = `signed` + `alreadySigned` + `failed` + `left`.
public struct SigningSummary: Sendable, Codable, Hashable {
    /// `sohoa.sign/1`.
    public var schema = "sohoa.sign/1"
    /// Files asked for.
    public var found: Int
    /// Signed now.
    public var signed = 0
    /// Signed by an earlier run.
    public var alreadySigned = 0
    /// Refused, each with its reason.
    public var failed = 0
    /// Not begun, because the run was stopped.
    public var left: Int { found - signed - alreadySigned - failed }
    /// Wall-clock time.
    public var seconds = 0.0

    /// No file is settled yet.
    public init(found: Int) { self.found = found }

    private enum CodingKeys: String, CodingKey { case schema, found, signed, alreadySigned, failed, left, seconds }

    /// Reads the counts; `left` follows from the others.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        found = try values.decode(Int.self, forKey: .found)
        signed = try values.decode(Int.self, forKey: .signed)
        alreadySigned = try values.decode(Int.self, forKey: .alreadySigned)
        failed = try values.decode(Int.self, forKey: .failed)
        seconds = try values.decode(Double.self, forKey: .seconds)
    }

    /// Writes all counts, `left` too.
    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(schema, forKey: .schema)
        try values.encode(found, forKey: .found)
        try values.encode(signed, forKey: .signed)
        try values.encode(alreadySigned, forKey: .alreadySigned)
        try values.encode(failed, forKey: .failed)
        try values.encode(left, forKey: .left)
        try values.encode(seconds, forKey: .seconds)
    }

    mutating func count(_ outcome: SigningOutcome) {
        switch outcome {
        case .signed: signed += 1
        case .alreadySigned: alreadySigned += 1
        case .failed: failed += 1
        }
    }
}

/// How a run ended.
public struct SigningResult: Sendable {
    /// The counts.
    public var summary: SigningSummary
    /// What stopped it before its end: a token that is gone, an authority out of reach, a full disk. Running it again goes
    /// on.
    public var obstacle: (any UserFacingError)?
}
