import PDFSyntax
import Testing

@testable import ContentStreams

/// Appearances in their rectangles.
struct AppearanceTests {
    private func annotation(_ more: PDFDictionary = [:]) -> PDFDictionary {
        var dictionary: PDFDictionary = [
            "Subtype": .name("Widget"), "Rect": .numbers([100, 200, 300, 240]),
            "AP": .dictionary(["N": Page.object(0)]),
        ]
        for entry in more.entries { dictionary[entry.key] = entry.value }
        return dictionary
    }

    @Test func theBoxIsFittedIntoTheRectangle() throws {
        let drawing = try Page.widget(
            annotation(), objects: [Page.form("0 0 100 20 re f BT /F 10 Tf 10 5 Td (631) Tj ET", box: [0, 0, 100, 20])])
        #expect(drawing.text == "631")
        #expect(drawing.opaque.map(\.box) == [PDFRectangle(x0: 100, y0: 200, x1: 300, y1: 240)])
        #expect(abs((drawing.texts.first?.box.x0 ?? 0) - 120) < 0.01)
    }

    @Test func theMatrixTurnsTheBoxFirst() throws {
        let drawing = try Page.widget(
            annotation(),
            objects: [Page.form("0 0 10 50 re f", box: [0, 0, 20, 100], ["Matrix": .numbers([0, 1, -1, 0, 0, 0])])])
        #expect(drawing.opaque.map(\.box) == [PDFRectangle(x0: 200, y0: 200, x1: 300, y1: 220)])
    }

    @Test func statesHiddenFlagsAndMissingPartsShowNothing() throws {
        let form = Page.form("BT /F 10 Tf (on) Tj ET", box: [0, 0, 100, 20])
        let states: PDFObject = .dictionary(["N": .dictionary(["On": Page.object(0), "Off": Page.object(1)])])
        let objects = [form, Page.form("", box: [0, 0, 100, 20])]
        #expect(try Page.widget(annotation(["AP": states, "AS": .name("On")]), objects: objects).text == "on")
        #expect(try Page.widget(annotation(["AP": states, "AS": .name("Off")]), objects: objects).text == "")
        #expect(try Page.widget(annotation(["AP": states]), objects: objects).text == "")
        for flag in [2, 32] { #expect(try Page.widget(annotation(["F": .integer(flag)]), objects: objects).text == "") }
        #expect(try Page.widget(annotation(["Rect": .numbers([0, 0, 0, 0])]), objects: objects).text == "")
        #expect(try Page.widget(["Subtype": .name("Widget")], objects: objects).text == "")
    }

    @Test func nestedFormsAreFollowedAndClipped() throws {
        let outer = Page.form(
            "q 1 0 0 1 10 10 cm /X Do Q", box: [0, 0, 100, 40],
            ["Resources": .dictionary(["XObject": .dictionary(["X": Page.object(1)])])])
        let inner = Page.form("0 0 500 500 re f BT /F 10 Tf 2 2 Td (in) Tj 60 0 Td (out) Tj ET", box: [0, 0, 50, 20])
        let drawing = try Page.widget(
            annotation(["Rect": .numbers([0, 0, 100, 40])]), objects: [outer, inner])
        #expect(drawing.opaque.map(\.box) == [PDFRectangle(x0: 10, y0: 10, x1: 60, y1: 30)])
        #expect(drawing.words == ["in"])
        #expect(drawing.hidden == ["out"])
    }

    @Test func whatIsTransparentAboutAGroupStays() throws {
        let group: PDFDictionary = ["Group": .dictionary(["S": .name("Transparency")])]
        let objects = [
            Page.form(
                "/Half gs /X Do", box: [0, 0, 100, 40],
                [
                    "Resources": .dictionary([
                        "XObject": .dictionary(["X": Page.object(1)]),
                        "ExtGState": .dictionary(["Half": .dictionary(["ca": .real(0.5)])]),
                    ])
                ]),
            Page.form(
                "/Full gs 0 0 100 40 re f", box: [0, 0, 100, 40],
                [
                    "Group": group["Group"] ?? .null,
                    "Resources": .dictionary([
                        "ExtGState": .dictionary(["Full": .dictionary(["ca": .integer(1)])])
                    ]),
                ]),
        ]
        #expect(try Page.widget(annotation(), objects: objects).opaque.isEmpty)
    }
}
