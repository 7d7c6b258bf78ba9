import FoundationEssentials
import PKI

/// One trust service of a list (TS 119 612 §5.5).
public struct TrustService: Sendable, Hashable {
    /// What holds for the service from one moment on: the present state, or one of its history (§5.6).
    public struct Period: Sendable, Hashable {
        /// What the service does.
        public let type: ServiceType
        /// Its status.
        public let status: ServiceStatus
        /// When this status began.
        public let since: Date
        /// What qualified services are for, by the last word of `AdditionalServiceInformation` addresses:
        /// `ForeSignatures`, `ForeSeals`, `ForWebSiteAuthentication`, `RootCA-QC`…; empty when not restricted.
        public let purposes: Set<String>
        /// Critical extensions that are not understood here; such a period must not be relied on (§5.5.9).
        public let unknownCriticalExtensions: [String]
    }

    /// Who provides the service.
    public let provider: LocalizedNames
    /// The service's name.
    public let name: LocalizedNames
    /// The present state.
    public let current: Period
    /// Earlier states, the latest first.
    public let history: [Period]
    /// The certificates that identify the service: of its key, sometimes several for one key.
    public let certificates: [Certificate]
    /// How many certificates of it could not be read.
    public let unreadableCertificates: Int
    /// Subject names that identify it, RFC 4514 as the list writes them.
    public let subjectNames: [String]
    /// Subject key identifiers that identify it.
    public let subjectKeyIdentifiers: [[UInt8]]

    /// What the service does now.
    public var type: ServiceType { current.type }
    /// The present status.
    public var status: ServiceStatus { current.status }
    /// When the present status began.
    public var since: Date { current.since }

    /// The state that held at `date`; nil before the first one that the list knows.
    public func period(at date: Date) -> Period? {
        if current.since <= date { return current }
        return history.filter { $0.since <= date }.max { $0.since < $1.since }
    }
}
