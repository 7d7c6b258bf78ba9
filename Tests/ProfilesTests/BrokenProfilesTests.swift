import Diagnostics
import FoundationEssentials
import Profiles
import Testing

/// What a person sees after a slip of the pen: every mistake, its line and column, and what would be right.
@Suite struct BrokenProfilesTests {
    struct Slip: Sendable, CustomTestStringConvertible {
        var name: String
        /// Which of the files below is edited.
        var file: String
        var from: String
        var to: String
        /// `line:column` in that file.
        var position: String
        var code: ProfileProblem.Code
        /// Part of the English text.
        var says: String

        var testDescription: String { name }
    }

    static let slips = [
        Slip(
            name: "unknown key, near one", file: "agency.yaml", from: "shortName:", to: "shortNmae:", position: "4:3",
            code: .unknownKey, says: "unknown key “shortNmae”; expected: “shortName”"),
        Slip(
            name: "unknown key, near none", file: "scan.yaml", from: "maximumPages: 10", to: "maximumPages: 10\nzzz: 1",
            position: "4:1", code: .unknownKey, says: "one of: effective, minimumDPI"),
        Slip(
            name: "missing key", file: "agency.yaml", from: "  systemName: S\n", to: "", position: "2:3",
            code: .missingKey, says: "“systemName” is missing"),
        Slip(
            name: "empty value", file: "agency.yaml", from: "systemName: S", to: "systemName:", position: "5:3",
            code: .missingKey, says: "“systemName” is missing"),
        Slip(
            name: "bad agency code", file: "agency.yaml", from: "code: H01", to: "code: Z1", position: "2:9",
            code: .invalidValue, says: "“code” cannot be “Z1”; expected: an agency code such as H01.02.14"),
        Slip(
            name: "bad result code", file: "agency.yaml", from: "{serial:6}", to: "{seriall}", position: "6:24",
            code: .invalidValue, says: "no placeholder {seriall}"),
        Slip(
            name: "result code without serial", file: "agency.yaml", from: "{owner}.{serial:6}", to: "{owner}",
            position: "6:24", code: .invalidValue, says: "no {serial}"),
        Slip(
            name: "host with scheme", file: "agency.yaml", from: "host: a.example.vn", to: "host: https://a.example.vn",
            position: "7:15", code: .invalidValue, says: "without https://"),
        Slip(
            name: "choice, near one", file: "agency.yaml", from: "ownerId: full", to: "ownerId: fulll",
            position: "7:38", code: .invalidValue, says: "“ownerId” cannot be “fulll”; expected: “full”"),
        Slip(
            name: "choice, near none", file: "agency.yaml", from: "level: B-B", to: "level: basic", position: "9:10",
            code: .invalidValue, says: "one of: B-B, B-T, B-LT, B-LTA"),
        Slip(
            name: "signer scheme", file: "agency.yaml", from: "uri: \"p12:a\"", to: "uri: a.p12", position: "10:30",
            code: .invalidValue, says: "p12:FILE, pem:KEY,CERT or pkcs11:"),
        Slip(
            name: "missing part file", file: "agency.yaml", from: "retention: retention.yaml",
            to: "retention: nowhere.yaml", position: "20:14", code: .fileMissing, says: "nowhere.yaml"),
        Slip(
            name: "one alias, two columns", file: "agency.yaml", from: "number: [Số]",
            to: "number: [Số]\n  notation: [so]",
            position: "18:14", code: .duplicateCode, says: "“so” already names column number"),
        Slip(
            name: "wrong type", file: "scan.yaml", from: "maximumPages: 10", to: "maximumPages: many", position: "3:15",
            code: .wrongType, says: "“many” is of the wrong type; expected: a number"),
        Slip(
            name: "out of range", file: "scan.yaml", from: "value: 200", to: "value: 20", position: "2:22",
            code: .invalidValue, says: "“20” is out of range; expected: 50 to 2400"),
        Slip(
            name: "truth in words", file: "scan.yaml", from: "200, basis: { citation: L, verified: true }",
            to: "200, basis: { citation: L, verified: yes }", position: "2:59", code: .wrongType, says: "true or false"),
        Slip(
            name: "bad date", file: "scan.yaml", from: "from: 2025-07-01", to: "from: 2025-02-30", position: "1:20",
            code: .invalidValue, says: "“from” cannot be “2025-02-30”"),
        Slip(
            name: "dates the wrong way round", file: "scan.yaml", from: "from: 2025-07-01",
            to: "from: 2025-07-01, until: 2025-06-30", position: "1:39", code: .invalidValue, says: "before the first"),
        Slip(
            name: "period the law does not know", file: "retention.yaml", from: "period: P5Y", to: "period: P90Y",
            position: "3:51", code: .invalidValue, says: "P2Y to P70Y"),
        Slip(
            name: "class twice", file: "retention.yaml", from: "classes:\n",
            to:
                "classes:\n  - { code: R, title: R, trigger: issued, period: P5Y, basis: { citation: L, verified: false } }\n",
            position: "4:5", code: .duplicateCode, says: "retention class “R” is defined twice"),
        Slip(
            name: "unknown retention class", file: "types.yaml", from: "retentionClass: R", to: "retentionClass: RR",
            position: "6:21", code: .unknownReference, says: "uses retention class “RR”, which is not defined"),
        Slip(
            name: "type code with capitals", file: "types.yaml", from: "code: giay-phep", to: "code: GiayPhep",
            position: "3:11", code: .invalidValue, says: "lower-case letters"),
        Slip(
            name: "key twice", file: "types.yaml", from: "    title: T", to: "    title: T\n    title: U",
            position: "5:5",
            code: .duplicateKey, says: "key “title” is written twice"),
        Slip(
            name: "YAML syntax", file: "types.yaml", from: "titles: [T]", to: "titles: [T", position: "6:19",
            code: .syntax, says: "YAML syntax: did not find expected ',' or ']'"),
        Slip(
            name: "empty file", file: "scan.yaml", from: "*", to: "", position: "1:1", code: .syntax, says: "empty"),
        Slip(
            name: "level without time-stamps", file: "agency.yaml", from: "level: B-B", to: "level: B-LT",
            position: "9:10", code: .missingKey, says: "level B-LT needs “timeStamps”"),
        Slip(
            name: "time-stamp address", file: "agency.yaml", from: "  level: B-B",
            to: "  level: B-B\n  timeStamps: [{ url: tsa.example.vn }]", position: "10:23", code: .invalidValue,
            says: "an address such as http://"),
        Slip(
            name: "time-stamp policy", file: "agency.yaml", from: "  level: B-B",
            to: "  level: B-B\n  timeStamps: [{ url: \"http://a.vn\", policy: 1..2 }]", position: "10:46",
            code: .invalidValue, says: "an object identifier"),
        Slip(
            name: "algorithm", file: "agency.yaml", from: "  level: B-B", to: "  level: B-B\n  algorithm: rsa-sha1",
            position: "10:14", code: .invalidValue, says: "“algorithm” cannot be “rsa-sha1”"),
        Slip(
            name: "revocation", file: "agency.yaml", from: "  level: B-B", to: "  level: B-B\n  revocation: requierd",
            position: "10:15", code: .invalidValue, says: "expected: “required”"),
        Slip(
            name: "step of an unknown signature", file: "agency.yaml", from: "as: leader", to: "as: leadr",
            position: "14:11", code: .unknownReference, says: "no signature “leadr” is defined; expected: “leader”"),
        Slip(
            name: "step of an unknown signer", file: "agency.yaml", from: "signer: agencySeal }", to: "signer: boss }",
            position: "15:31", code: .unknownReference, says: "there is no signer “boss”"),
        Slip(
            name: "unknown placeholder", file: "appearance.yaml", from: "{copyForm}", to: "{copyFrom}",
            position: "12:21", code: .invalidValue, says: "no placeholder {copyFrom}; expected: “copyForm”"),
        Slip(
            name: "a picture where the law has none", file: "appearance.yaml",
            from: "    placement: { corner: topRight",
            to: "    picture: { widthMM: 9, heightMM: 9, trueSize: true }\n    placement: { corner: topRight",
            position: "13:14", code: .invalidValue, says: "“copy” shows no picture"),
        Slip(
            name: "no law behind a form of the law", file: "appearance.yaml",
            from: "    basis: { citation: L, verified: true }\n", to: "", position: "10:5", code: .missingKey,
            says: "“basis” is missing"),
        Slip(
            name: "two placements in one", file: "appearance.yaml", from: "{ corner: topRight",
            to: "{ beside: X, corner: topRight", position: "13:16", code: .invalidValue,
            says: "exactly one of the keys corner, beside, between, absolute, overlapping"),
        Slip(
            name: "a key of another placement", file: "appearance.yaml", from: "verticalMM: 8 }",
            to: "verticalMM: 8, gapMM: 2 }", position: "13:69", code: .unknownKey, says: "unknown key “gapMM”"),
        Slip(
            name: "between two directions", file: "appearance.yaml", from: "above: \"{title}\"",
            to: "left: \"{title}\"", position: "16:27", code: .invalidValue, says: "left and right, or above and below"),
        Slip(
            name: "overlapping nobody", file: "appearance.yaml", from: "overlapping: leader", to: "overlapping: boss",
            position: "17:118", code: .unknownReference, says: "no signature “boss” is defined"),
        Slip(
            name: "more than all of it", file: "appearance.yaml", from: "share: 1/3", to: "share: 4/3",
            position: "17:133", code: .invalidValue, says: "a share such as 1/3"),
        Slip(
            name: "a picture that is no PNG", file: "agency.yaml", from: "picture: a.png", to: "picture: a.jpg",
            position: "14:63", code: .invalidValue, says: "a .png file"),
        Slip(
            name: "field with a full stop", file: "appearance.yaml", from: "field: KySaoY", to: "field: Ky.SaoY",
            position: "10:12", code: .invalidValue, says: "without full stops"),
        Slip(
            name: "list where a mapping belongs", file: "scan.yaml", from: "*", to: "- 1\n", position: "1:1",
            code: .wrongType, says: "a mapping with effective, minimumDPI"),
    ]

