import PKI

/// `premis.xml`: one small PREMIS 3.0 document for each object, with the fixity of its files and the history of events.
///
/// The writer uses one fixed line layout, so that a later version can carry earlier events over word for word.
struct PremisDocument {
    /// A file of the object, other than `premis.xml` itself.
    struct File: Hashable {
        var path: String
        var sha256: String
        var size: Int
    }

    /// Events and agents of the version before, as its XML has them.
    struct Earlier {
        var events: [String] = []
        var agents: [String] = []

        init() {}

        init(_ xml: [UInt8]) {
            let lines = String(decoding: xml, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            events = Self.blocks("event", lines)
            agents = Self.blocks("agent", lines)
        }

        /// Text cannot imitate a marker: `<` in it is escaped.
        private static func blocks(_ element: String, _ lines: [Substring]) -> [String] {
            var blocks: [String] = []
            var open: [Substring]?
            for line in lines {
                if line == "  <\(element)>" { open = [] }
                open?.append(line)
                if line == "  </\(element)>", let block = open {
                    blocks.append(block.joined(separator: "\n"))
                    open = nil
                }
            }
            return blocks
        }
    }

    var urn: String
    /// The vault's id.
    var vault: String
    var files: [File]
    /// New ones; they follow the earlier ones.
    var events: [PreservationEvent]
    var earlier = Earlier()

    /// The document.
    var xml: String {
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<premis xmlns="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#
                + #" version="3.0">"#,
            #"  <object xsi:type="intellectualEntity">"#,
            "    <objectIdentifier>",
            Self.element("objectIdentifierType", "URN", 6), Self.element("objectIdentifierValue", urn, 6),
            "    </objectIdentifier>",
            "  </object>",
        ]
        lines += files.flatMap(object)
        let numbered = events.enumerated().map { event($1, number: earlier.events.count + $0 + 1) }
        lines += earlier.events + numbered
        var agents = earlier.agents
        for event in events {
            let block = agent(event.agent)
            if !agents.contains(block) { agents.append(block) }
        }
        return (lines + agents + ["</premis>", ""]).joined(separator: "\n")
    }

    private func object(_ file: File) -> [String] {
        [
            #"  <object xsi:type="file">"#,
            "    <objectIdentifier>",
            Self.element("objectIdentifierType", "local", 6), Self.element("objectIdentifierValue", file.path, 6),
            "    </objectIdentifier>",
            "    <objectCharacteristics>",
            "      <fixity>",
            Self.element("messageDigestAlgorithm", "SHA-256", 8), Self.element("messageDigest", file.sha256, 8),
            "      </fixity>",
            Self.element("size", String(file.size), 6),
            "      <format>",
            "        <formatDesignation>",
            Self.element("formatName", Self.mediaType(of: file.path), 10),
            "        </formatDesignation>",
            "      </format>",
            "    </objectCharacteristics>",
            "  </object>",
        ]
    }

    private func event(_ event: PreservationEvent, number: Int) -> String {
        let linked = event.file.map { ("local", $0) } ?? ("URN", urn)
        var lines = [
            "  <event>",
            "    <eventIdentifier>",
            Self.element("eventIdentifierType", "local", 6),
            Self.element("eventIdentifierValue", "event-\(number)", 6),
            "    </eventIdentifier>",
            Self.element("eventType", event.type.rawValue, 4),
            Self.element("eventDateTime", event.time, 4),
        ]
        if !event.detail.isEmpty {
            lines += [
                "    <eventDetailInformation>", Self.element("eventDetail", event.detail, 6),
                "    </eventDetailInformation>",
            ]
        }
        lines += [
            "    <eventOutcomeInformation>",
            Self.element("eventOutcome", event.outcome, 6),
            "    </eventOutcomeInformation>",
            "    <linkingAgentIdentifier>",
            Self.element("linkingAgentIdentifierType", "local", 6),
            Self.element("linkingAgentIdentifierValue", identifier(event.agent), 6),
            "    </linkingAgentIdentifier>",
            "    <linkingObjectIdentifier>",
            Self.element("linkingObjectIdentifierType", linked.0, 6),
            Self.element("linkingObjectIdentifierValue", linked.1, 6),
            "    </linkingObjectIdentifier>",
            "  </event>",
        ]
        return lines.joined(separator: "\n")
    }

    private func agent(_ agent: PreservationAgent) -> String {
        [
            "  <agent>",
            "    <agentIdentifier>",
            Self.element("agentIdentifierType", "local", 6),
            Self.element("agentIdentifierValue", identifier(agent), 6),
            "    </agentIdentifier>",
            Self.element("agentName", agent.name, 4),
            Self.element("agentType", agent.kind.rawValue, 4),
            "  </agent>",
        ].joined(separator: "\n")
    }

    /// The same agent has the same identifier in every version of the object.
    private func identifier(_ agent: PreservationAgent) -> String {
        "agent-" + SHA256.hex(Array("\(agent.kind.rawValue)\n\(agent.name)".utf8)).prefix(12)
    }

    private static func element(_ name: String, _ text: String, _ indentation: Int) -> String {
        String(repeating: " ", count: indentation) + "<\(name)>\(escaped(text))</\(name)>"
    }

    /// Characters that XML 1.0 forbids become U+FFFD; line ends become spaces, since values are single lines.
    static func escaped(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out.append(contentsOf: "&amp;".unicodeScalars)
            case "<": out.append(contentsOf: "&lt;".unicodeScalars)
            case ">": out.append(contentsOf: "&gt;".unicodeScalars)
            case "\n", "\r", "\t": out.append(" ")
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": out.append("\u{FFFD}")
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    private static func mediaType(of path: String) -> String {
        switch path.split(separator: ".").last?.lowercased() {
        case "pdf": "application/pdf"
        case "json": "application/json"
        case "jpg", "jpeg": "image/jpeg"
        case "png": "image/png"
        case "tif", "tiff": "image/tiff"
        case "xml": "application/xml"
        case "txt": "text/plain"
        default: "application/octet-stream"
        }
    }
}
