import PDFSyntax
import Profiles
import RasterImage
import Records
import SignedDocuments
import Signing
import TestSupport
import Testing

/// What may be shown, and what is refused before a key is touched.
@Suite struct SignaturePictureTests {
    private let office: Office

    init() throws { office = try Office.shared.get() }

    private func code(_ work: () throws -> Void) -> SigningErrorCode? {
        do { try work() } catch let error as SigningError { return error.code } catch {}
        return nil
    }

    @Test func coloursAreThoseOfTheStrokes() throws {
        #expect(office.signature.colour == .blue)
        #expect(office.seal.colour == .red)
        #expect(try SignaturePicture(png: Pictures.seal(side: 50, colour: [20, 20, 20]), name: "").colour == .other)
    }

    @Test func whatIsNoTransparentPNGIsRefused() throws {
        let opaque = try Pictures.signature(width: 90, height: 50, background: 255)
        let page = try #require(Raster(width: 2, height: 1, model: .rgb, bytes: [1, 2, 3, 4, 5, 6]))
        let large = try Pictures.signature(width: 2600, height: 1600)
        for png in [opaque, try PNGEncoder.encode(page), large, Array(large.prefix(1000)), Array("%PDF".utf8), []] {
            #expect(code { _ = try SignaturePicture(png: png, name: "x") } == .pictureUnusable)
        }
        #expect(code { _ = try SignaturePicture(path: "/nowhere/x.png") } == .pictureUnusable)
    }

    @Test func aSignatureIsBlueAndASealRedAndTrueInShape() throws {
        let pdf = try PDFDocument(bytes: ByteView(DecisionPage().pdf()))
        func order(_ name: String, _ png: [UInt8]) -> SigningErrorCode? {
            code {
                _ = try office.composer.order(
                    name, on: pdf, values: Office.values(), picture: SignaturePicture(png: png, name: name), level: .bB
                ) { _ in throw CancellationError() }
            }
        }
        #expect(order("leader", try Pictures.seal(side: 90)) == .pictureUnusable)
        #expect(order("agencySeal", try Pictures.signature(width: 90, height: 90)) == .pictureUnusable)
        #expect(
            order("agencySeal", try Pictures.signature(width: 90, height: 50, colour: [200, 0, 0])) == .pictureUnusable)
    }

    @Test func valuesAndSignaturesMustBeKnown() throws {
        let pdf = try DecisionPage().pdf()
        var values = Office.values()
        values.number = nil
        #expect(code { _ = try office.order("number", on: pdf, values: values) } == .valueMissing)
        #expect(code { _ = try office.order("leadr", on: pdf) } == .signatureUnknown)
        #expect(
            code { _ = try office.order("leader", on: pdf, values: Office.values(title: ["TRƯỞNG PHÒNG"])) }
                == .anchorMissing)
        values.number = String(repeating: "9", count: 20)
        #expect(code { _ = try office.order("number", on: pdf, values: values) } == .appearanceTooSmall)
    }

    @Test func contentIsNeverCovered() throws {
        var page = DecisionPage()
        page.isFull = true
        #expect(code { _ = try office.order("copy", on: page.pdf()) } == .noRoom)
        page = DecisionPage()
        page.number = "123456"
        #expect(code { _ = try office.order("number", on: page.pdf()) } == .noRoom)
        page = DecisionPage()
        page.hasWideRecipients = true
        let led = try office.sign(page.pdf(), "leader")
        #expect(code { _ = try office.order("agencySeal", on: led) } == .noRoom)
    }

    @Test func aPreparedFieldIsFilledWhereItStands() throws {
        var update = try IncrementalUpdate(PDFDocument(bytes: ByteView(DecisionPage().pdf())))
        let view = update.document.latest
        let page = try #require(view.page(at: 0))
        let rectangle = PDFRectangle(x0: 400, y0: 700, x1: 460, y1: 730)
        let field = update.add(
            .dictionary([
                "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"), "T": .text("VanThuChoSo"),
                "Rect": rectangle.object,
            ]))
        var leaf = page.dictionary
        leaf["Annots"] = .array([.reference(field)])
        update.set(try #require(page.reference), .dictionary(leaf))
        var catalog = view.catalog
        catalog["AcroForm"] = .dictionary(["Fields": .array([.reference(field)])])
        update.set(try #require(view.catalogReference), .dictionary(catalog))
        let prepared = try DecisionPage().pdf() + update.finish().bytes
        let order = try office.order("number", on: prepared)
        #expect(order.place.rectangle == rectangle && order.place.page == 0 && order.appearance != nil)
    }
}
