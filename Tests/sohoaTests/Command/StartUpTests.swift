import Foundation
import TestSupport
import Testing

/// What the command loads before it begins. Libraries that one command in ten needs are opened when they are called
/// (COnDemand): each of them costs every start, and code of decoders does not belong into the process that judges.
@Suite struct StartUpTests {
    /// Names of the libraries that the dynamic loader brings in.
    private static func loaded() throws -> [String] {
        try Command.run(SohoaBinary.path, [], environment: ["LD_TRACE_LOADED_OBJECTS": "1"]).lines
            .compactMap { $0.split(whereSeparator: \.isWhitespace).first.map(String.init) }
    }

    @Test(arguments: [
        "libpoppler", "libcairo", "libglib", "libgobject", "libtiff", "libpng", "libturbojpeg", "libzbar",
        "libqrencode", "libcurl", "libxml2", "libp11-kit", "libnss3", "libX11",
    ])
    func leavesLibrariesForLater(_ name: String) throws {
        let loaded = try Self.loaded()
        #expect(loaded.contains { $0.hasPrefix("libcrypto") }, "nothing was traced: \(loaded)")
        let early = loaded.filter { $0.hasPrefix(name) }
        #expect(early.isEmpty, "\(early): is a function missing in COnDemand?")
    }

    /// A machine without a library says so, in the form of every error.
    @Test func doctorOpensEveryLibrary() throws {
        let result = try SohoaBinary.run(["doctor", "--lang", "en"])
        for name in ["libpoppler-glib.so.8", "libcurl.so.4", "libxml2.so.2", "libp11-kit.so.0", "libzbar.so.0"] {
            #expect(result.text.contains("✔ Library \(name)"), "\(result.text)")
        }
    }

    /// The quick way of parsing and the whole tree of commands give the same answers.
    @Test func shortCommandsAreParsedAsAllOthers() throws {
        let wrong = try SohoaBinary.run(["verify", "--no-such-option", "x.pdf"])
        #expect(wrong.status == 64)
        #expect(wrong.stderr.contains("sohoa: error:"))
        let help = try SohoaBinary.run(["verify", "--help"])
        #expect(help.status == 0)
        #expect(help.text.contains("USAGE: sohoa verify"))
        #expect(try SohoaBinary.run(["verify"]).status == 64)
    }
}
