import Diagnostics
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles

/// A signature whose key is elsewhere: at a province's HSM service, on a phone, in a safe. The first step prepares the
/// revision and says what is to be signed; the second puts the signature in, after checking it against the certificate
/// and the file. Between them this value travels as JSON (docs/formats/deferred-signature.md).
public struct DeferredSignature: Sendable, Codable, Hashable {
    /// `sohoa.deferred-signature/1`.
    public var schema = DeferredSignature.schema
    /// SHA-256 of the file to sign, in hexadecimal.
    public var file: String
    /// The signer's certificate and those above it, DER.
    public var certificates: [Data]
    /// How `signedAttributes` is to be signed, as `SignatureAlgorithm` names it.
    public var algorithm: String
    /// The level to reach once the signature is there.
    public var level: String
    /// What the key signs, in DER: a service that hashes takes these bytes.
    public var signedAttributes: Data
    /// The digest of `signedAttributes`: a service that signs hashes takes these. Empty for Ed25519, which signs messages.
    public var digest: Data
    /// The revision to append, with room for the signature.
    public var revision: Data
    /// `/ByteRange` of the signature.
    public var byteRange: [Int]

    /// Value of ``schema``.
    public static let schema = "sohoa.deferred-signature/1"

    /// Prepares `order` on `document`.
    /// - Parameters:
    ///   - identity: whose signature it will be, made by ``PKI/SigningIdentity/withoutKey(_:chain:algorithm:)``.
    ///   - fileDigest: SHA-256 of the file, in hexadecimal.
    ///   - timeStampSize: room to leave for a time-stamp token.
    /// - Throws: as ``FileSigner/sign(_:_:at:)-(PDFDocument,_,_)``.
    public init(
        _ document: PDFDocument, fileDigest: String, _ order: SignatureOrder, by identity: SigningIdentity,
        timeStampSize: Int, at instant: Date
    ) throws {
        let algorithm = identity.signatureAlgorithm
        try identity.requireReady(at: instant)
        let prepared = try SignatureRevision.prepare(
            document,
            order.request(
                for: identity, at: instant, digest: algorithm.digestAlgorithm,
                reserving: CAdESBuilder.reservedByteCount(for: identity, timeStamp: timeStampSize)))
        let remote = try RemoteSignature(
            certificate: identity.certificate, chain: identity.chain, algorithm: algorithm,
            contentDigest: prepared.digest)
        file = fileDigest
        certificates = ([identity.certificate] + identity.chain).map { Data($0.der) }
        self.algorithm = algorithm.name
        level = order.level.rawValue
        signedAttributes = Data(remote.signedAttributes)
        digest = algorithm == .ed25519 ? Data() : Data(remote.digest.bytes)
        revision = Data(prepared.appended)
        byteRange = prepared.byteRange
    }

    /// Puts `signature` in.
    /// - Parameters:
    ///   - document: the file as it was when the signature was prepared.
    ///   - signature: the value over ``signedAttributes``: RSA as it is, ECDSA as DER `Ecdsa-Sig-Value` or as r ‖ s.
    ///   - least: the level that must be reached, whatever the request says: nobody who had it in hands can lower it.
    /// - Returns: the bytes to append to the file.
    /// - Throws: `deferred-signature-mismatch` when the file or the request is another, `signature-mismatch` when the
    ///   signature does not verify.
    public func complete(
        _ document: PDFDocument, signature: [UInt8], atLeast least: AgencyProfile.Level, services: SignatureServices,
        at instant: Date
    ) throws -> [UInt8] {
        let certificates = try certificates.map { try Certificate(der: [UInt8]($0)) }
        guard schema == Self.schema, let certificate = certificates.first,
            let algorithm = SignatureAlgorithm(name: algorithm), let level = AgencyProfile.Level(rawValue: level)
        else { throw SigningError.deferredMismatch }
        let identity = SigningIdentity.withoutKey(
            certificate, chain: Array(certificates.dropFirst()), algorithm: algorithm)
        guard
            let prepared = PreparedSignature(
                resuming: [UInt8](revision), byteRange: byteRange, of: document,
                digestAlgorithm: algorithm.digestAlgorithm),
            case let remote = try RemoteSignature(
                certificate: certificate, chain: identity.chain, algorithm: algorithm, contentDigest: prepared.digest),
            remote.signedAttributes == [UInt8](signedAttributes)
        else { throw SigningError.deferredMismatch }
        return try FileSigner(identity: identity, services: services).complete(
            document, prepared, try CAdESBuilder(identity: identity, contentDigest: prepared.digest),
            value: try remote.accept(signature), level: level.includes(least) ? level : least, at: instant)
    }
}

extension Fault where Code == SigningErrorCode {
    /// A request that is not this file's.
    public static var deferredMismatch: SigningError {
        SigningError(
            .deferredMismatch, .input,
            vi: "Yêu cầu ký này không thuộc về tệp đã nêu, hoặc đã bị sửa.",
            en: "This signing request does not belong to the file, or was altered.",
            remedy: Bilingual(
                vi: "Dùng đúng tệp lúc chuẩn bị, hoặc chuẩn bị lại bằng sohoa sign --prepare.",
                en: "Use the file it was prepared for, or prepare again with sohoa sign --prepare."))
    }
}
