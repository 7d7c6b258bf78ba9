import DemoPKI
import FoundationEssentials
import PDFSyntax
import PKI
import Testing

@testable import PAdES

/// Documents and signers for the tests.
enum Signed {
    static let time = Date(timeIntervalSince1970: 1_772_676_900)

    static let pki = Result {
        try DemoPKI.create(
            organizations: [
                try DemoOrganization(slug: "xa", name: "UBND xã Mỹ Hòa Hưng", officer: "Lê Thị Thử Nghiệm")
            ], now: time)
    }

    /// A page with a line and two prepared, empty signature fields called `SoHoa` and `CoQuan`, as Capture makes them.
    static func prepared() throws -> [UInt8] {
        var builder = PDFFileBuilder()
        let pages = builder.reserve()
        let page = builder.reserve()
        let blank = builder.add(.stream(form("", width: 200, height: 40)))
        let fields = [("SoHoa", 700.0), ("CoQuan", 760.0)].map { name, bottom in
            builder.add(
                .dictionary([
                    "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "T": .text(name),
                    "F": .integer(132), "Rect": .numbers([50, bottom, 250, bottom + 40]), "P": .reference(page),
                    "AP": .dictionary(["N": .reference(blank)]),
                ]))
        }
        let content = builder.add(.stream(PDFStream(dictionary: [:], bytes: Array("0 g 50 500 300 2 re f".utf8))))
        builder.set(
            page,
            .dictionary([
                "Type": .name("Page"), "Parent": .reference(pages), "MediaBox": .numbers([0, 0, 595, 842]),
                "Contents": .reference(content), "Resources": .dictionary([:]),
                "Annots": .array(fields.map(PDFObject.reference)),
            ]))
        builder.set(
            pages,
            .dictionary(["Type": .name("Pages"), "Kids": .array([.reference(page)]), "Count": .integer(1)]))
        let acroForm = builder.add(
            .dictionary(["Fields": .array(fields.map(PDFObject.reference)), "SigFlags": .integer(3)]))
        let root = builder.add(
            .dictionary([
                "Type": .name("Catalog"), "Pages": .reference(pages), "AcroForm": .reference(acroForm),
            ]))
        return builder.finish(root: root, info: nil, id: Array("0123456789abcdef".utf8))
    }

    static func form(_ content: String, width: Double, height: Double) -> PDFStream {
        PDFStream(
            dictionary: [
                "Type": .name("XObject"), "Subtype": .name("Form"), "BBox": .numbers([0, 0, width, height]),
                "Resources": .dictionary([:]),
            ], bytes: Array(content.utf8))
    }

    static func request(_ field: String, place: SignaturePlace? = nil) -> SignatureRequest {
        SignatureRequest(
            field: field, place: place, signingTime: time, utcOffsetMinutes: 420, signerName: "Lê Thị Thử Nghiệm",
            reason: "Số hóa", location: "An Giang", application: "sohoa"
        ) { update in
            update.add(.stream(form("0 0 1 RG 1 1 198 38 re S", width: 200, height: 40)))
        }
    }

    /// `bytes` with one more signature.
    static func sign(_ bytes: [UInt8], _ request: SignatureRequest, seal: Bool = false) throws -> [UInt8] {
        let agency = try #require(try pki.get().agencies.first)
        let identity = try (seal ? agency.seal : agency.officer).identity()
        let prepared = try SignatureRevision.prepare(ByteView(bytes), request)
        return bytes
            + (try prepared.complete(cms: CAdESBuilder.sign(contentDigest: prepared.digest, identity: identity)))
    }

    /// The prepared document signed by the officer and then by the agency.
    static let twice = Result { try sign(try sign(try prepared(), request("SoHoa")), request("CoQuan"), seal: true) }

    static func inspect(_ bytes: [UInt8]) throws -> [SignatureFindings] {
        SignatureInspector.inspect(try PDFDocument(bytes: ByteView(bytes)))
    }

    /// `bytes` with one more revision, made by `change`.
    static func update(_ bytes: [UInt8], _ change: (inout IncrementalUpdate) throws -> Void) throws -> [UInt8] {
        var update = try IncrementalUpdate(try PDFDocument(bytes: ByteView(bytes)))
        try change(&update)
        return bytes + (try update.finish().bytes)
    }
}

extension SignatureFindings {
    /// The kinds of later changes that are not permitted.
    var suspicions: Set<RevisionChange.Kind> { Set(changes.filter { !$0.isPermitted }.map(\.change.kind)) }
    /// The kinds of later changes that are.
    var permitted: Set<RevisionChange.Kind> { Set(changes.filter(\.isPermitted).map(\.change.kind)) }
}
