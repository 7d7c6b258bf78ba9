import Foundation
import TestSupport
import Testing

/// `sohoa vault get` and `sohoa vault search` (DESIGN section 5).
@Suite struct VaultReadingTests {
    let vault: URL

    init() throws { vault = try DemoWorld.shared.get().vault }

    private func search(_ text: String) throws -> CommandResult {
        try SohoaBinary.run(["vault", "search", "--vault", vault.path, text])
    }

    @Test func getGivesTheBytesOfTheResult() throws {
        for result in try FiledResult.all(in: vault).prefix(3) {
            let got = try SohoaBinary.run(["vault", "get", "--vault", vault.path, result.object.urn])
            #expect(got.status == 0)
            #expect(got.stdout == (try result.object.bytes("result.pdf")))
        }
    }

    @Test func getOfAnUnknownNameIsMissingInput() throws {
        let got = try SohoaBinary.run(["vault", "get", "--vault", vault.path, "urn:sohoa:h01.02.14:khai-sinh:khongco"])
        #expect(got.status == 3)
        #expect(got.stdout.isEmpty)
        #expect(got.stderr.contains("sohoa: error:"))
    }

    @Test func findsByEveryIdentifier() throws {
        for result in try FiledResult.all(in: vault) {
            let record = result.record
            var keys = [record.urn, record.code, record.sealCode] + record.owners.map(\.id)
            if let number = record.fields["numberAndNotation"]?.value { keys.append(number) }
            for key in keys {
                let found = try search(key)
                #expect(found.status == 0, "\(key)")
                #expect(found.text.contains(record.urn), "\(key)")
            }
        }
    }

    @Test func findsByNumberAlone() throws {
        let record = try FiledResult.of("giay-phep-xay-dung.tif", in: vault).record
        #expect(try search("111").text.contains(record.urn))
    }

    /// Marks left out match any, and đ is found by d.
    @Test(arguments: [
        ("Đặng Quốc Thịnh", "phieu-ly-lich-tu-phap.jpg"), ("dang quoc thinh", "phieu-ly-lich-tu-phap.jpg"),
        ("DANG QUOC THINH", "phieu-ly-lich-tu-phap.jpg"), ("Giấy phép lái xe", "giay-phep-lai-xe.jpg"),
        ("giay phep lai xe", "giay-phep-lai-xe.jpg"), ("ho kinh doanh", "giay-chung-nhan-ho-kinh-doanh.png"),
        ("cap doi quyen su dung dat", "quyet-dinh-cap-doi.jpg"), ("xa my hoa hung", "trich-luc-khai-sinh.jpg"),
    ])
    func findsVietnameseWords(text: String, source: String) throws {
        let record = try FiledResult.of(source, in: vault).record
        #expect(try search(text).text.contains(record.urn))
    }

    /// The same word typed on a machine that takes letters and marks apart.
    @Test func findsDecomposedText() throws {
        let record = try FiledResult.of("phieu-ly-lich-tu-phap.jpg", in: vault).record
        let typed = "Đặng Quốc Thịnh".decomposedStringWithCanonicalMapping
        #expect(try search(typed).text.contains(record.urn))
    }

    @Test func findsNothingForWordsNobodyWrote() throws {
        let found = try search("phi thuyền vũ trụ")
        #expect(!found.text.contains("urn:sohoa:"))
        #expect(found.stderr.isEmpty || !found.stderr.contains("sohoa: error:"))
    }

    @Test func folderThatIsNoVaultIsMissingInput() throws {
        let run = try SohoaBinary.run(["vault", "search", "--vault", "/khong/co", "a"])
        #expect(run.status == 3)
        #expect(run.stderr.contains("/khong/co"))
    }

    @Test func deletedIndexIsRebuiltFromTheObjects() throws {
        let copy = try Scratch.copy(vault, "reindex")
        for name in ["index.db", "index.db-wal", "index.db-shm"] {
            try? FileManager.default.removeItem(at: copy.appendingPathComponent(name))
        }
        let rebuilt = try SohoaBinary.run(["vault", "reindex", "--vault", copy.path])
        #expect(rebuilt.status == 0, "\(rebuilt.stderr)")
        let record = try FiledResult.of("phieu-ly-lich-tu-phap.jpg", in: copy).record
        let found = try SohoaBinary.run(["vault", "search", "--vault", copy.path, "dang quoc thinh"])
        #expect(found.text.contains(record.urn))
        #expect(try SohoaBinary.run(["vault", "validate", "--vault", copy.path]).status == 0)
    }
}
