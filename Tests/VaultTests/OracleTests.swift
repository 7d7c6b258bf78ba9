import Foundation
import Records
import Testing
import Vault

@Suite(.enabled(if: Oracle.hasOCFL, "ocfl-py is not installed: set SOHOA_TEST_PYTHON"))
struct OracleTests {
    private let workshop: VaultWorkshop
    private let vault: Vault

    init() throws {
        workshop = try VaultWorkshop()
        vault = try workshop.create()
        _ = try vault.file(["a", "b", "c"].map { VaultWorkshop.filing($0) }, at: VaultWorkshop.instant)
        _ = try vault.amend([VaultWorkshop.revocation("a")], at: VaultWorkshop.instant)
    }

    @Test func ocflPyFindsNoFault() throws {
        let root = "\(workshop.path)/volumes/main/root"
        let judged = try Oracle.validate(root: root)
        #expect(judged.status == 0, "\(judged.output)")
        let file = try #require(try workshop.storedFiles().first { $0.hasSuffix("result.pdf") })
        try workshop.overwrite(file, Array("%PDF forged".utf8))
        #expect(try Oracle.validate(root: root).status == 1)
    }

    @Test func premisIsXMLWithEveryLinkResolved() throws {
        let file = try #require(try workshop.storedFiles().first { $0.hasSuffix("v2/content/premis.xml") })
        let judged = try Oracle.events(premis: "\(workshop.path)/\(file)")
        #expect(judged.status == 0)
        #expect(
            judged.output.split(separator: "\n") == [
                "capture", "digital signature generation", "ingestion", "metadata modification", "ingestion",
            ], "\(judged.output)")
    }
}
