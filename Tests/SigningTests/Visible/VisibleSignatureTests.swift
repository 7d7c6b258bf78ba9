import FoundationEssentials
import PDFSyntax
import Records
import SignedDocuments
import Signing
import TestSupport
import Testing

/// What a reader sees of an office's signatures, measured in the pictures that two programs make of the page.
@Suite(.enabled(if: Renderer.arePresent, "needs poppler-utils and mupdf-tools"))
struct VisibleSignatureTests {
    private let office: Office

    init() throws { office = try Office.shared.get() }

    /// Leader, number, day, seal: each where the law has it, at its size and in its colour.
    @Test(arguments: Renderer.allCases) func aDecisionIsSignedAsOfficesDo(renderer: Renderer) throws {
        let unsigned = try DecisionPage().pdf()
        let led = try office.sign(unsigned, "leader")
        let numbered = try office.sign(led, "number")
        let dated = try office.sign(numbered, "date")
        let sealed = try office.sign(dated, "agencySeal")
        let pages = try [unsigned, led, numbered, dated, sealed].map { try renderer.page($0) }
        let changes = try zip(pages, pages.dropFirst()).map { try #require(PageChange(from: $0, to: $1)) }

        let signature = try #require(changes[0].box(where: \.isBlue))
        #expect(isNear(signature.width, 40) && isNear(signature.height, 22))
        #expect(isNear(signature.x + signature.width / 2, DecisionPage.blockMiddle))
        #expect(signature.y > 152 && signature.y + signature.height < 183)

        // Between "Số:" and "/QĐ-UBND", on their line.
        let number = try #require(changes[1].box())
        #expect(number.x > 48 && number.x + number.width < 62)
        #expect(isNear(number.y + number.height, 40, 0.4))
        let day = try #require(changes[2].box())
        #expect(day.x > 146 && day.x + day.width < 160 && isNear(day.y + day.height, 40, 0.4))
        for change in changes[1...2] {
            #expect(change.pixels.allSatisfy(\.after.isGrey) && change.pixels.contains { $0.after.isBlack })
        }
        #expect(changes.dropLast().allSatisfy { $0.covered == 0 })

        let seal = try #require(changes[3].box(where: \.isRed))
        #expect(isNear(seal.width, 36) && isNear(seal.height, 36))
        let overlap = (seal.x + seal.width - signature.x) / signature.width
        #expect(abs(overlap - 1.0 / 3) < 0.01, "\(overlap)")
        #expect(isNear(seal.y + seal.height / 2, signature.y + signature.height / 2))
    }

    @Test(arguments: Renderer.allCases) func copiesAndAttachmentsStandAtTheTopRight(renderer: Renderer) throws {
        let unsigned = try DecisionPage().pdf()
        let before = try renderer.page(unsigned)
        for name in ["copy", "attachment"] {
            let change = try #require(PageChange(from: before, to: renderer.page(office.sign(unsigned, name))))
            let mark = try #require(change.box())
            // 10 mm from the right edge; a letter's own side bearing is less than half a millimetre.
            #expect(isNear(mark.x + mark.width, 200, 0.6), "\(name): \(mark)")
            #expect(mark.y > 3 && mark.y + mark.height < 21 && mark.x > 105, "\(name): \(mark)")
            #expect(change.pixels.allSatisfy(\.after.isGrey) && change.covered == 0)
        }
    }

    @Test func theTextSaysWhatTheLawAsksFor() throws {
        let unsigned = try DecisionPage().pdf()
        let copy = try text(office.sign(unsigned, "copy"))
        #expect(copy.contains("SAO Y") && copy.contains("Ủy ban nhân dân xã Mỹ Hòa Hưng"))
        #expect(copy.contains("22/11/2026; 08:15:30 +07:00"))
        let attachment = try text(office.sign(unsigned, "attachment"))
        #expect(attachment.contains("631/QĐ-UBND") && attachment.contains("22/11/2026; 08:15:30 +07:00"))
        let digitized = try text(office.sign(unsigned, "digitizer"))
        #expect(digitized.contains("Người số hóa: Trần Quốc Bảo Khánh"))
    }

    /// A scanner turned the page, a program cropped it: what is displayed is the same.
    @Test(arguments: [(90, 0.0), (180, 0.0), (270, 0.0), (0, 12.0), (90, 12.0)])
    func turnedAndCroppedPagesLookTheSame(rotation: Int, cropMargin: Double) throws {
        var page = DecisionPage()
        let plain = try page.pdf()
        (page.rotation, page.cropMargin) = (rotation, cropMargin)
        let turned = try page.pdf()
        for renderer in Renderer.allCases {
            let changes = try [plain, turned].map { pdf in
                let signed = try office.sign(office.sign(pdf, "leader"), "agencySeal")
                return try #require(PageChange(from: renderer.page(pdf), to: renderer.page(signed)))
            }
            for colour in [\PageChange.Pixel.isRed, \.isBlue] {
                let wanted = try #require(changes[0].box(where: { $0[keyPath: colour] }))
                let seen = try #require(changes[1].box(where: { $0[keyPath: colour] }))
                #expect(isNear(wanted.x, seen.x) && isNear(wanted.y, seen.y), "\(renderer) \(wanted) \(seen)")
                #expect(isNear(wanted.width, seen.width) && isNear(wanted.height, seen.height))
            }
        }
    }

    @Test(arguments: [(148.0, 210.0), (297.0, 420.0), (841.0, 1189.0)])
    func pagesOfAnySizeHaveTheirMarkInTheCorner(width: Double, height: Double) throws {
        var page = DecisionPage()
        (page.width, page.height) = (width, height)
        let order = try office.order("copy", on: page.pdf())
        let box = VisiblePage(shown: PDFRectangle(x0: 0, y0: 0, x1: width * 72 / 25.4, y1: height * 72 / 25.4))
            .box(of: order.place.rectangle)
        #expect(box.x + box.width <= width - 3 && box.x > width / 2 - 1 && box.y >= 2.99 && box.y < height / 4)
    }

    private func text(_ pdf: [UInt8]) throws -> String {
        try Command.tool("pdftotext", ["-layout", Scratch.file("page.pdf", pdf).path, "-"]).text
    }
}

/// Whether two lengths differ by less than what a pixel and a rounding make, in millimetres.
func isNear(_ a: Double, _ b: Double, _ tolerance: Double = 0.3) -> Bool { abs(a - b) <= tolerance }
