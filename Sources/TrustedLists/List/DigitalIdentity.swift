import PKI

/// How a service is identified (TS 119 612 §5.5.3).
struct DigitalIdentity: Sendable {
    var certificates: [Certificate] = []
    var unreadable = 0
    var subjectNames: [String] = []
    var subjectKeyIdentifiers: [[UInt8]] = []

    init(_ element: XMLElement) {
        for id in element.all(.list("DigitalId")) {
            for child in id.children {
                switch child.name {
                case .list("X509Certificate"):
                    guard let certificate = child.base64Bytes.flatMap({ try? Certificate(der: $0) }) else {
                        unreadable += 1
                        continue
                    }
                    if !certificates.contains(certificate) { certificates.append(certificate) }
                case .list("X509SubjectName"): subjectNames.append(child.trimmedText)
                case .list("X509SKI"): subjectKeyIdentifiers += child.base64Bytes.map { [$0] } ?? []
                default: break
                }
            }
        }
    }
}
