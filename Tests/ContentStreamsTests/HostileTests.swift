import PDFSyntax
import Testing

@testable import ContentStreams

/// Any input ends soon, whatever it holds.
struct HostileTests {
    private func timed(_ body: () throws -> Drawing) rethrows -> (Drawing, Duration) {
        let clock = ContinuousClock()
        var drawing: Drawing?
        let time = try clock.measure { drawing = try body() }
        return (drawing ?? Drawing(), time)
    }

    @Test func circlesOfFormsEnd() throws {
        let own: PDFDictionary = [
            "Resources": .dictionary(["XObject": .dictionary(["X": Page.object(0), "Y": Page.object(1)])])
        ]
        let (drawing, time) = try timed {
            try Page.drawing(
                "/X Do", resources: ["XObject": .dictionary(["X": Page.object(0)])],
                objects: [
                    Page.form("/Y Do /X Do", box: [0, 0, 9, 9], own), Page.form("/X Do /Y Do", box: [0, 0, 9, 9], own),
                ])
        }
        #expect(!drawing.isComplete)
        #expect(time < .seconds(5))
    }

    /// Each form runs the next one ten times: 10^12 runs without a bound.
    @Test func formsThatBranchEnd() throws {
        let forms = (0..<12).map { level in
            Page.form(
                String(repeating: "/N Do ", count: 10), box: [0, 0, 9, 9],
                ["Resources": .dictionary(["XObject": .dictionary(["N": Page.object(level + 1)])])])
        }
        let (drawing, time) = try timed {
            try Page.drawing(
                "/N Do", resources: ["XObject": .dictionary(["N": Page.object(0)])],
                objects: forms + [Page.form("0 0 1 1 re f", box: [0, 0, 9, 9])])
        }
        #expect(!drawing.isComplete)
        #expect(time < .seconds(20))
    }

    @Test func floodsOfOperatorsGlyphsAndAreasEnd() throws {
        for content in [
            String(repeating: "0 0 1 1 re f ", count: 300_000), String(repeating: "q ", count: 500_000),
            "BT /F 10 Tf " + String(repeating: "(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ", count: 40_000),
            String(repeating: "[", count: 500_000), String(repeating: "<<", count: 500_000),
            String(repeating: "BI ", count: 300_000) + "ID EI", String(repeating: "(", count: 500_000),
            "0 0 m " + String(repeating: "9 9 l 1 700 l ", count: 100_000) + " f*",
            String(repeating: "/OC /x BDC ", count: 200_000), "/Fm Do /Im Do /Sh sh",
        ] {
            let (drawing, time) = try timed { try Page.drawing(content) }
            #expect(time < .seconds(20), "\(content.prefix(30))")
            #expect(drawing.areas.count <= ContentLimits().areas)
        }
    }

