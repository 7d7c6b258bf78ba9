import Diagnostics
import PDFSyntax
import PKI

/// Making a signature in two steps, so that the key may be anywhere: `prepare` gives the digest to sign, `complete` takes
/// the CMS. The file's own bytes are read once, for the digest, and never copied.
public enum SignatureRevision {
    /// Writes the incremental update of a signature with its place left empty.
    ///
    /// - Parameter file: the document to sign.
    /// - Throws: a `PAdESError` when the document must not or cannot be signed, a `PDFSyntaxError` when it is broken, and
    ///   what the appearance throws.
    public static func prepare(_ file: ByteView, _ request: SignatureRequest) throws -> PreparedSignature {
        try prepare(try PDFDocument(bytes: file), request)
    }

    /// Writes the incremental update of a signature with its place left empty.
    public static func prepare(_ document: PDFDocument, _ request: SignatureRequest) throws -> PreparedSignature {
        let granted = try SignaturePermit(view: document.latest, request: request).check()
        let request = granted.request
        var update = try IncrementalUpdate(document)
        let signature = update.reserve()
        let placeholder = SignaturePlaceholder(
            request.dictionary(lock: granted.lock, catalog: document.latest.catalogReference),
            reservedBytes: request.reservedBytes)
        update.set(signature, serialized: placeholder.bytes)
        let appearance = try request.appearance?(&update)
        var placement = SignatureFieldPlacement(update, lock: granted.newLock)
        switch granted.target {
        case .field(let field): placement.fill(field, value: signature, appearance: appearance)
        case .page(let page, let rectangle):
            placement.create(request.field, on: page, rectangle, value: signature, appearance: appearance)
        }
        if request.certification != nil { placement.certify(signature) }
        let appended = try placement.update.finish()
        return PreparedSignature(
            document, appended.bytes, placeholder, at: appended.valueOffsets[signature] ?? 0,
            request)
    }
}

/// A signature revision that lacks only the signature.
public struct PreparedSignature: Sendable {
    /// `/ByteRange`: what is signed, as offsets from the header.
    public let byteRange: [Int]
    /// The digest of those ranges: what the CMS must carry as its message digest.
    public let digest: Digest
    /// How many bytes of CMS fit.
    public let reservedBytes: Int
    /// The revision to append, with zeros where the signature goes.
    public let appended: [UInt8]
    /// Where the hexadecimal digits of `/Contents` begin in `appended`.
    private let contentsStart: Int

    init(
        _ document: PDFDocument, _ bytes: [UInt8], _ placeholder: SignaturePlaceholder, at offset: Int,
        _ request: SignatureRequest
    ) {
        let base = document.bytes.count
        let gap = (offset + placeholder.contents.lowerBound)..<(offset + placeholder.contents.upperBound)
        let range = [0, base + gap.lowerBound, base + gap.upperBound, bytes.count - gap.upperBound]
        var appended = bytes
        let text = Array(range.map(String.init).joined(separator: " ").utf8)
        appended.replaceSubrange(
            (offset + placeholder.byteRange.lowerBound)..<(offset + placeholder.byteRange.lowerBound + text.count),
            with: text)
        digest = Self.digest(document.bytes, appended, without: gap, request.digestAlgorithm)
        byteRange = range
        self.appended = appended
        contentsStart = gap.lowerBound + 1
        reservedBytes = request.reservedBytes
    }

    /// The same revision again, later or in another process: the file is digested anew, so the digest tells whether it is
    /// still the one that was prepared.
    ///
    /// - Parameters:
    ///   - appended: as ``appended`` was.
    ///   - byteRange: as ``byteRange`` was.
    /// - Returns: nil when these do not belong together.
    public init?(
        resuming appended: [UInt8], byteRange: [Int], of document: PDFDocument, digestAlgorithm: DigestAlgorithm
    ) {
        let base = document.bytes.count
        guard byteRange.count == 4, byteRange[0] == 0, byteRange[1] > base,
            byteRange[2] <= base + appended.count, byteRange[2] > byteRange[1], byteRange[2] - byteRange[1] > 2,
            byteRange[3] == base + appended.count - byteRange[2]
        else { return nil }
        let gap = (byteRange[1] - base)..<(byteRange[2] - base)
        guard appended[gap.lowerBound] == 0x3C, appended[gap.upperBound - 1] == 0x3E,
            appended[gap].dropFirst().dropLast().allSatisfy({ $0 == 0x30 })
        else { return nil }
        digest = Self.digest(document.bytes, appended, without: gap, digestAlgorithm)
        self.byteRange = byteRange
        self.appended = appended
        contentsStart = gap.lowerBound + 1
        reservedBytes = (gap.count - 2) / 2
    }

    private static func digest(
        _ file: ByteView, _ appended: [UInt8], without gap: Range<Int>, _ algorithm: DigestAlgorithm
    ) -> Digest {
        let hasher = DigestHasher(algorithm)
        file.forEachChunk(in: 0..<file.count) { hasher.update($0) }
        hasher.update(appended[..<gap.lowerBound])
        hasher.update(appended[gap.upperBound...])
        return hasher.finish()
    }

    /// The bytes to append to the file, with the signature in place.
    ///
    /// - Parameter cms: the DER of a detached CMS signature over `digest`.
    /// - Throws: `sign-signature-too-large`.
    public func complete(cms: [UInt8]) throws -> [UInt8] {
        guard cms.count <= reservedBytes else {
            throw PAdESError(
                .signatureTooLarge, .internal,
                vi: "Chữ ký dài \(cms.count) byte, vượt chỗ dành sẵn \(reservedBytes) byte.",
                en: "The signature takes \(cms.count) bytes, more than the \(reservedBytes) bytes reserved.",
                remedy: Bilingual(
                    vi: "Tăng chỗ dành sẵn cho chữ ký rồi ký lại.", en: "Reserve more space and sign again."))
        }
        var bytes = appended
        let digits = [UInt8]("0123456789abcdef".utf8)
        for (index, byte) in cms.enumerated() {
            bytes[contentsStart + 2 * index] = digits[Int(byte >> 4)]
            bytes[contentsStart + 2 * index + 1] = digits[Int(byte & 15)]
        }
        return bytes
    }
}
