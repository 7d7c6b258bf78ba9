import DurableIO
import OCFL
import Testing

@Suite struct ValidationTests {
    private let workshop: OCFLWorkshop
    private let id = "urn:sohoa:h01:t:1"

    init() throws {
        workshop = try OCFLWorkshop()
        try workshop.add(id, ["a": "một", "scan/b": "hai"])
        try workshop.root.publish([workshop.stageNext(id, ["c": "ba"])])
    }

    @Test func whatWasReadIsCounted() throws {
        let report = try workshop.root.validate()
        #expect(report.isClean)
        #expect((report.objects, report.files) == (1, 3))
        #expect(report.bytes == "một".utf8.count + "hai".utf8.count + "ba".utf8.count)
    }

    /// Every byte of every file, with one bit flipped: bit 5 also turns `a` into `A`, which a lax reader would accept.
    @Test(arguments: [UInt8(0x01), 0x20]) func everyFlippedByteIsNamed(mask: UInt8) throws {
        var flips = 0
        for file in try workshop.files() {
            let bytes = try workshop.disk.read("\(workshop.root.path)/\(file)")
            for offset in bytes.indices {
                var flipped = bytes
                flipped[offset] ^= mask
                try workshop.overwrite(file, flipped)
                let named = try workshop.root.validate().findings.contains { $0.path == file }
                #expect(named, "byte \(offset) of \(file)")
                flips += 1
            }
            try workshop.overwrite(file, bytes)
        }
        #expect(flips > 1000)
        #expect(try workshop.root.validate().isClean)
    }

    @Test func everyMissingFileIsNamed() throws {
        for file in try workshop.files() {
            let bytes = try workshop.disk.read("\(workshop.root.path)/\(file)")
            try workshop.disk.removeFile("\(workshop.root.path)/\(file)")
            #expect(try workshop.root.validate().findings.contains { $0.path == file }, "\(file)")
            try workshop.overwriteOrCreate(file, bytes)
        }
    }

    @Test func everyStrayEntryIsNamed() throws {
        let object = workshop.root.layout.path(for: id)
        let strays = [
            ("stray", "E072"), ("48/stray", "E072"), ("\(object)/stray", "E001"), ("\(object)/v1/stray", "E015"),
            ("\(object)/v1/content/stray", "E023"), ("extensions/stray", "E086"),
        ]
        for (stray, code) in strays {
            try workshop.disk.makeDirectories(parent(of: "\(workshop.root.path)/\(stray)"))
            try workshop.disk.writeNewFile("\(workshop.root.path)/\(stray)", [1], mode: .normal)
            let found = try workshop.root.validate().findings.first { $0.path == stray }
            #expect(found?.code == code, "\(stray)")
            try workshop.disk.removeFile("\(workshop.root.path)/\(stray)")
        }
        try workshop.disk.makeDirectory("\(workshop.root.path)/\(object)/v3")
        #expect(try workshop.root.validate().findings.contains { $0.code == "E046" })
    }

    @Test func anObjectInTheWrongPlaceIsNamed() throws {
        let place = workshop.root.layout.path(for: id)
        let wrong = parent(of: place) + "/elsewhere"
        try workshop.disk.move("\(workshop.root.path)/\(place)", to: "\(workshop.root.path)/\(wrong)")
        #expect(try workshop.root.validate().findings.map(\.code) == ["S003"])
    }
}

extension OCFLWorkshop {
    func overwriteOrCreate(_ relative: String, _ bytes: [UInt8]) throws {
        try disk.makeDirectories(parent(of: "\(root.path)/\(relative)"))
        try disk.writeNewFile("\(root.path)/\(relative)", bytes, mode: .normal)
    }
}
