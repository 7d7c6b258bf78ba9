import PDFSyntax
import Testing

@testable import ContentStreams

/// Words, their order and their places.
struct TextTests {
    @Test func everyTextOperatorShows() throws {
        let drawing = try Page.drawing(
            """
            BT /F 10 Tf 12 TL 1 0 0 1 50 700 Tm (one) Tj (two) ' 1 2 (three) " 0 0 (x) pop
            0 Tc 0 Tw 0 -20 TD [(fo) 20 (ur) -400 (five)] TJ T* (six) Tj 0 -20 Td <736576656E> Tj ET
            """)
        #expect(drawing.text == "one\ntwo\nthree\nfour five\nsix\nseven")
        #expect(drawing.isComplete)
    }

    @Test func wordsStandWhereTheyArePainted() throws {
        let drawing = try Page.drawing("q 2 0 0 2 10 20 cm BT /F 10 Tf 30 40 Td (AB cd) Tj ET Q")
        let first = try #require(drawing.texts.first)
        // A and B of Helvetica are 667 thousandths wide, at 10 points, twice as large.
        #expect(abs(first.box.x0 - 70) < 0.01)
        #expect(abs(first.box.x1 - (70 + 2 * 13.34)) < 0.01)
        #expect(first.box.y0 < 100 && first.box.y1 > 112 && first.box.y1 < 120)
        #expect(drawing.words == ["AB", "cd"])
    }

    @Test func spacingScaleAndRiseMoveGlyphs() throws {
        let drawing = try Page.drawing(
            "BT /F 10 Tf 5 Tw 50 Tz 3 Ts 0 100 Td (A A) Tj 0 Tw 100 Tz 5 Tc 0 -50 Td (AA) Tj ET")
        let boxes = drawing.texts.map(\.box)
        #expect(drawing.words == ["A", "A", "A", "A"])
        // Half as wide: A, space, and five points for the space.
        #expect(abs(boxes[1].x0 - (6.67 + 2.78 + 5) / 2) < 0.01)
        #expect(abs(boxes[0].y0 - (103 - 1.2)) < 0.01)
        #expect(abs(boxes[3].x0 - (6.67 + 5)) < 0.01)
    }

    @Test func linesAreSortedAndTurnedPagesRead() throws {
        let upright = try Page.drawing(
            "BT /F 10 Tf 1 0 0 1 300 500 Tm (right) Tj 1 0 0 1 50 400 Tm (below) Tj 1 0 0 1 50 501 Tm (left) Tj ET")
        #expect(upright.text == "left right\nbelow")
        let turned = try Page.drawing(
            "BT /F 10 Tf 0 1 -1 0 100 50 Tm (first) Tj 0 1 -1 0 120 50 Tm (second) Tj 0 1 -1 0 100 90 Tm (line) Tj ET")
        #expect(turned.text == "first line\nsecond")
    }

    @Test func wordsGoOnBeyondTextObjectsAndAreNotDoubled() throws {
        let drawing = try Page.drawing(
            """
            BT /F 10 Tf 50 700 Td (Qu) Tj ET BT /F 10 Tf 63.34 700 Td (y) Tj ET
            BT /F 10 Tf 50 600 Td (bold) Tj ET BT /F 10 Tf 50.3 600 Td (bold) Tj ET
            """)
        #expect(drawing.words == ["Quy", "bold"])
    }

    @Test(arguments: [
        "3 Tr (x) Tj", "7 Tr (x) Tj", "0 0 1 1 re W n (x) Tj", "/Clear gs (x) Tj", "1000 0 Td (x) Tj",
        "0 -5000 Td (x) Tj", "/F 0.01 Tf (x) Tj", "/OC /Off BDC (x) Tj EMC", "(x) Tj 1 g 0 0 600 800 re f",
    ])
    func whatIsNotSeenIsNotShown(_ operators: String) throws {
        let drawing = try Page.drawing(
            "BT /F 10 Tf 100 100 Td \(operators) ET",
            resources: [
                "ExtGState": .dictionary(["Clear": .dictionary(["ca": .integer(0), "CA": .integer(0)])]),
                "Properties": .dictionary(["Off": Page.object(0)]),
            ], objects: [.dictionary(["Type": .name("OCG"), "Name": .text("off")])],
            catalog: [
                "OCProperties": .dictionary([
                    "OCGs": .array([Page.object(0)]),
                    "D": .dictionary(["OFF": .array([Page.object(0)])]),
                ])
            ])
        #expect(drawing.words.isEmpty)
        #expect(drawing.hidden == ["x"])
        #expect(try Page.drawing("BT /F 10 Tf 100 100 Td (x) Tj ET").words == ["x"])
    }

    @Test func textPaintedOverLaterOnlyInPartIsStillSeen() throws {
        let drawing = try Page.drawing("BT /F 10 Tf 100 100 Td (seen) Tj ET 1 g 100 90 10 30 re f")
        #expect(drawing.words == ["seen"])
        let under = try Page.drawing("1 g 0 0 600 800 re f BT /F 10 Tf 100 100 Td (seen) Tj ET")
        #expect(under.words == ["seen"])
    }
}
