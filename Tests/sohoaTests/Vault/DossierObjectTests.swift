import Foundation
import TestSupport
import Testing

/// The vault object of a dossier: its components, and links to its results (DESIGN section 8).
@Suite struct DossierObjectTests {
    private static let code = "H01.02.14-260311-0007"
    let vault: URL

    init() throws { vault = try DemoWorld.shared.get().vault }

    @Test func holdsTheComponentsAndLinksTheResult() throws {
        let dossier = try #require(try FiledDossier.all(in: vault).first { $0.record.code == Self.code })
        #expect(dossier.record.schema == "sohoa.dossier/1")
        #expect(dossier.record.urn == dossier.object.urn)
        let stated = try StatedOutcomes()
        #expect(dossier.record.components.map(\.source).sorted() == stated.components.sorted())
        let result = try FiledResult.of(Self.code + "/giay-phep-xay-dung.pdf", in: vault)
        #expect(dossier.record.results == [result.object.urn])
    }

    @Test func componentsAreSignedFilesOfTheObject() throws {
        for dossier in try FiledDossier.all(in: vault) {
            for component in dossier.record.components {
                #expect(component.file.hasPrefix("components/"))
                let url = try dossier.object.url(component.file)
                #expect(try SHA256Tool.hex(files: [url.path]) == [component.sha256])
                #expect(component.pages > 0)
                let (report, status) = try Verification.of(url)
                #expect(report.conclusion == .totalPassed, "\(component.source) \(report.allReasons)")
                #expect(status == 0)
            }
        }
    }

    /// A component that comes later is added to the dossier that is there, as its next version.
    @Test func laterComponentMakesTheNextVersion() throws {
        let folder = try SampleFolder([Self.code + "/giay-to-dat.jpg"])
        let vault = try Scratch.folder("dossier").appendingPathComponent("vault")
        #expect(try BatchResult.run(folder.path, into: vault).summary.filed == 1)
        #expect(try FiledDossier.all(in: vault).map(\.object.head) == ["v1"])
        let later = try SampleFolder([Self.code + "/giay-to-dat.jpg", Self.code + "/don-de-nghi.jpg"])
        let run = try BatchResult.run(later.path, into: vault)
        #expect(run.summary.filed == 1)
        #expect(run.summary.alreadyFiled == 1)
        let dossiers = try FiledDossier.all(in: vault)
        #expect(dossiers.map(\.object.head) == ["v2"])
        #expect(dossiers.first?.record.components.count == 2)
        #expect(try SohoaBinary.run(["vault", "validate", "--vault", vault.path]).status == 0)
    }
}
