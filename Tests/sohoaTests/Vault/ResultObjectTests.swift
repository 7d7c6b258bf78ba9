import Foundation
import TestSupport
import Testing

/// The vault object of a result (DESIGN section 8).
@Suite struct ResultObjectTests {
    let vault: URL
    let results: [FiledResult]

    init() throws {
        vault = try DemoWorld.shared.get().vault
        results = try FiledResult.all(in: vault)
    }

    @Test func holdsTheFilesOfTheContract() {
        #expect(results.count > 10)
        for result in results {
            let content = Set(result.object.content.keys)
            #expect(content.isSuperset(of: ["result.pdf", "record.json", "premis.xml"]), "\(result.record.source)")
            let rest = content.subtracting(["result.pdf", "record.json", "premis.xml"])
            #expect(!rest.isEmpty && rest.allSatisfy { $0.hasPrefix("scan/") }, "\(rest)")
        }
    }

    @Test func masterIsKeptAsReceived() throws {
        for result in results {
            let source = Checkout.testDocuments.appendingPathComponent(result.record.source)
            let masters = result.object.content.keys.filter { $0.hasPrefix("scan/") }
            let original = try Data(contentsOf: source)
            let found = try masters.contains { try Data(result.object.bytes($0)) == original }
            #expect(found, "\(result.record.source)")
        }
    }

    @Test func everyFiledTestDocumentIsThere() throws {
        let stated = try StatedOutcomes()
        let expected = stated.byFile.filter { $0.value == "filed" && !stated.components.contains($0.key) }.keys
        #expect(results.map(\.record.source) == expected.sorted())
    }

    @Test func recordNamesEveryKey() throws {
        let keys: Set = [
            "schema", "urn", "source", "code", "documentClass", "type", "title", "number", "notation", "issuedDate",
            "validUntil", "scope", "agency", "owners", "fields", "sensitivity", "retention", "status", "replaces",
            "replacedBy",
        ]
        let explained: Set = ["class", "trigger", "triggerDate", "period", "dueDate", "basis"]
        for result in results {
            let json = try result.object.json()
            #expect(keys.subtracting(json.keys).isEmpty, "\(result.record.source)")
            #expect(json["schema"] as? String == "sohoa.record/1")
            #expect(json["urn"] as? String == result.object.urn)
            let retention = try #require(json["retention"] as? [String: Any])
            #expect(explained.subtracting(retention.keys).isEmpty, "\(result.record.source)")
        }
    }

    @Test func recordSaysWhatTheManifestSaid() throws {
        let record = try FiledResult.of("giay-chung-nhan-ket-hon.jpg", in: vault).record
        #expect(record.type == "ket-hon")
        #expect(record.title == "Giấy chứng nhận kết hôn")
        #expect(record.number == "24")
        #expect(record.notation == "2026")
        #expect(record.issuedDate == "2026-02-14")
        #expect(record.scope == "Toàn quốc")
        #expect(record.agency == "Ủy ban nhân dân xã Mỹ Hòa Hưng")
        #expect(record.documentClass == "paper-copy")
        #expect(record.status == "in-force")
        #expect(record.owners.map(\.id) == ["089097830931", "092300381393"])
        #expect(record.owners.map(\.name) == ["Lê Minh Khôi", "Phạm Thị Diễm My"])
        #expect(record.fields["numberAndNotation"]?.value == "24/2026")
    }

    /// Nobody described the born-digital decision: every value was read off it.
    @Test func bornDigitalRecordComesFromTheText() throws {
        let record = try FiledResult.of("quyet-dinh-tro-cap.pdf", in: vault).record
        #expect(record.documentClass == "electronic-original")
        for name in ["numberAndNotation", "issuedDate", "holderName", "holderId"] {
            let field = try #require(record.fields[name], "\(name)")
            #expect(field.source == "text")
            #expect(field.page == 1)
            #expect(field.box?.count == 4)
        }
    }

    /// The manifest row has no owner; the identity card's code printed on the page names the holder.
    @Test func holderMayComeFromACodeOnThePage() throws {
        let record = try FiledResult.of("xac-nhan-nhan-khau.png", in: vault).record
        let id = try #require(record.fields["holderId"])
        #expect(id.source == "qr")
        #expect(id.confidence < 1)
        #expect(id.page == 1)
        #expect(record.owners.first?.id == id.value)
    }

    @Test func fieldsAreValuesWithSourceAndConfidence() {
        for result in results {
            #expect(!result.record.fields.isEmpty)
            for (name, field) in result.record.fields {
                let text = Comment(rawValue: "\(result.record.source) \(name)")
                #expect((0...1).contains(field.confidence), text)
                #expect(["manifest", "text", "ocr", "qr", "person"].contains(field.source), text)
                guard let box = field.box else { continue }
                #expect(field.page != nil, text)
                #expect(box.count == 4 && box[0] < box[2] && box[1] < box[3], text)
            }
            for name in ["numberAndNotation", "issuedDate", "holderName", "holderId"] {
                #expect(result.record.fields[name] != nil, "\(result.record.source) \(name)")
            }
        }
    }

    /// n years from any day of year Y are due on 1 January of Y + n + 1 (Luật Lưu trữ 33/2024 Điều 15).
    @Test func retentionIsComputedAndExplained() throws {
        for result in results {
            let retention = result.record.retention
            let text = Comment(rawValue: "\(result.record.source) \(retention)")
            #expect(!retention.class.isEmpty && !retention.basis.citation.isEmpty, text)
            #expect(["issued", "closed", "expired", "revoked", "replaced"].contains(retention.trigger), text)
            if retention.period == "permanent" {
                #expect(retention.dueDate == nil, text)
            } else {
                let years = try #require(Int(retention.period.dropFirst().dropLast()), text)
                #expect((2...70).contains(years), text)
                let year = retention.triggerDate.flatMap { Int($0.prefix(4)) }
                #expect(retention.dueDate == year.map { "\($0 + years + 1)-01-01" }, text)
            }
        }
        #expect(try FiledResult.of("trich-luc-khai-sinh.jpg", in: vault).record.retention.period == "permanent")
    }

    @Test(.enabled(if: Command.find("python3") != nil, "needs python3"))
    func premisIsWellFormedAndNamesTheEvents() throws {
        let script = """
            import sys, xml.etree.ElementTree as tree
            for path in sys.argv[1:]:
                root = tree.parse(path).getroot()
                assert root.tag == '{http://www.loc.gov/premis/v3}premis', root.tag
                events = [e.text for e in root.iter('{http://www.loc.gov/premis/v3}eventType')]
                digests = [d.text for d in root.iter('{http://www.loc.gov/premis/v3}messageDigest')]
                print('|'.join(events), '|'.join(digests), sep='\\t')
            """
        let paths = try results.map { try $0.object.url("premis.xml").path }
        let parsed = try Command.tool("python3", ["-c", script] + paths)
        #expect(parsed.status == 0, "\(parsed.stderr)")
        for (line, result) in zip(parsed.lines, results) {
            let columns = line.split(separator: "\t").map { $0.split(separator: "|").map(String.init) }
            let events = columns.first ?? []
            #expect(events.contains("capture"), "\(line)")
            #expect(events.filter { $0 == "digital signature generation" }.count == 2, "\(line)")
            #expect(events.contains("ingestion"), "\(line)")
            let digest = try SHA256Tool.hex(files: [result.pdf.path]).first
            #expect(columns.last?.contains(digest ?? "") == true, "\(result.record.source)")
        }
    }
}
