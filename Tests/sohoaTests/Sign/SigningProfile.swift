import Foundation
import TestSupport

/// The demo's profile with other services, and keys for `sohoa sign`.
struct SigningProfile {
    /// The profile's path.
    let path: String

    /// - Parameters:
    ///   - timeStamps: addresses of time-stamping authorities, in order.
    ///   - trust: folders in place of the demo's.
    ///   - signers: further lines below `signers:`.
    ///   - extra: further parts of the profile.
    init(
        level: String = "B-B", timeStamps: [String] = [], trust: [String]? = nil, signers: [String] = [],
        extra: String = ""
    ) throws {
        let world = try DemoWorld.shared.get()
        var text = try String(contentsOfFile: world.profile, encoding: .utf8)
        let lines =
            (timeStamps.isEmpty ? [] : ["timeStamps:"] + timeStamps.map { "  - url: \($0)" }) + signers
        text = text.replacingOccurrences(
            of: "  level: B-B", with: (["level: \(level)"] + lines).map { "  " + $0 }.joined(separator: "\n"))
        // The profile is elsewhere now, so its paths must not be relative.
        for folder in ["p12:pki", "pem:pki", ",pki", "pinFile: \"pki", "- pki", ": profiles"] {
            text = text.replacingOccurrences(
                of: folder,
                with: folder.replacingOccurrences(of: "pki", with: world.folder.path + "/pki")
                    .replacingOccurrences(of: "profiles", with: world.folder.path + "/profiles"))
        }
        if let trust {
            text = text.replacingOccurrences(
                of: "  - \(world.folder.path)/pki/trust", with: trust.map { "  - \($0)" }.joined(separator: "\n"))
        }
        path = try Scratch.file("profile.yaml", Array((text + "\n" + extra).utf8)).path
    }
}

/// A key of the demo and the file that holds its PIN.
struct DemoKey {
    /// The options of `sohoa sign` that name it.
    let options: [String]

    /// - Parameter name: `officer`, `agency`, or one of an agency, as `xa-agency`, which the demo's profile names.
    init(_ name: String) throws {
        let keys = try DemoWorld.shared.get().keys
        guard let file = FileTree(keys).paths.first(where: { $0.hasSuffix("\(name).p12") }) else {
            throw Missing("\(name) among the demo's keys")
        }
        let path = keys.appendingPathComponent(file).path
        options = ["--signer", "p12:" + path, "--pin-file", path.replacingOccurrences(of: ".p12", with: ".pin")]
    }
}

/// A folder of unsigned PDFs, all alike.
enum UnsignedFolder {
    /// `1.pdf`, `2.pdf`…
    static func make(_ count: Int) throws -> URL {
        let folder = try Scratch.folder("unsigned")
        let source = Checkout.testDocuments.appendingPathComponent("quyet-dinh-tro-cap.pdf")
        for number in 1...count {
            try FileManager.default.copyItem(at: source, to: folder.appendingPathComponent("\(number).pdf"))
        }
        return folder
    }
}
