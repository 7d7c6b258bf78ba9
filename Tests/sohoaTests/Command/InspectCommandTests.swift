import Foundation
import TestSupport
import Testing

/// `sohoa inspect`: structure without a verdict (DESIGN section 5).
@Suite struct InspectCommandTests {
    let sample: URL

    init() throws { sample = try FiledResult.of("giay-phep-xay-dung.tif", in: DemoWorld.shared.get().vault).pdf }

    @Test func saysWhatIsThereAndJudgesNothing() throws {
        let json = try SohoaBinary.run(["inspect", sample.path, "--json"])
        #expect(json.status == 0)
        #expect(json.lines.count == 1)
        #expect(json.json.count == 1)
        #expect(!json.text.contains("TOTAL-"))
        let plain = try SohoaBinary.run(["inspect", sample.path])
        #expect(plain.status == 0)
        #expect(!plain.text.isEmpty)
        #expect(!plain.text.contains("TOTAL-"))
    }

    @Test func alteredFileIsInspectedAllTheSame() throws {
        let altered = try Scratch.file("sua.pdf", SignedPDF(sample).flipped(at: 5000))
        #expect(try SohoaBinary.run(["inspect", altered.path, "--json"]).status == 0)
    }
}
