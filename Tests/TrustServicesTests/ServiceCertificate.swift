import Foundation
import HTTP
import PKI
import TestSupport

/// A signer's certificate whose service addresses lead to the answers a test wants.
struct ServiceCertificate {
    let certificate: Certificate
    let issuing: Certificate
    let root: Certificate

    /// - Parameters: names of answers of Tests/Oracles/trust_services.py.
    init(ocsp: [String] = [], crl: [String] = [], cer: [String] = [], isRevoked: Bool = false) throws {
        let query =
            ocsp.map { "ocsp=" + $0 } + crl.map { "crl=" + $0 } + cer.map { "cer=" + $0 }
            + (isRevoked ? ["revoked=1"] : [])
        let address = try TrustServiceWorld.address("/issue?" + query.joined(separator: "&"))
        let response = try HTTPTransport.curl().send(HTTPRequest(address))
        let answer = try JSONDecoder().decode([String: String].self, from: Data(response.body))
        func named(_ key: String) throws -> Certificate { try Certificate(pem: Array((answer[key] ?? "").utf8)) }
        certificate = try named("certificate")
        issuing = try named("issuing")
        root = try named("root")
    }

    /// The root alone as anchor; the issuing authority helps.
    var trust: TrustStore {
        TrustStore(anchors: [TrustAnchor(root, label: .demo)], intermediates: [issuing])
    }
}

/// The trust that leads to the services.
func serviceTrust() throws -> TrustStore {
    func read(_ name: String) throws -> Certificate {
        let path = try TrustServiceWorld.file(name)
        return try Certificate(pem: [UInt8](Data(contentsOf: URL(fileURLWithPath: path))))
    }
    return TrustStore(anchors: [TrustAnchor(try read("root.pem"), label: .demo)], intermediates: [])
}

/// How often the server was asked for a path.
func hits(_ path: String) throws -> Int {
    let response = try HTTPTransport.curl().send(HTTPRequest(TrustServiceWorld.address("/hits")))
    return try JSONDecoder().decode([String: Int].self, from: Data(response.body))[path] ?? 0
}
