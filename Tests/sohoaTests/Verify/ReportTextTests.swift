import Foundation
import TestSupport
import Testing

/// The report a person reads, in both languages.
@Suite struct ReportTextTests {
    let world: DemoWorld
    let good: String
    let altered: String

    init() throws {
        world = try DemoWorld.shared.get()
        let pdf = try FiledResult.of("giay-phep-xay-dung.tif", in: world.vault).pdf
        good = pdf.path
        altered = try Scratch.file("sua.pdf", SignedPDF(pdf).flipped(at: 5000)).path
    }

    @Test func vietnameseIsTheDefault() throws {
        let run = try SohoaBinary.run(["verify", good, "--trust", world.trust])
        #expect(run.status == 0)
        #expect(run.text.contains("✔ HỢP LỆ"))
        #expect(run.text.contains("TOTAL-PASSED"))
        #expect(run.text == (try SohoaBinary.run(["verify", good, "--trust", world.trust, "--lang", "vi"]).text))
    }

    @Test func english() throws {
        let run = try SohoaBinary.run(["verify", good, "--trust", world.trust, "--lang", "en"])
        #expect(run.text.contains("✔ VALID"))
        #expect(run.text.contains("TOTAL-PASSED"))
        #expect(!run.text.contains("HỢP LỆ"))
    }

    @Test(arguments: [("vi", "✖ KHÔNG HỢP LỆ"), ("en", "✖ NOT VALID")])
    func failureSaysWhy(language: String, heading: String) throws {
        let run = try SohoaBinary.run(["verify", altered, "--trust", world.trust, "--lang", language])
        #expect(run.status == 1)
        #expect(run.text.contains(heading))
        #expect(run.text.contains("TOTAL-FAILED"))
        #expect(run.text.contains("HASH_FAILURE"))
    }

    @Test func reasonsFollowTheLanguage() throws {
        let reports = try ["vi", "en"].map { language in
            try SohoaBinary.run(["verify", altered, "--json", "--trust", world.trust, "--lang", language])
                .decoded(as: VerifyReport.self).flatMap(\.allReasons)
        }
        #expect(reports[0].map(\.code) == reports[1].map(\.code))
        #expect(reports[0].map(\.message) != reports[1].map(\.message))
    }
}
