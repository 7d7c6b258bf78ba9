import FoundationEssentials
import PDFSyntax
import Profiles
import RasterImage
import Records
import Signing
import Testing

/// Where signatures go, on pages that are only words and ink: A4, four cells of ink a millimetre.
@Suite struct PlacementTests {
    private static let a4 = VisiblePage(shown: PDFRectangle(x0: 0, y0: 0, x1: 210 * 72 / 25.4, y1: 297 * 72 / 25.4))

    private static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> VisibleBox {
        VisibleBox(x: x, y: y, width: width, height: height)
    }

    /// A page with these words, which are ink, and more ink.
    private static func page(
        _ words: [(text: String, box: VisibleBox)] = [], ink: [VisibleBox] = [], taken: [VisibleBox] = []
    ) throws -> Placement {
        let (columns, rows) = (840, 1188)
        var bits = [UInt8](repeating: 0, count: columns / 8 * rows)
        for box in ink + words.map(\.box) {
            for row in Int(box.y * 4)..<min(rows, Int((box.y + box.height) * 4)) {
                for column in Int(box.x * 4)..<min(columns, Int((box.x + box.width) * 4)) {
                    bits[row * columns / 8 + column / 8] |= 0x80 >> UInt8(column % 8)
                }
            }
        }
        let points = 72 / 25.4
        let lines = words.map { word in
            TextLayer.Line(
                words: [
                    TextLayer.Word(
                        text: word.text,
                        box: PageBox(
                            x0: word.box.x * points, y0: word.box.y * points,
                            x1: (word.box.x + word.box.width) * points, y1: (word.box.y + word.box.height) * points))
                ])
        }
        let text = TextLayer.Page(width: 210 * points, height: 297 * points, lines: lines)
        return Placement(
            on: a4, text: text, ink: try #require(PageInk(columns: columns, rows: rows, bits: bits)), taken: taken)
    }

    private static let values = SignatureValues(
        signedAt: Date(timeIntervalSince1970: 0), signer: "Lê Văn Tám", title: ["GIÁM ĐỐC"])

    private func resolve(
        _ page: Placement, _ rules: PlacementRule..., width: Double = 40, height: Double = 20,
        others: [String: VisibleBox] = [:]
    ) throws -> VisibleBox {
        try page.resolve(rules, width: width, height: height, values: Self.values, others: others)
    }

    private func code(_ work: () throws -> VisibleBox) -> SigningErrorCode? {
        do { _ = try work() } catch let error as SigningError { return error.code } catch {}
        return nil
    }

    @Test func cornersAreMeasuredFromTheirEdges() throws {
        let page = try Self.page()
        #expect(
            try resolve(page, .corner(.topRight, horizontalMM: 10, verticalMM: 8)) == Self.box(160, 8, 40, 20))
        #expect(try resolve(page, .corner(.topLeft, horizontalMM: 10, verticalMM: 8)) == Self.box(10, 8, 40, 20))
        #expect(
            try resolve(page, .corner(.bottomRight, horizontalMM: 10, verticalMM: 8)) == Self.box(160, 269, 40, 20))
        #expect(
            try resolve(page, .corner(.bottomLeft, horizontalMM: 10, verticalMM: 8)) == Self.box(10, 269, 40, 20))
    }

    @Test func aTakenCornerIsLeftByTheShortestWay() throws {
        let stamp = Self.box(150, 0, 60, 14)
        let below = try resolve(
            Self.page(ink: [stamp]), .corner(.topRight, horizontalMM: 10, verticalMM: 8))
        // With a millimetre of air.
        #expect(below.x == 160 && below.y >= 15 && below.y < 16)
        // Empty fields of others show nothing, and still are somebody's.
        let field = try resolve(
            Self.page(taken: [stamp]), .corner(.topRight, horizontalMM: 10, verticalMM: 8))
        #expect(field == below)
    }

    @Test func aCornerThatIsFullHasNoRoom() throws {
        let page = try Self.page(ink: [Self.box(0, 0, 210, 150)])
        #expect(code { try resolve(page, .corner(.topRight, horizontalMM: 10, verticalMM: 8)) } == .noRoom)
        // The next rule of the profile is tried then.
        let box = try resolve(
            page, .corner(.topRight, horizontalMM: 10, verticalMM: 8),
            .absolute(xMM: 20, yMM: 200, widthMM: 60, heightMM: 30))
        #expect(box == Self.box(30, 205, 40, 20))
    }

    @Test func anAbsolutePlaceNeverMoves() throws {
        let rule = PlacementRule.absolute(xMM: 20, yMM: 200, widthMM: 60, heightMM: 30)
        #expect(code { try resolve(Self.page(ink: [Self.box(32, 206, 1, 1)]), rule) } == .noRoom)
        #expect(code { try resolve(Self.page(), .absolute(xMM: 190, yMM: 0, widthMM: 40, heightMM: 20)) } == .noRoom)
    }

    @Test func betweenTitleAndNameIsTheMiddle() throws {
        let words = [
            ("GIÁM ĐỐC", Self.box(30, 50, 30, 5)), ("GIÁM ĐỐC", Self.box(130, 200, 40, 5)),
            ("Lê Văn Tám", Self.box(130, 235, 40, 5)),
        ]
        let gap = PlacementRule.Gap.down(above: SignatureText(.title), below: SignatureText(.signer))
        let page = try Self.page(words)
        #expect(try resolve(page, .between(gap, .last, covers: false)) == Self.box(130, 210, 40, 20))
        // 36 mm do not go into 30 unless title and name may be covered.
        #expect(code { try resolve(page, .between(gap, .last, covers: false), height: 36) } == .noRoom)
        #expect(try resolve(page, .between(gap, .last, covers: true), height: 36) == Self.box(130, 202, 40, 36))
        // Even then nothing else is covered.
        let noted = try Self.page(words, ink: [Self.box(125, 218, 15, 4)])
        let beside = try resolve(noted, .between(gap, .last, covers: true))
        #expect(!beside.intersects(Self.box(125, 218, 15, 4)) && beside != Self.box(130, 210, 40, 20))
    }

    @Test func betweenTwoWordsOfALineIsTheGap() throws {
        let gap = PlacementRule.Gap.across(left: SignatureText(words: "Số:"), right: SignatureText(words: "/"))
        let rule = PlacementRule.between(gap, .first, covers: false)
        let wide = try Self.page([("Số:", Self.box(40, 40, 8, 5)), ("/QĐ-UBND", Self.box(62, 40, 24, 5))])
        #expect(try resolve(wide, rule, width: 8, height: 6) == Self.box(51, 39.5, 8, 6))
        let narrow = try Self.page([("Số:", Self.box(40, 40, 8, 5)), ("/QĐ-UBND", Self.box(50, 40, 24, 5))])
        #expect(code { try resolve(narrow, rule, width: 8, height: 6) } == .noRoom)
        let none = try Self.page([("Số:", Self.box(40, 40, 8, 5)), ("/QĐ-UBND", Self.box(62, 80, 24, 5))])
        #expect(code { try resolve(none, rule, width: 8, height: 6) } == .anchorMissing)
    }

    @Test(arguments: [
        (PlacementRule.Side.right, VisibleBox(x: 102, y: 97.5, width: 20, height: 10)),
        (.left, VisibleBox(x: 58, y: 97.5, width: 20, height: 10)),
        (.above, VisibleBox(x: 80, y: 88, width: 20, height: 10)),
        (.below, VisibleBox(x: 80, y: 107, width: 20, height: 10)),
    ])
    func besideATextKeepsTheGap(side: PlacementRule.Side, expected: VisibleBox) throws {
        let page = try Self.page([("NGƯỜI LẬP", Self.box(80, 100, 20, 5))])
        let rule = PlacementRule.beside(SignatureText(words: "NGƯỜI LẬP"), side, .last, gapMM: 2)
        #expect(try resolve(page, rule, width: 20, height: 10) == expected)
    }

    /// "Chủ tịch" among the recipients is no title, "GIÁM ĐỐC" in small letters is one when there is no other.
    @Test func anchorsAreFoundAsWrittenFirst() throws {
        let rule = PlacementRule.beside(SignatureText(words: "GIÁM ĐỐC"), .below, .last, gapMM: 2)
        let both = try Self.page([("GIÁM ĐỐC", Self.box(130, 100, 30, 5)), ("Giám đốc", Self.box(30, 150, 30, 5))])
        #expect(try resolve(both, rule).y == 107)
        let small = try Self.page([("Giám đốc", Self.box(30, 150, 30, 5)), ("PGIÁM ĐỐCS", Self.box(30, 200, 30, 5))])
        #expect(try resolve(small, rule).y == 157)
    }

    @Test func aSealCoversAThirdOnTheLeft() throws {
        let leader = Self.box(130, 206, 40, 22)
        let words = [("GIÁM ĐỐC", Self.box(130, 200, 40, 5)), ("Lê Văn Tám", Self.box(130, 230, 40, 5))]
        let rule = PlacementRule.overlapping("leader", share: 1.0 / 3, .left)
        let page = try Self.page(words, ink: [leader])
        let seal = try resolve(page, rule, width: 36, height: 36, others: ["leader": leader])
        #expect(isNear(seal.x + 36, 130 + 40.0 / 3, 0.001) && seal.y == 199)
        // The recipients' list is not the leader's signature: the seal gives way upwards or has no room.
        let list = try Self.page(words, ink: [leader, Self.box(30, 224, 85, 20)])
        let moved = try resolve(list, rule, width: 36, height: 36, others: ["leader": leader])
        #expect(moved.y + 36 <= 224 && isNear(moved.x + 36, 130 + 40.0 / 3, 2.01))
        let full = try Self.page(words, ink: [leader, Self.box(30, 180, 85, 60)])
        #expect(code { try resolve(full, rule, width: 36, height: 36, others: ["leader": leader]) } == .noRoom)
        #expect(code { try resolve(page, rule, width: 36, height: 36) } == .anchorMissing)
    }

    @Test func aRuleWhoseValuesAreUnknownIsPassedOver() throws {
        let page = try Self.page([("GIÁM ĐỐC", Self.box(130, 200, 40, 5))])
        let rule = PlacementRule.beside(SignatureText(.number), .right, .first, gapMM: 1)
        #expect(code { try resolve(page, rule) } == .anchorMissing)
    }
}
