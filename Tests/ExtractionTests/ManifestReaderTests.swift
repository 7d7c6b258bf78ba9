import Extraction
import Records
import Testing

@Suite struct ManifestReaderTests {
    private func read(_ text: String, aliases: [String: String] = [:]) -> Manifest {
        ManifestReader.read(Array(text.utf8), aliases: aliases)
    }

    @Test func readsRowsByFile() {
        let manifest = read("file,number,notation\na.jpg,111,GPXD-UBND\nH01-1/b.tif,,\n")
        #expect(manifest.rows.map(\.path) == ["a.jpg", "H01-1/b.tif"])
        #expect(manifest.row(for: "a.jpg")?.row[.number] == "111")
        #expect(manifest.row(for: "a.jpg")?.row.line == 2)
        #expect(manifest.row(for: "H01-1/b.tif")?.row[.number] == nil)
        #expect(manifest.row(for: "c.jpg") == nil)
        #expect(manifest.problems == [])
    }

    @Test(arguments: [
        "\u{FEFF}file,title\r\na.jpg,\"Giấy phép, loại \"\"A\"\"\"\r\n",
        "file;title\na.jpg;Giấy phép, loại \"A\"\n",
        "file\ttitle\na.jpg\tGiấy phép, loại \"A\"",
        "title,file\n\n  \n\"Giấy phép, loại \"\"A\"\"\",./a.jpg",
        "FILE , Title\ra.jpg,\"Giấy phép, loại \"\"A\"\"\"\r",
    ])
    func acceptsWhatSpreadsheetsWrite(text: String) {
        let manifest = read(text)
        #expect(manifest.row(for: "a.jpg")?.row[.title] == "Giấy phép, loại \"A\"")
        #expect(manifest.problems == [])
    }

    @Test func aQuotedCellMayHoldLineEnds() {
        let manifest = read("file,title\na.jpg,\"một\nhai\"\nb.jpg,ba\n")
        #expect(manifest.row(for: "a.jpg")?.row[.title] == "một\nhai")
        #expect(manifest.row(for: "b.jpg")?.row.line == 4)
    }

    @Test func headersMayBeVietnamese() {
        let manifest = read(
            "TÊN TỆP,Ngay cap\na.jpg,05/03/2026\n", aliases: ["Tên tệp": "file", "Ngày cấp": "issuedDate"])
        #expect(manifest.row(for: "a.jpg")?.row[.issuedDate] == "05/03/2026")
    }

    @Test func namesAreComparedInNFC() {
        let manifest = read("file\nGia\u{0302}\u{0301}y.jpg\n")
        #expect(manifest.row(for: "Giấy.jpg") != nil)
        #expect(manifest.rowsWithoutFile(among: ["Gi\u{1EA5}y.jpg"]) == [])
    }

    @Test func namesRowsWhoseFileIsNotThere() {
        let findings = read("file\na.jpg\nb.jpg\n").rowsWithoutFile(among: ["a.jpg"])
        #expect(findings.map(\.code) == ["MANIFEST_FILE_MISSING"])
        #expect(findings.first?.message.en == "Line 3 of the manifest names “b.jpg”, which is not in the folder.")
    }

    @Test func aRepeatedFileKeepsItsFirstRow() {
        let manifest = read("file,number\na.jpg,1\nsub\\a.jpg,2\na.jpg,3\n")
        #expect(manifest.rows.map(\.path) == ["a.jpg", "sub/a.jpg"])
        #expect(manifest.row(for: "a.jpg")?.row[.number] == "1")
        #expect(manifest.row(for: "a.jpg")?.findings.map(\.code) == ["MANIFEST_ROW_REPEATED"])
        #expect(manifest.row(for: "a.jpg")?.findings.first?.message.en.contains("lines 2 and 4") == true)
    }

    @Test(arguments: [
        ("tệp,số\n", "MANIFEST_COLUMN_UNKNOWN MANIFEST_COLUMN_UNKNOWN MANIFEST_FILE_COLUMN_MISSING"),
        ("file,nmuber\na,1\n", "MANIFEST_COLUMN_UNKNOWN"),
        ("file,number,number\na,1,2\n", "MANIFEST_COLUMN_REPEATED"),
        ("file,number\n,1\n", "MANIFEST_ROW_WITHOUT_FILE"),
        ("file,number\na,\"1\nb,2\n", "MANIFEST_QUOTE_UNCLOSED"),
        ("", ""),
        ("file\n", ""),
    ])
    func mistakesBecomeFindings(text: String, codes: String) {
        #expect(read(text).problems.map(\.code).joined(separator: " ") == codes)
    }

    @Test func tooManyCellsPointAtMissingQuotes() {
        let manifest = read("file,title\na.jpg,Giấy phép, loại A\n")
        #expect(manifest.row(for: "a.jpg")?.findings.map(\.code) == ["MANIFEST_ROW_TOO_LONG"])
    }

    @Test func otherEncodingsAreRefused() {
        #expect(
            ManifestReader.read([0x66, 0x69, 0x6C, 0x65, 0x0A, 0xE1, 0x0A]).problems.map(\.code) == [
                "MANIFEST_NOT_UTF8"
            ])
    }
}