    @Test(arguments: slips)
    func isPointedAt(slip: Slip) throws {
        let folder = try TemporaryProfile()
        try folder.edit(slip.file, from: slip.from, to: slip.to)
        guard case .refused(let problems) = ProfileLoader.load(agencyFile: folder.agency) else {
            Issue.record("accepted")
            return
        }
        let problem = try #require(problems.first)
        #expect(problems.count == 1, "\(problems.map { $0.text(in: .en) })")
        #expect(problem.code == slip.code)
        #expect(
            problem.text(in: .en).hasPrefix("\(folder.path)/\(slip.file):\(slip.position): "),
            "\(problem.text(in: .en))")
        #expect(problem.text(in: .en).contains(slip.says), "\(problem.text(in: .en))")
        #expect(problem.text(in: .vi) != problem.text(in: .en))
    }

    @Test func theUneditedProfileLoads() throws {
        let folder = try TemporaryProfile()
        let profile = try ProfileLoader.profile(agencyFile: folder.agency)
        #expect(profile.agency.digitizer.uri == "p12:\(folder.path)/a")
        #expect(profile.agency.digitizer.pinFile == "\(folder.path)/a.pin")
        #expect(profile.appearance.fontFile == "\(folder.path)/font.ttf")
        #expect(profile.appearance.copyForm == nil)
        #expect(profile.agency.services == SigningServicesRules())
        #expect(profile.signatures["agencySeal"]?.page == .number(2))
        #expect(profile.signatures["agencySeal"]?.placements == [.overlapping("leader", share: 1.0 / 3, .left)])
        #expect(profile.steps.map(\.signature) == ["leader", "agencySeal"])
        #expect(profile.steps.first?.picture == "\(folder.path)/a.png")
        #expect(profile.steps.last?.signer == profile.agency.agencySeal)
    }

    @Test func allMistakesAreReportedAtOnce() throws {
        let folder = try TemporaryProfile()
        try folder.edit("agency.yaml", from: "code: H01", to: "code: 1")
        try folder.edit("agency.yaml", from: "level: B-B", to: "level: B")
        try folder.edit("scan.yaml", from: "maximumPages: 10", to: "maximumPages: 0")
        guard case .refused(let problems) = ProfileLoader.load(agencyFile: folder.agency) else {
            Issue.record("accepted")
            return
        }
        #expect(problems.map(\.line) == [2, 9, 3])
        #expect(throws: ProfileError.self) { try ProfileLoader.profile(agencyFile: folder.agency) }
    }

    @Test func aMissingAgencyFileIsAProblem() {
        guard case .refused(let problems) = ProfileLoader.load(agencyFile: "/nowhere/a.yaml") else {
            Issue.record("accepted")
            return
        }
        #expect(problems.map(\.code) == [.fileMissing])
        #expect(problems.first?.text(in: .en).hasPrefix("/nowhere/a.yaml: cannot read") == true)
    }
}

