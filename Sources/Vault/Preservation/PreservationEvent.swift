/// Who did something to a document (PREMIS 3, Agent).
public struct PreservationAgent: Sendable, Hashable {
    /// Values of PREMIS' agentType.
    public enum Kind: String, Sendable {
        case person
        case organization
        case software
    }

    /// A person, an agency or a program, as named in documents.
    public var name: String
    /// What the agent is.
    public var kind: Kind

    /// The agent `name`.
    public init(name: String, kind: Kind) {
        (self.name, self.kind) = (name, kind)
    }
}

/// Something that was done to a document (PREMIS 3, Event).
public struct PreservationEvent: Sendable, Hashable {
    /// Terms of the Library of Congress' eventType vocabulary.
    public enum Kind: String, Sendable, CaseIterable {
        case capture
        case digitalSignatureGeneration = "digital signature generation"
        case digitalSignatureValidation = "digital signature validation"
        case metadataExtraction = "metadata extraction"
        case metadataModification = "metadata modification"
        case ingestion
        case fixityCheck = "fixity check"
        case replacement
        case deaccession
    }

    /// What was done.
    public var type: Kind
    /// ISO 8601 with +07:00.
    public var time: String
    /// Who did it.
    public var agent: PreservationAgent
    /// In a sentence; may be empty.
    public var detail: String
    /// `success`, or what PREMIS' eventOutcome says otherwise.
    public var outcome: String
    /// The file of the object that it concerns; nil for the object as a whole.
    public var file: String?

    /// An event.
    public init(
        type: Kind, time: String, agent: PreservationAgent, detail: String = "", outcome: String = "success",
        file: String? = nil
    ) {
        (self.type, self.time, self.agent) = (type, time, agent)
        (self.detail, self.outcome, self.file) = (detail, outcome, file)
    }
}
