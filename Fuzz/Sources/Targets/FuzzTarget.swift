import ContentStreams
import PAdES
import PDFEncryption
import PKI

@testable import PDFSyntax
@testable import QRCode

/// What is fuzzed. Each takes any bytes and must come back, without a trap and in bounded time and memory; what it
/// answers is for the tests.
enum FuzzTarget: String, CaseIterable {
    /// Tokens and direct objects.
    case lexer
    /// Header, cross-references, recovery, every object of every revision, pages.
    case open
    /// An object stream's decoded data, behind its `/N` and `/First`.
    case objectStream = "object-stream"
    /// Filters and predictors: the first byte chooses.
    case filters
    /// CMS, time-stamp tokens, certificates, revocation lists and OCSP responses.
    case cms
    /// A file's signatures, its document security store and all that is made of them.
    case dss
    /// The text and the bytes of a QR seal.
    case seal
    /// A page's content stream.
    case content
    /// An encryption dictionary with strings and streams under it.
    case decryption

    /// The one this process runs. Written once, before libFuzzer starts.
    nonisolated(unsafe) static var chosen = FuzzTarget.lexer

    /// Small, so that what is slow in earnest shows as slow here.
    private static var limits: PDFLimits {
        var limits = PDFLimits()
        limits.decodedStream = 1 << 20
        return limits
    }

    func run(_ input: UnsafeBufferPointer<UInt8>) {
        let bytes = Array(input)
        switch self {
        case .lexer: Self.lexer(bytes)
        case .open: Self.open(bytes)
        case .objectStream: Self.objectStream(bytes)
        case .filters: Self.filters(bytes)
        case .cms: Self.cms(bytes)
        case .dss: Self.signatures(bytes)
        case .seal: Self.seal(bytes)
        case .content: Self.content(bytes)
        case .decryption: Self.decryption(bytes)
        }
    }

    private static func lexer(_ bytes: [UInt8]) {
        let view = ByteView(bytes)
        var lexer = Lexer(view, at: 0)
        while lexer.next() != .end {}
        var parser = ObjectParser(view, at: 0, limits: limits)
        while parser.position < view.count {
            let before = parser.position
            if let object = try? parser.object() {
                // What was read must read the same once it is written.
                if object.stream == nil, !hasReal(object) {
                    var again = ObjectParser(ByteView(PDFWriter.serialize(object)), at: 0, limits: limits)
                    precondition((try? again.object()) == object, "a written object reads differently")
                }
            }
            if parser.position == before { break }
        }
        var whole = ObjectParser(view, at: 0, limits: limits)
        _ = try? whole.indirectObject(length: { $0.number }, endstream: { $0 < view.count ? $0 : nil })
        var ranges = ObjectParser(view, at: 0, limits: limits)
        _ = try? ranges.dictionaryWithRanges()
        _ = PDFDate(bytes)
        _ = PDFTextString.decode(bytes)
    }

    /// Reals are written with six decimals, so that they need not come back.
    private static func hasReal(_ object: PDFObject) -> Bool {
        switch object {
        case .real: true
        // A null value is the same as no value, and an integer before a reference may be read as part of it.
        case .array(let elements): elements.contains(where: hasReal)
        case .dictionary(let dictionary): dictionary.entries.contains { hasReal($0.value) }
        default: false
        }
    }

    private static func open(_ bytes: [UInt8]) {
        guard let document = try? PDFDocument(bytes: ByteView(bytes), limits: limits) else { return }
        for revision in document.revisions.prefix(16) {
            guard let view = document.view(ofRevision: revision.index) else { continue }
            for number in view.objectNumbers.prefix(256) {
                guard let reference = view.reference(of: number) else { continue }
                let object = view.object(reference)
                if case .stream(let stream) = object { _ = try? view.decodedData(of: stream, limit: 1 << 20) }
                _ = view.valueRange(in: reference, path: ["Contents"])
            }
            _ = view.pages.count
        }
        _ = document.strayObjects(in: 0..<document.bytes.count)
        if let update = try? IncrementalUpdate(document) { _ = try? update.finish() }
    }

    private static func objectStream(_ bytes: [UInt8]) {
        guard bytes.count >= 3 else { return }
        let dictionary: PDFDictionary = [
            "Type": .name("ObjStm"), "N": .integer(Int(bytes[0])),
            "First": .integer(Int(bytes[1]) << 8 | Int(bytes[2])),
        ]
        let stream = PDFStream(dictionary: dictionary, bytes: Array(bytes.dropFirst(3)))
        guard let container = try? ObjectStream(stream, resolve: { $0 }, limits: limits) else { return }
        for (index, number) in container.numbers.enumerated() { _ = container.object(at: index, expected: number) }
    }

