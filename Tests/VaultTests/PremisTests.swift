import Foundation
import Testing
import Vault

@Suite struct PremisTests {
    @Test func theHistoryGrowsWithTheVersions() throws {
        let workshop = try VaultWorkshop()
        let vault = try workshop.create()
        _ = try vault.file([VaultWorkshop.filing("a")], at: VaultWorkshop.instant)
        _ = try vault.amend([VaultWorkshop.revocation("a")], at: VaultWorkshop.instant)
        let object = try #require(try vault.get(VaultWorkshop.urn("a")))
        let xml = String(decoding: try object.read("premis.xml"), as: UTF8.self)
        let types = xml.split(separator: "\n").filter { $0.contains("<eventType>") }.map {
            $0.split { "<>".contains($0) }.dropFirst(2).first.map(String.init)
        }
        #expect(
            types == [
                "capture", "digital signature generation", "ingestion", "metadata modification", "ingestion",
            ])
        #expect((1...5).allSatisfy { xml.contains(">event-\($0)<") })
        #expect(xml.components(separatedBy: "<agentName>").count == 3)
        #expect(xml.contains("Trần Văn Thử &lt;số hóa&gt; &amp; cs"))
        for file in try object.files() where file.path != "premis.xml" {
            #expect(xml.contains(">\(file.sha256)<") && xml.contains(">\(file.path)<"), "\(file.path)")
        }
    }
}