/// A small valid profile in a folder of its own, removed at the end.
private final class TemporaryProfile {
    let path: String
    var agency: String { path + "/agency.yaml" }

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/profile-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in Self.files { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Replaces `from` (`*`: everything), which must be there.
    func edit(_ name: String, from: String, to: String) throws {
        let data = try #require(FileManager.default.contents(atPath: "\(path)/\(name)"))
        let text = String(decoding: data, as: UTF8.self)
        if from == "*" { return try write(name, to) }
        let parts = text.split(separator: from, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(parts.count == 2, "the template has no “\(from)”")
        try write(name, parts.joined(separator: to))
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    private static let files = [
        "agency.yaml": """
        agency:
          code: H01
          name: N
          shortName: N
          systemName: S
        resultCode: { pattern: "{owner}.{serial:6}", basis: { citation: L, verified: false } }
        seal: { host: a.example.vn, ownerId: full, basis: { citation: L, verified: true } }
        signers:
          level: B-B
          digitizer: { name: A, uri: "p12:a", pinFile: ./a.pin }
          agencySeal: { name: B, uri: "pkcs11:token=x" }
          sealKey: { name: C, uri: "pem:/k,c" }
        steps:
          - { as: leader, signer: { name: A, uri: "p12:a" }, picture: a.png }
          - { as: agencySeal, signer: agencySeal }
        manifestColumns:
          number: [Số]
        parts:
          documentTypes: types.yaml
          retention: retention.yaml
          scan: scan.yaml
          appearance: appearance.yaml
        """,
        "types.yaml": """
        effective: { from: 2025-07-01, until: null, basis: { citation: L, verified: false } }
        types:
          - code: giay-phep
            title: T
            titles: [T]
            retentionClass: R
            resultCode: KQ
            documentClass: paper-copy
            ownerKind: person
            sensitivity: internal
        """,
        "retention.yaml": """
        effective: { from: 2025-07-01, until: null, basis: { citation: L, verified: true } }
        classes:
          - { code: R, title: R, trigger: issued, period: P5Y, basis: { citation: L, verified: false } }
        """,
        "scan.yaml": """
        effective: { from: 2025-07-01, basis: { citation: L, verified: true } }
        minimumDPI: { value: 200, basis: { citation: L, verified: true } }
        maximumPages: 10
        maximumMegabytes: 1
        """,
        "appearance.yaml": """
        effective: { from: 2020-03-05, basis: { citation: L, verified: true } }
        fontFile: font.ttf
        fontSize: 10
        strip: { heightMM: 30, basis: { citation: L, verified: false } }
        digitizer: { widthMM: 80, heightMM: 10 }
        marginMM: 5
        moduleMM: 0.3387
        signatures:
          copy:
            field: KySaoY
            page: first
            text: { lines: ["{copyForm}"], fontSize: 10, widthMM: 80, heightMM: 20, align: right }
            placement: { corner: topRight, horizontalMM: 10, verticalMM: 8 }
            basis: { citation: L, verified: true }
          leader: { field: L, page: last, picture: { widthMM: 40, heightMM: 20, trueSize: false },
            placement: { between: { above: "{title}", below: "{signer}" }, occurrence: last }, basis: { citation: L, verified: true } }
          agencySeal: { field: S, page: 2, picture: { widthMM: 36, heightMM: 36, trueSize: true }, placement: { overlapping: leader, share: 1/3, side: left }, basis: { citation: L, verified: false } }
        """,
    ]
}