    private static func filters(_ bytes: [UInt8]) {
        guard bytes.count >= 4 else { return }
        let names: [PDFName] = ["FlateDecode", "LZWDecode", "ASCIIHexDecode", "ASCII85Decode", "RunLengthDecode"]
        let parameters: PDFDictionary = [
            "Predictor": .integer(Int(bytes[1] & 15)), "Colors": .integer(Int(bytes[1] >> 4)),
            "Columns": .integer(Int(bytes[2])), "BitsPerComponent": .integer(1 << Int(bytes[3] & 7)),
            "EarlyChange": .integer(Int(bytes[3] >> 7)),
        ]
        let dictionary: PDFDictionary = [
            "Filter": .name(names[Int(bytes[0]) % names.count]), "DecodeParms": .dictionary(parameters),
        ]
        guard let chain = try? FilterChain(dictionary, resolve: { $0 }) else { return }
        if let decoded = try? chain.decode(ByteView(Array(bytes.dropFirst(4))), limit: 1 << 20) {
            precondition(decoded.bytes.count <= 1 << 20, "more was decoded than was allowed")
        }
    }

    private static func cms(_ bytes: [UInt8]) {
        if let signed = try? SignedData(bytes) {
            let digest = Digest(.sha256, of: [1, 2, 3])
            for signer in signed.signers.prefix(4) {
                if let certificate = signed.certificate(of: signer) {
                    _ = signer.check(signer: certificate, contentDigest: digest, content: { [1, 2, 3] })
                    _ = signer.namesSigningCertificate(certificate)
                }
                _ = (signer.signingTime, signer.messageDigest, signer.contentType)
                for token in signer.timeStampTokens.prefix(4) { _ = try? TimeStampToken(token) }
            }
        }
        if let token = try? TimeStampToken(bytes), let certificate = token.certificate() {
            _ = token.check(signer: certificate)
        }
        if let certificate = try? Certificate(der: bytes) { _ = (certificate.displayName, certificate.keyUsage) }
        _ = try? CertificateList(bytes)
        _ = try? OCSPResponse(bytes)
        _ = PKCS1SignatureBlock.signature(in: bytes)
    }

    private static func signatures(_ bytes: [UInt8]) {
        guard let document = try? PDFDocument(bytes: ByteView(bytes), limits: limits) else { return }
        let findings = SignatureInspector.inspect(document)
        let material = ValidationMaterial(document, findings: findings)
        _ = (material.certificates.count, material.newestRevision)
        _ = SecurityStore(in: document.latest)
    }

    private static func seal(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let url = try? SealURL(parsing: text) { _ = try? Seal(bytes: url.sealBytes) }
        if let seal = try? Seal(bytes: bytes) { _ = seal.payload }
        if let payload = try? SealPayload(bytes: bytes) { _ = payload.issuer }
    }

    private static func content(_ bytes: [UInt8]) {
        var builder = PDFFileBuilder()
        let pages = builder.reserve()
        let content = builder.add(.stream(PDFStream(dictionary: [:], bytes: bytes)))
        let font = builder.add(
            .dictionary(["Type": .name("Font"), "Subtype": .name("Type1"), "BaseFont": .name("Helvetica")]))
        let form = builder.add(
            .stream(
                PDFStream(
                    dictionary: [
                        "Type": .name("XObject"), "Subtype": .name("Form"), "BBox": .numbers([0, 0, 9, 9]),
                        "Resources": .dictionary(["XObject": .dictionary(["F": .reference(PDFReference(number: 4))])]),
                    ], bytes: bytes)))
        let resources: PDFDictionary = [
            "Font": .dictionary(["T": .reference(font)]), "XObject": .dictionary(["F": .reference(form)]),
            "ExtGState": .dictionary(["G": .dictionary(["ca": .real(0.5)])]),
        ]
        let page = builder.add(
            .dictionary([
                "Type": .name("Page"), "Parent": .reference(pages), "Contents": .reference(content),
                "Resources": .dictionary(resources), "MediaBox": .numbers([0, 0, 200, 100]),
            ]))
        builder.set(
            pages, .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)]))
        let root = builder.add(.dictionary(["Type": .name("Catalog"), "Pages": .reference(pages)]))
        let file = builder.finish(root: root, info: nil, id: [UInt8](repeating: 7, count: 16))
        guard let document = try? PDFDocument(bytes: ByteView(file), limits: limits),
            let first = document.latest.page(at: 0)
        else { return }
        _ = ContentInterpreter.drawing(of: first, in: document.latest)
        _ = ContentInterpreter.drawing(
            ofWidget: ["AP": .dictionary(["N": .reference(form)]), "Rect": .numbers([0, 0, 50, 50])],
            in: document.latest)
    }

    private static func decryption(_ bytes: [UInt8]) {
        guard let document = try? PDFDocument(bytes: ByteView(bytes), limits: limits),
            let open = try? StandardSecurity.open(document, password: Array("user".utf8))
        else { return }
        let view = open.latest
        for number in view.objectNumbers.prefix(64) {
            guard let reference = view.reference(of: number), case .stream(let stream) = view.object(reference) else {
                continue
            }
            _ = try? view.decodedData(of: stream, limit: 1 << 20)
        }
    }
}
