import Diagnostics

/// What can go wrong while the throwaway keys are made or written.
public enum DemoPKIErrorCode: String, Sendable, CaseIterable {
    case badName = "demo-bad-name"
    case alreadyExists = "demo-already-exists"
    case notWritten = "demo-not-written"
    case unknownIssuer = "demo-unknown-issuer"
}

/// An error of this module.
public typealias DemoPKIError = Fault<DemoPKIErrorCode>
