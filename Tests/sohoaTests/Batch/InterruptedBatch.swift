import Foundation
import TestSupport
import Testing

/// The invariants of a batch that was stopped at some instant and run again until it was done.
struct InterruptedBatch {
    let folder: SampleFolder
    let vault: URL
    /// Documents of the folder that become results, and those that become components.
    let results: Set<String>
    let components: Set<String>

    /// The smallest documents of each kind: a bilevel scan, a born-digital file, and a dossier with two components.
    static let documents = [
        "giay-phep-xay-dung.tif", "quyet-dinh-tro-cap.pdf", "anh-72dpi.jpg",
        "H01.02.14-260311-0007/giay-to-dat.jpg", "H01.02.14-260311-0007/ban-ve-thiet-ke.tif",
        "H01.02.14-260311-0007/giay-phep-xay-dung.pdf",
    ]

    init() throws {
        let stated = try StatedOutcomes()
        folder = try SampleFolder(Self.documents)
        vault = try Scratch.folder("interrupted").appendingPathComponent("vault")
        let filed = Set(Self.documents.filter { stated.byFile[$0] == "filed" })
        components = filed.intersection(stated.components)
        results = filed.subtracting(components)
    }

    func start() throws -> RunningCommand {
        let profile = try DemoWorld.shared.get().profile
        return try SohoaBinary.start(BatchResult.arguments(folder.path, into: vault, profile: profile))
    }

    /// Checks the vault after the last run, and what that run said.
    func check(_ last: BatchResult, sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(last.summary.addsUp, sourceLocation: sourceLocation)
        #expect(last.summary.found == Self.documents.count, sourceLocation: sourceLocation)
        let done = last.summary.filed + last.summary.alreadyFiled
        #expect(done == results.count + components.count, sourceLocation: sourceLocation)
        #expect(last.summary.rejected == 1, sourceLocation: sourceLocation)

        let filed = try FiledResult.all(in: vault)
        #expect(filed.map(\.record.source).sorted() == results.sorted(), sourceLocation: sourceLocation)
        let dossiers = try FiledDossier.all(in: vault)
        #expect(Set(dossiers.map(\.record.code)).count == dossiers.count, sourceLocation: sourceLocation)
        let sources = dossiers.flatMap(\.record.components).map(\.source)
        #expect(sources.sorted() == components.sorted(), sourceLocation: sourceLocation)

        for result in filed {
            // Two signatures and no more: the digitizer's and the agency's.
            #expect(try SignedPDF(result.pdf).ranges.count == 2, sourceLocation: sourceLocation)
        }
        let links = dossiers.flatMap(\.record.results)
        #expect(Set(links).count == links.count, sourceLocation: sourceLocation)
        #expect(Set(links).isSubset(of: filed.map(\.object.urn)), sourceLocation: sourceLocation)
        #expect(Set(filed.map(\.record.code)).count == filed.count, sourceLocation: sourceLocation)
        #expect(Set(filed.map(\.record.sealCode)).count == filed.count, sourceLocation: sourceLocation)
        let validated = try SohoaBinary.run(["vault", "validate", "--vault", vault.path])
        #expect(validated.status == 0, "\(validated.text)\(validated.stderr)", sourceLocation: sourceLocation)
        let leftovers =
            FileTree(vault.appendingPathComponent("batch/work")).paths
            + FileTree(vault.appendingPathComponent("volumes")).paths.filter { $0.contains("/staging/") }
        #expect(leftovers.isEmpty, sourceLocation: sourceLocation)
    }
}
