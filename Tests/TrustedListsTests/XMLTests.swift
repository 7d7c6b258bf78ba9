import Foundation
import TestSupport
import Testing

@testable import TrustedLists

struct XMLTests {
    private func canonical(
        _ xml: String, _ path: XMLPath, _ method: Canonicalization
    ) throws -> String {
        try String(decoding: XMLDocument(Array(xml.utf8)).canonical(.element(path), method), as: UTF8.self)
    }

    @Test("Canonical forms differ in what they take from above (Canonical XML 1.0 §2.4, 1.1 §2.4, Exclusive §2)")
    func canonicalForms() throws {
        let xml = """
            <r xmlns="urn:d" xmlns:a="urn:a" xmlns:b="urn:b" xml:lang="vi" xml:id="top"><!-- c --><a:x b:z='1' y="2"
             ><e/><![CDATA[<&>]]>&#13;</a:x></r>
            """
        let inside = "<e></e>&lt;&amp;&gt;&#xD;</a:x>"
        #expect(
            try canonical(xml, [0], .inclusive)
                == "<a:x xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" y=\"2\" xml:id=\"top\" "
                + "xml:lang=\"vi\" b:z=\"1\">" + inside)
        // An Id of an ancestor is not the element's: 1.1 mends that.
        #expect(
            try canonical(xml, [0], .inclusive11)
                == "<a:x xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" y=\"2\" xml:lang=\"vi\" b:z=\"1\">"
                + inside)
        #expect(
            try canonical(xml, [0], .exclusive(prefixes: []))
                == "<a:x xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" y=\"2\" b:z=\"1\"><e xmlns=\"urn:d\"></e>"
                + inside.dropFirst(7))
        #expect(
            try canonical(xml, [0], .exclusive(prefixes: ["#default"]))
                == "<a:x xmlns=\"urn:d\" xmlns:a=\"urn:a\" xmlns:b=\"urn:b\" y=\"2\" b:z=\"1\">" + inside)
    }

    @Test("The document without one element, with and without what stands beside the root")
    func documentRegions() throws {
        let document = try XMLDocument(Array("<?p q?><r><a>1</a> <b>2</b><!--c--></r><?s?>".utf8))
        func text(_ rootOnly: Bool) throws -> String {
            let region = XMLDocument.Region.document(except: [1], rootOnly: rootOnly)
            return try String(decoding: document.canonical(region, .inclusive), as: UTF8.self)
        }
        #expect(try text(false) == "<?p q?>\n<r><a>1</a> </r>\n<?s?>")
        #expect(try text(true) == "<r><a>1</a> </r>")
    }

    @Test("Elements are copied with names, attributes and text, comments aside")
    func copies() throws {
        let xml = "<r xmlns:n='urn:n' n:a='x&amp;y'>V<!-- no -->N<n:c> \n đỏ </n:c><![CDATA[<]]><?p?></r>"
        let root = try XMLDocument(Array(xml.utf8)).root()
        #expect(root.name == XMLName(namespace: "", local: "r"))
        #expect(root.text == "VN<")
        #expect(root.attributes.map(\.value) == ["x&y"])
        #expect(root.attributes.first?.name == XMLName(namespace: "urn:n", local: "a"))
        #expect(root.only(XMLName(namespace: "urn:n", local: "c"))?.trimmedText == "đỏ")
    }

    /// Files that are each beyond one limit, by what there is too much of.
    private static let excesses: [String: @Sendable () -> String] = [
        "bytes": { "<a>" + String(repeating: " ", count: XMLLimits.maximumBytes) + "</a>" },
        "depth": { String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65) },
        "elements": { "<a>" + String(repeating: "<b/>", count: XMLLimits.maximumItems) + "</a>" },
        "comments": { "<a>" + String(repeating: "<!---->", count: XMLLimits.maximumItems) + "</a>" },
        "tag": { "<a b='" + String(repeating: "c", count: XMLLimits.maximumTagBytes) + "'/>" },
        "attributes": { "<a " + (0...64).map { "b\($0)=''" }.joined(separator: " ") + "/>" },
        "namespaces": {
            (0..<5).map { level in "<a" + (0..<7).map { " xmlns:n\(level)\($0)='u'" }.joined() + ">" }.joined()
        },
    ]

    @Test("A file beyond the limits is refused at once", arguments: excesses.keys.sorted())
    func limits(excess: String) throws {
        let xml = try #require(Self.excesses[excess])
        let bytes = Array(xml().utf8)
        #expect(Lists.code { _ = try XMLDocument(bytes) } == "xml-beyond-limits")
    }

    @Test("Namespaces are counted in scope and not over the whole document")
    func namespacesInScope() throws {
        let xml = "<a>" + String(repeating: "<b xmlns='urn:x'><c xmlns:y='urn:y'/></b>", count: 100) + "</a>"
        #expect(try XMLDocument(Array(xml.utf8)).root().children.count == 100)
    }

    @Test("What comes close to the limits is canonicalised in seconds", .timeLimit(.minutes(1)))
    func worstCase() throws {
        let above = (0..<4).map { level in
            "<a" + (0..<8).map { " xmlns:n\(level)x\($0)='urn:\(level)'" }.joined() + ">"
        }.joined()
        let count = XMLLimits.maximumItems / 2 - 100
        let xml = above + String(repeating: "<n0x0:b c='d'/>", count: count) + String(repeating: "</a>", count: 4)
        let document = try XMLDocument(Array(xml.utf8))
        let region = XMLDocument.Region.document(except: [0, 0, 0, 0], rootOnly: true)
        #expect(try document.canonical(region, .inclusive).count > xml.utf8.count)
    }

    @Test("Bytes are UTF-8, whatever they declare: an encoding must not carry markup past the limits")
    func encodings() throws {
        let latin = "<?xml version='1.0' encoding='ISO-8859-1'?><r>đỏ</r>"
        #expect(try XMLDocument(Array(latin.utf8)).root().text == "đỏ")
        let seven = "<?xml version='1.0' encoding='UTF-7'?>+ADw-r/+AD4-"
        #expect(Lists.code { _ = try XMLDocument(Array(seven.utf8)) } == "xml-malformed")
        #expect(
            Lists.code { _ = try XMLDocument([0x3c, 0x72, 0x3e, 0xff, 0x3c, 0x2f, 0x72, 0x3e]) } == "xml-malformed")
    }

    @Test("Reading stops at the first error")
    func firstError() {
        let xml = "<r>\n<a b=></a>\n<c></d>\n</r>\n<s/>"
        let error = #expect(throws: TrustedListError.self) { try XMLDocument(Array(xml.utf8)) }
        #expect(error?.code == .malformedXML)
        #expect(error?.what.en.contains("line 2:") == true)
    }

    @Test("What looks like markup inside comments, CDATA and values does not count")
    func markupInText() throws {
        let many = String(repeating: "<x>", count: 100)
        let xml = "<?p \(many)?><r a='>>>'><!--\(many)<!DOCTYPE--><![CDATA[\(many)]]><b c=\"'/>'\"/></r>"
        #expect(try XMLDocument(Array(xml.utf8)).root().children.count == 1)
    }

    @Test(
        "Times are read strictly",
        arguments: [
            ("2026-11-22T08:00:00Z", 1_795_334_400.0), ("2026-11-22T15:00:00+07:00", 1_795_334_400),
            ("2026-11-22T08:00:00", 1_795_334_400), ("2026-11-22T08:00:00.250Z", 1_795_334_400),
            ("2026-11-22T02:30:00-05:30", 1_795_334_400), ("2024-02-29T00:00:00Z", 1_709_164_800),
            ("2026-02-29T00:00:00Z", nil), ("2026-13-01T00:00:00Z", nil), ("2026-11-22", nil), ("", nil),
            ("2026-11-22T24:00:00Z", nil), ("2026-11-22T08:00:00Zx", nil), ("2026-11-22T08:00:00.Z", nil),
        ])
    func times(text: String, seconds: Double?) {
        #expect(XMLDateTime.date(text)?.timeIntervalSince1970 == seconds)
    }
}