    @Test func numbersBeyondReasonAreHarmless() throws {
        for number in ["1e999", "99999999999999999999999999", "-1e308", "0.0000000001", "--5", "1-2", ".", "-", "+"] {
            let drawing = try Page.drawing(
                """
                \(number) \(number) \(number) \(number) re f q \(number) 0 0 \(number) \(number) 1 cm 0 0 1 1 re f
                \(number) w 0 0 m 5 5 l S BT /F \(number) Tf \(number) Tz \(number) Tc \(number) \(number) Td (a b) Tj
                [(a) \(number) (b)] TJ \(number) Tr (c) Tj \(number) \(number) \(number) \(number) \(number) \(number) Tm
                (d) Tj ET Q 1 1 1 1 \(number) \(number) c W n (e) Tj
                """)
            for area in drawing.areas { #expect(area.box.x0.isFinite && area.box.y1.isFinite) }
        }
    }

    /// Bytes by a fixed generator: pieces of real content, cut, doubled and spoilt.
    @Test func spoiltContentNeverTraps() throws {
        let sample = Array(
            """
            q 1 0 0 1 10 10 cm /G gs BT /F 12 Tf 14 TL (Qu\\(y\\)\\303) Tj [(a) -20 <48>] TJ T* (x) ' 1 2 (y) " ET Q
            10 10 m 20 20 30 30 40 40 c h W* n 0 0 5 5 re B* BI /W 4 /H 2 /BPC 8 /CS /G ID 12345678 EI
            /P <</MCID 0>> BDC /Pattern cs /T scn 0 0 9 9 re f EMC /Fm Do /S sh
            """.utf8)
        var seed: UInt64 = 0x9E37_79B9_7F4A_7C15
        func random(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % max(bound, 1)
        }
        for _ in 0..<1500 {
            var bytes = sample
            for _ in 0...random(8) {
                let at = random(bytes.count)
                switch random(4) {
                case 0: bytes[at] = UInt8(random(256))
                case 1: bytes.removeSubrange(at..<min(bytes.count, at + random(20)))
                case 2: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + random(30))], at: random(bytes.count))
                default: bytes.insert(UInt8(random(256)), at: at)
                }
                if bytes.isEmpty { bytes = sample }
            }
            var map = bytes
            map += Array(" begincmap <00> <FFFFFFFF> <0041> endbfrange <01> <FF> 65535 endcidrange".utf8)
            _ = CMap(map, base: { CMap(predefined: $0) }).codes(in: sample)
            let document = try PDFDocument(bytes: ByteView(Page.file("")))
            var run = Interpretation(
                document.latest, limits: ContentLimits(), matrix: Matrix(),
                clip: PDFRectangle(x0: 0, y0: 0, x1: 600, y1: 800), resources: document.latest.pages[0].resources)
            run.run(bytes)
            _ = run.finish()
        }
    }

    /// Pieces of text inside glyphs and tiles, over and over on a page with many words.
    @Test func glyphsAndTilesMadeOfTextEnd() throws {
        let font: PDFObject = .dictionary([
            "Subtype": .name("Type3"), "FontMatrix": .numbers([0.1, 0, 0, 0.1, 0, 0]), "FirstChar": .integer(97),
            "Widths": .numbers([1]), "Encoding": .dictionary(["Differences": .array([.integer(97), .name("a")])]),
            "CharProcs": .dictionary(["a": Page.object(0)]),
            "Resources": .dictionary(["Font": .dictionary(["F": Page.helvetica])]),
        ])
        let tile = Page.stream(
            "BT /F 2 Tf (t i l e) Tj ET",
            [
                "PatternType": .integer(1), "BBox": .numbers([0, 0, 9, 9]), "XStep": .integer(9), "YStep": .integer(9),
                "Resources": .dictionary(["Font": .dictionary(["F": Page.helvetica])]),
            ])
        let words = "BT /F 5 Tf 9 9 Td " + String(repeating: "(w o r d s) Tj ", count: 20_000)
        let (drawing, time) = try timed {
            try Page.drawing(
                words + "/G 5 Tf " + String(repeating: "(aaaaaaaaaaaaaaaa) Tj ", count: 2000) + "ET /Pattern cs /T scn "
                    + String(repeating: "0 0 9 9 re f ", count: 20_000),
                resources: [
                    "Font": .dictionary(["F": Page.helvetica, "G": font]),
                    "Pattern": .dictionary(["T": Page.object(1)]),
                ], objects: [Page.stream("BT /F 2 Tf (p a r t) Tj ET", [:]), tile])
        }
        #expect(!drawing.words.contains("tile"))
        #expect(time < .seconds(20))
    }

    @Test func onePurseForMany() throws {
        let document = try PDFDocument(bytes: ByteView(Page.file(String(repeating: "0 0 1 1 re f ", count: 1000))))
        var budget = ContentLimits()
        budget.operators = 3000
        let page = document.latest.pages[0]
        #expect(ContentInterpreter.drawing(of: page, in: document.latest, spending: &budget).isComplete)
        let second = ContentInterpreter.drawing(of: page, in: document.latest, spending: &budget)
        #expect(second.isCut && !second.isComplete)
    }
}
