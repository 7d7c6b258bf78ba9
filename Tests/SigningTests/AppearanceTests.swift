import FoundationEssentials
import PDFSyntax
import PKI
import QRCode
import Records
import SignedDocuments
import Signing
import TestSupport
import Testing

/// What a reader sees of the two signatures.
@Suite struct AppearanceTests {
    private let desk: SigningDesk

    init() throws { desk = try SigningDesk.shared.get() }

    private static let hasTools = Command.has("pdftotext", "pdftoppm", "zbarimg")

    @Test(.enabled(if: hasTools, "poppler-utils or zbar-tools are missing"))
    func theTextIsInThePDF() throws {
        let base = try desk.base()
        let url = try desk.sealURL(SigningDesk.payload(for: base))
        let text = try self.text(desk.result(base, sealURL: url))
        #expect(text.contains("Người số hóa: \(SigningDesk.officer)"))
        #expect(text.contains("Thời gian: 20/11/2026; 12:00:00 +07:00"))
        #expect(text.contains("SAO Y") && text.contains(SigningDesk.agencyName))
        #expect(text.contains(try SigningDesk.code(url)))
    }

    @Test(.enabled(if: hasTools, "poppler-utils or zbar-tools are missing"))
    func onlyACopyOfAPaperSaysCopy() throws {
        let base = try desk.base()
        let url = try desk.sealURL(SigningDesk.payload(for: base))
        for (documentClass, isCopy) in [
            (DocumentClass.electronicOriginal, false), (.registerCopy, false), (.digitizedResult, true),
            (.paperCopy, true),
        ] {
            let text = try self.text(desk.result(base, sealURL: url, class: documentClass))
            #expect(text.contains("SAO Y") == isCopy, "\(documentClass)")
            #expect(text.contains(SigningDesk.agencyName))
        }
    }

    /// Upright, and on pages a scanner has turned: the strip must stand upright there too.
    @Test(.enabled(if: hasTools, "poppler-utils or zbar-tools are missing"), arguments: [0, 90, 180, 270])
    func theCodeReadsOffTheRenderedPage(rotation: Int) throws {
        var page = PreparedPage()
        page.rotation = rotation
        let base = try desk.base(page)
        let url = try desk.sealURL(SigningDesk.payload(for: base, validUntil: CivilDate(iso: "2030-01-01")))
        let result = try desk.result(base, sealURL: url, page: page)
        let file = try save(result)
        let image = file.replacing(".pdf", with: "")
        #expect(try Command.tool("pdftoppm", ["-r", "200", "-png", "-singlefile", file, image]).status == 0)
        let read = try Command.tool("zbarimg", ["-q", "--raw", "--nodbus", image + ".png"]).lines
        #expect(read == [url])
    }

    /// ISO/IEC 18004 6.3.8 wants four light modules on every side of the symbol.
    @Test(arguments: [
        "Sở Xây dựng tỉnh Mẫu", "UBND",
        "Văn phòng Đăng ký đất đai Chi nhánh thành phố Mỹ Tho, tỉnh Tiền Giang",
        "CỤCQUẢNLÝĐƯỜNGBỘVIỆTNAMKHUVỰCMIỀNTÂYNAMBỘCÓTÊNKHÔNGDẤUCÁCH",
    ])
    func noTextComesNearTheSymbol(name: String) throws {
        let base = try desk.base()
        let url = try desk.sealURL(SigningDesk.payload(for: base))
        let strip = try Strip(desk.result(base, sealURL: url, name: name), PreparedPage.agencyField)
        let module = 0.3387 * 72 / 25.4
        let symbol = try #require(strip.symbol)
        let quiet = PDFRectangle(
            x0: symbol.x0 - 4 * module + 0.01, y0: symbol.y0 - 4 * module + 0.01, x1: symbol.x1 + 4 * module - 0.01,
            y1: symbol.y1 + 4 * module - 0.01)
        #expect(quiet.x0 >= 0 && quiet.y1 <= strip.height)
        #expect(strip.texts.count >= 4)
        for text in strip.texts {
            // Capitals of this family rise two thirds of the type size.
            let line = PDFRectangle(
                x0: text.x, y0: text.baseline, x1: strip.width, y1: text.baseline + 0.66 * text.size)
            #expect(!line.intersects(quiet), "\(name): a text at \(text.x), \(text.baseline)")
            #expect(text.x >= 0 && text.baseline >= 0 && text.baseline + 0.66 * text.size <= strip.height)
        }
    }

