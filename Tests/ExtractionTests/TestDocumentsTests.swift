import Extraction
import FoundationEssentials
import Records
import Testing

/// The manifest of the batch folder in the repository, row by row, against the shipped profile.
@Suite struct TestDocumentsTests {
    @Test func everyRowIsUsable() throws {
        let path = packageRoot + "/TestDocuments/so-hoa-2026/manifest.csv"
        let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
        let manifest = ManifestReader.read(bytes)
        #expect(manifest.problems == [])
        #expect(manifest.rows.count >= 12)
        let extractor = Extractor(documentTypes: shippedTypes)
        for entry in manifest.rows {
            let record = extractor.describe(ExtractionInput(manifest: entry.row, manifestFindings: entry.findings))
            let missing = record.findings.filter { $0.consequence >= .review }
            // One row leaves its owner to the code printed on the page.
            let expected = entry.row[.ownerName] == nil ? [FieldName.holderId, FieldName.holderName] : []
            #expect(Set(missing.compactMap(\.field)) == Set(expected), "\(entry.path): \(missing.map(\.message.en))")
        }
    }
}
