import Diagnostics
import FoundationEssentials

/// A successful answer of an OCSP responder (RFC 6960 §4.2), immutable. Its signature is not checked by reading it: see
/// ``signer(for:helpers:)``.
public struct OCSPResponse: Sendable {
    /// OCSPResponseStatus, for answers without content.
    public enum Refusal: Int, Sendable, Hashable, CaseIterable {
        case malformedRequest = 1
        case internalError = 2
        case tryLater = 3
        case sigRequired = 5
        case unauthorized = 6
    }

    /// The encoding of the whole OCSPResponse, exactly as it was read: what `/DSS` holds.
    public let der: [UInt8]
    /// When the responder signed.
    public let producedAt: Date
    /// The answers; responders may tell of more certificates than were asked about.
    public let responses: [OCSPSingleResponse]
    /// The certificates that came along, the responder's own among them unless it is the authority itself.
    public let certificates: [Certificate]
    /// The content octets of the request's nonce; nil when the responder left it out.
    public let nonce: [UInt8]?

    let responder: ResponderID
    let signedBytes: [UInt8]
    let signature: [UInt8]
    let signatureAlgorithm: ReceivedSignatureAlgorithm?
    /// False when a critical extension is unknown.
    let isUsable: Bool

    /// How the response names who signed it.
    enum ResponderID: Sendable, Hashable {
        case name([UInt8])
        case keyHash([UInt8])
    }

    /// Reads an OCSPResponse.
    /// - Throws: `ocsp-malformed`; `ocsp-unsuccessful` when the responder refused, such as with `tryLater`.
    public init(_ bytes: [UInt8]) throws(PKIError) {
        let basic: BERElement
        do {
            basic = try Self.content(bytes)
        } catch let refusal as RefusedRequest {
            throw .refused(refusal.code)
        } catch {
            throw .malformedOCSP
        }
        do {
            try self.init(basic, der: bytes)
        } catch {
            throw .malformedOCSP
        }
    }

    private struct RefusedRequest: Error {
        let code: Int
    }

    /// The BasicOCSPResponse inside.
    private static func content(_ bytes: [UInt8]) throws -> BERElement {
        let outer = try BERElement(bytes)
        guard outer.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var fields = try outer.cursor()
        let status = try fields.next(DER.Tag.enumerated).content
        guard let code = status.first, status.count == 1 else { throw MalformedASN1() }
        guard code == 0 else { throw RefusedRequest(code: Int(code)) }
        var wrapper = try fields.next(DER.Tag.context(0)).cursor()
        var responseBytes = try wrapper.next(DER.Tag.sequence).cursor()
        guard try responseBytes.next().objectIdentifier() == .ocspBasic else { throw MalformedASN1() }
        return try BERElement(try responseBytes.next(DER.Tag.octetString).octets())
    }

    private init(_ basic: BERElement, der: [UInt8]) throws {
        guard basic.identifier == DER.Tag.sequence else { throw MalformedASN1() }
        var fields = try basic.cursor()
        let data = try fields.next(DER.Tag.sequence)
        let algorithm = try SignerInfo.algorithm(try fields.next(DER.Tag.sequence))
        let value = try fields.next(DER.Tag.bitString).content
        guard value.first == 0 else { throw MalformedASN1() }
        self.der = der
        signedBytes = Array(data.encoding)
        signature = Array(value.dropFirst())
        signatureAlgorithm = ReceivedSignatureAlgorithm(algorithm.identifier, algorithm.parameters, contentDigest: nil)
        certificates = try fields.nextIf(DER.Tag.context(0)).map(Self.certificates) ?? []

        var content = try data.cursor()
        _ = try content.nextIf(DER.Tag.context(0))
        responder = try Self.responder(try content.next())
        producedAt = try OCSPSingleResponse.time(try content.next())
        responses = try content.next(DER.Tag.sequence).children().map { try OCSPSingleResponse($0) }
        let extensions = try content.nextIf(DER.Tag.context(1)).map(OCSPExtension.all) ?? []
        // Most responders wrap the nonce in an OCTET STRING as RFC 8954 §2.1 has it, some do not.
        nonce = extensions.first { $0.identifier == .ocspNonce }.map { found in
            guard let inner = try? BERElement(found.value), inner.identifier == DER.Tag.octetString else {
                return found.value
            }
            return Array(inner.content)
        }
        isUsable = extensions.allSatisfy { !$0.isCritical || $0.identifier == .ocspNonce }
    }

    private static func certificates(_ explicit: BERElement) throws(MalformedASN1) -> [Certificate] {
        try BERElement(first: explicit.content).children().compactMap { try? Certificate(der: Array($0.encoding)) }
    }

    private static func responder(_ element: BERElement) throws(MalformedASN1) -> ResponderID {
        let inner = try BERElement(first: element.content)
        switch (element.identifier, inner.identifier) {
        case (DER.Tag.context(1), DER.Tag.sequence): return .name(Array(inner.encoding))
        case (DER.Tag.context(2), DER.Tag.octetString): return .keyHash(Array(inner.content))
        default: throw MalformedASN1()
        }
    }

    /// What the response says of `certificate`, by name alone: whether the responder may say so is asked elsewhere.
    public func response(for certificate: Certificate, issuer: Certificate) -> OCSPSingleResponse? {
        responses.first { $0.certificateID.names(certificate, issuer: issuer) }
    }
}

extension OCSPResponse: Hashable {
    /// Equal encodings.
    public static func == (a: OCSPResponse, b: OCSPResponse) -> Bool { a.der == b.der }
    /// Hashes the encoding.
    public func hash(into hasher: inout Hasher) { Encoding(der).hash(into: &hasher) }
}

extension Fault where Code == PKIErrorCode {
    fileprivate static var malformedOCSP: PKIError {
        .malformed(.malformedOCSPResponse, vi: "phản hồi OCSP", en: "OCSP response")
    }

    fileprivate static func refused(_ code: Int) -> PKIError {
        let word = OCSPResponse.Refusal(rawValue: code).map { "\($0)" } ?? "status \(code)"
        return PKIError(
            .unsuccessfulOCSPResponse, .dependency,
            vi: "Máy chủ OCSP không trả lời về chứng thư số (\(word)).",
            en: "The OCSP responder gave no answer about the certificate (\(word)).")
    }
}
