import DurableIO
import OCFL
import PKI
import Testing

@Suite struct StorageRootTests {
    private let workshop: OCFLWorkshop
    private let id = "urn:sohoa:h01.02.14:giay-phep-xay-dung:k3v9qz"

    init() throws { workshop = try OCFLWorkshop() }

    @Test func theLayoutIsThatOfExtension0003() {
        // The example of the extension's text, with our tuple sizes: sha256("..hor/rib:le-$id") = 487326d8…
        #expect(StorageLayout().path(for: "..hor/rib:le-$id") == "48/73/%2e%2ehor%2frib%3ale-%24id")
        let long = String(repeating: "abcdefghij", count: 10) + "a"
        let digest = "5cc73e648fbcff136510e330871180922ddacf193b68fdeff855683a01464220"
        #expect(StorageLayout().path(for: long) == "5c/c7/" + String(repeating: "abcdefghij", count: 10) + "-" + digest)
    }

    @Test func versionsShareBytesAndKeepTheOldOnes() throws {
        try workshop.add(id, ["a.txt": "một", "scan/b.txt": "hai"])
        try workshop.root.publish([workshop.stageNext(id, ["c.txt": "một", "scan/b.txt": "hai sửa"])])
        let object = try #require(try workshop.root.object(id))
        #expect(object.head.description == "v2")
        #expect(object.files().map(\.path) == ["a.txt", "c.txt", "scan/b.txt"])
        #expect(object.inventory.manifest.count == 3)
        #expect(try object.read("scan/b.txt") == Array("hai sửa".utf8))
        #expect(try object.read("scan/b.txt", of: .first) == Array("hai".utf8))
        #expect(try object.size(of: "scan/b.txt") == "hai sửa".utf8.count)
        #expect(throws: OCFLError.self) { try object.read("c.txt", of: .first) }
        #expect(object.inventoryDigest(of: .first) != object.inventoryDigest)
        #expect(try workshop.root.validate().isClean)
    }

    @Test func removedFilesNoLongerShow() throws {
        try workshop.add(id, ["a": "1", "b": "2"])
        try workshop.root.publish([workshop.stageNext(id, [:], removed: ["a"])])
        let object = try #require(try workshop.root.object(id))
        #expect(object.files().map(\.path) == ["b"])
        #expect(try object.read("a", of: .first) == Array("1".utf8))
        #expect(try workshop.root.validate().isClean)
    }

    @Test(arguments: ["", "/a", "a/", "a//b", "../a", "a/./b", "a\0b", String(repeating: "x", count: 256)])
    func invalidPathsAreRefused(path: String) {
        #expect(throws: OCFLError(.invalidPath, .internal, vi: "", en: "")) { try workshop.add(id, [path: "x"]) }
    }

    @Test func aFileIsNotADirectoryToo() {
        #expect(throws: OCFLError(.invalidPath, .internal, vi: "", en: "")) {
            try workshop.add(id, ["a": "x", "a/b": "y"])
        }
    }

    @Test func anObjectIsNeverReplaced() throws {
        try workshop.add(id, ["a": "1"])
        #expect(throws: OCFLError(.objectExists, .storage, vi: "", en: "")) { try workshop.add(id, ["a": "2"]) }
        #expect(throws: OCFLError(.emptyVersion, .internal, vi: "", en: "")) { try workshop.stageNext(id, ["a": "1"]) }
    }

    @Test(.enabled(if: OCFLPython.isAvailable, "ocfl-py is not installed: set SOHOA_TEST_PYTHON"))
    func ocflPyAgrees() throws {
        try workshop.add(id, ["kết quả.pdf": "một", "scan/trang 1.jpg": "hai"])
        try workshop.add("urn:sohoa:h01:ho-so:1", ["record.json": "{}"])
        try workshop.root.publish([workshop.stageNext(id, ["record.json": "{}"], removed: ["kết quả.pdf"])])
        let clean = try OCFLPython.validate(workshop.root.path)
        #expect(clean.status == 0, "\(clean.output)")
        #expect(!clean.output.contains("[E"), "\(clean.output)")

        let victim = try #require(try workshop.files().first { $0.hasSuffix("trang 1.jpg") })
        try workshop.overwrite(victim, Array("haj".utf8))
        #expect(try OCFLPython.validate(workshop.root.path).status == 1)
    }
}