    @Test func whatDoesNotFitIsRefused() throws {
        var low = PreparedPage()
        low.digitizer.y1 = low.digitizer.y0 + 12
        #expect(throws: SigningError(.appearanceTooSmall, .configuration, vi: "", en: "")) { try desk.base(low) }
        var narrow = PreparedPage()
        narrow.digitizer.x1 = narrow.digitizer.x0 + 20
        #expect(throws: SigningError(.appearanceTooSmall, .configuration, vi: "", en: "")) { try desk.base(narrow) }
    }

    @Test(arguments: [(500.0, 20.0), (500.0, 60.0), (60.0, 85.0), (85.0, 85.0), (100.0, 85.0)])
    func aStripWithoutRoomForItsSymbolAndTextIsRefused(width: Double, height: Double) throws {
        var page = PreparedPage()
        page.agency.x1 = page.agency.x0 + width
        page.agency.y1 = page.agency.y0 + height
        let base = try desk.base(page)
        let url = try desk.sealURL(SigningDesk.payload(for: base))
        let error = #expect(throws: SigningError.self) { try desk.result(base, sealURL: url, page: page) }
        #expect(error?.code == .appearanceTooSmall)
    }

    @Test func charactersTheFontLacksAreNotDrawnAsBoxes() throws {
        let signer = try DocumentSigner(rules: SigningDesk.rules())
        for name in ["Lê 李", "Trần 😀"] {
            #expect(throws: (any Error).self) {
                try signer.signCapture(
                    PreparedPage().captured(), by: name, identity: desk.agency.officer.identity(), at: SigningDesk.now)
            }
        }
    }

    @Test func aFontThatCannotWriteVietnameseIsRefusedAtOnce() throws {
        let missing = #expect(throws: SigningError.self) {
            try DocumentSigner(rules: SigningDesk.rules(font: "/nowhere/font.ttf"))
        }
        #expect(missing?.code == .fontUnusable && missing?.kind == .dependency)
        let folder = try Scratch.folder("font")
        let text = folder.appendingPathComponent("text.ttf")
        try Data("not a font".utf8).write(to: text)
        #expect(throws: (any Error).self) { try DocumentSigner(rules: SigningDesk.rules(font: text.path)) }

        // The same font with ạ…ỹ (U+1EA0 to U+1EF9) cut down to ỹ: the segment of its character map begins there.
        var font = [UInt8](try Data(contentsOf: URL(filePath: SigningDesk.font)))
        let segments = stride(from: 0, to: font.count - 1, by: 2).filter { font[$0] == 0x1E && font[$0 + 1] == 0xA0 }
        for segment in segments { font[segment + 1] = 0xF9 }
        let poor = folder.appendingPathComponent("poor.ttf")
        try Data(font).write(to: poor)
        let error = #expect(throws: SigningError.self) {
            try DocumentSigner(rules: SigningDesk.rules(font: poor.path))
        }
        #expect(error?.code == .textNotDrawable)
    }

    private func text(_ pdf: [UInt8]) throws -> String {
        try Command.tool("pdftotext", ["-layout", save(pdf), "-"]).text
    }

    private func save(_ pdf: [UInt8]) throws -> String {
        let file = try Scratch.folder("appearance").appendingPathComponent("page.pdf")
        try Data(pdf).write(to: file)
        return file.path
    }
}
