import FoundationEssentials
import PKI
import Records

/// The validation objects of a report (TS 119 102-2 4.4): every certificate, list, response and token that a judgement
/// rests on, once, under an identifier made of its digest.
struct ETSIObjects {
    /// What a validation object is (4.4.4).
    enum Kind: String {
        case certificate
        case list = "CRL"
        case response = "OCSPResponse"
        case timeStamp = "timestamp"
        case document = "signedData"

        var prefix: String {
            switch self {
            case .certificate: "cert"
            case .list: "crl"
            case .response: "ocsp"
            case .timeStamp: "tst"
            case .document: "doc"
            }
        }
    }

    private(set) var elements: [XMLElement] = []
    private var known: Set<String> = []

    /// The identifier of an object with these bytes, which is added when it is new.
    /// - Parameter more: what follows its representation: proofs of existence, and a report of its own.
    mutating func add(_ kind: Kind, _ bytes: [UInt8], _ more: @autoclosure () -> [XMLElement] = []) -> String {
        let id = kind.prefix + "-" + SHA256.hex(bytes)
        if known.insert(id).inserted {
            add(id, kind, [XMLElement("vr:base64", text: base64(bytes))], more())
        }
        return id
    }

    /// A file: named by its digest, not carried along.
    mutating func add(file name: String, sha256: [UInt8]) -> String {
        // Two files with the same bytes are one document.
        let id = Kind.document.prefix + "-" + Hexadecimal.encode(sha256)
        if known.insert(id).inserted {
            var parts = Digest(.sha256, bytes: sha256).map { [XMLElement.digest($0)] } ?? []
            parts.append(XMLElement("vr:URI", text: Self.reference(to: name)))
            add(id, .document, parts, [])
        }
        return id
    }

    mutating func add(_ certificate: Certificate) -> String { add(.certificate, certificate.der) }

    mutating func add(_ evidence: RevocationEvidence) -> String {
        switch evidence {
        case .crl(let list): add(.list, list.der)
        case .ocsp(let response): add(.response, response.der)
        }
    }

    private mutating func add(_ id: String, _ kind: Kind, _ content: [XMLElement], _ more: [XMLElement]) {
        elements.append(
            XMLElement(
                "vr:ValidationObject", ["id": id],
                [
                    XMLElement("vr:ObjectType", text: "urn:etsi:019102:validationObject:\(kind.rawValue)"),
                    XMLElement("vr:ValidationObjectRepresentation", [:], content),
                ] + more))
    }

    /// A file name as a relative reference (RFC 3986): all but unreserved characters and slashes is percent-encoded.
    static func reference(to name: String) -> String {
        let unreserved = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        return name.utf8.reduce(into: "") { text, byte in
            text +=
                unreserved.contains(byte) ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.encode([byte]).uppercased()
        }
    }
}

/// Base 64 (RFC 4648 §4) on one line.
func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
