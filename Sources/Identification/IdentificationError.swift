import Diagnostics

/// What can go wrong while a record gets its code, name and seal.
public enum IdentificationErrorCode: String, Sendable, CaseIterable {
    /// A record that still waits for a person, or a dossier component, was handed in.
    case notIdentifiable = "record-not-identifiable"
    /// The profile names a retention class, or a pattern, that does not exist.
    case profileIncomplete = "profile-incomplete"
    /// The base revision's digest is not a SHA-256 in hexadecimal.
    case digestMalformed = "base-digest-malformed"
    /// The mandated data do not fit the strip's QR code even when shortened.
    case sealTooLarge = "seal-too-large"
}

/// The error of module Identification.
public typealias IdentificationError = Fault<IdentificationErrorCode>
