import Diagnostics
import FoundationEssentials
import PAdES
import PDFSyntax
import PKI
import Profiles
import Records

/// Makes one signature of any level on a file of any size: the file is read once for its digest and never copied, and
/// what is handed over has been verified.
public struct FileSigner: Sendable {
    /// Whose signature it is.
    public var identity: SigningIdentity
    /// Time-stamps, revocation data and trust, for the levels above B-B.
    public var services: SignatureServices

    /// A signer with this key.
    public init(identity: SigningIdentity, services: SignatureServices = SignatureServices()) {
        (self.identity, self.services) = (identity, services)
    }

    /// Signs `file` by `order`.
    /// - Returns: the bytes to append to the file: one revision for B-B and B-T, up to three for B-LT and B-LTA.
    /// - Throws: `SigningError`, `PAdESError`, `PKIError`, `PDFSyntaxError`. A level that cannot be reached is an error,
    ///   never a lower level.
    public func sign(_ file: ByteView, _ order: SignatureOrder, at instant: Date) throws -> [UInt8] {
        try sign(try PDFDocument(bytes: file), order, at: instant)
    }

    /// Signs an opened document.
    public func sign(_ document: PDFDocument, _ order: SignatureOrder, at instant: Date) throws -> [UInt8] {
        try identity.requireReady(at: instant)
        let stamps = try timeStamps(for: order.level)
        let prepared = try SignatureRevision.prepare(
            document,
            order.request(
                for: identity, at: instant, digest: identity.signatureAlgorithm.digestAlgorithm,
                reserving: CAdESBuilder.reservedByteCount(for: identity, timeStamp: stamps?.maximumTokenSize ?? 0)))
        let builder = try CAdESBuilder(identity: identity, contentDigest: prepared.digest)
        let value = try identity.sign(builder.signedAttributes)
        return try complete(document, prepared, builder, value: value, level: order.level, at: instant)
    }

    /// From the signature value on: the check, the time-stamp, the validation data.
    func complete(
        _ document: PDFDocument, _ prepared: PreparedSignature, _ builder: CAdESBuilder, value: [UInt8],
        level: AgencyProfile.Level, at instant: Date
    ) throws -> [UInt8] {
        try Self.check(builder.assemble(signature: value), prepared.digest, identity.certificate)
        let token = try timeStamps(for: level)?.stamp(Digest(.sha256, of: value))
        let appended = try prepared.complete(cms: builder.assemble(signature: value, timeStampToken: token?.der))
        guard level != .bB else { return appended }
        return appended
            + (try LevelRaising.raise(
                document.bytes.appending(appended), from: .bT, to: level, at: instant, services: services))
    }

    /// Where time-stamps for `level` come from; nil when it needs none.
    private func timeStamps(for level: AgencyProfile.Level) throws -> TimeStampSource? {
        if level == .bB { return nil }
        guard let stamps = services.timeStamps else { throw SigningError.noTimeStampAuthority(level) }
        return stamps
    }

    /// A token or a key that signs wrongly must not go unnoticed.
    static func check(_ cms: [UInt8], _ digest: Digest, _ certificate: Certificate) throws {
        guard let signer = try SignedData(cms).signers.first,
            signer.check(signer: certificate, contentDigest: digest).isIntact
        else {
            throw SigningError(
                .selfCheckFailed, .dependency,
                vi: "Chữ ký vừa tạo bằng khóa của \(certificate.displayName) không kiểm tra được.",
                en: "The signature just made with the key of \(certificate.displayName) does not verify.",
                remedy: Bilingual(
                    vi: "Kiểm tra thiết bị ký hoặc tệp khóa rồi chạy lại.",
                    en: "Check the signing device or key file, then run again."))
        }
    }
}

extension SignatureOrder {
    /// - Parameters:
    ///   - identity: who will sign; a prepared field may ask for certain certificates.
    ///   - byteCount: room for the CMS.
    func request(
        for identity: SigningIdentity, at instant: Date, digest: DigestAlgorithm, reserving byteCount: Int
    ) -> SignatureRequest {
        var request = SignatureRequest(
            field: field, place: place, signingTime: instant, utcOffsetMinutes: VietnamTime.offsetSeconds / 60,
            signerName: signerName, reason: reason, location: location, application: "sohoa",
            certification: certification, reservedBytes: byteCount, digestAlgorithm: digest, appearance: appearance)
        request.certificates = [identity.certificate] + identity.chain
        request.hasTimeStamp = level != .bB
        return request
    }
}

extension Fault where Code == SigningErrorCode {
    static func noTimeStampAuthority(_ level: AgencyProfile.Level) -> SigningError {
        SigningError(
            .timeStampAuthorityMissing, .configuration,
            vi: "Mức chữ ký \(level.rawValue) cần máy chủ dấu thời gian, nhưng cấu hình không nêu máy chủ nào.",
            en: "Level \(level.rawValue) needs a time-stamping authority, and the profile names none.",
            remedy: Bilingual(
                vi: "Thêm signers.timeStamps vào cấu hình, hoặc ký mức B-B.",
                en: "Add signers.timeStamps to the profile, or sign at level B-B."))
    }
}
