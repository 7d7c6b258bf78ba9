import Foundation
import PKI
import TestSupport
import Testing

@testable import TrustedLists

@Suite(.enabled(if: Lists.hasOracle, "needs the Python packages of Tests/Oracles"))
struct SignatureTests {
    @Test("Every list is believed or refused for the right reason")
    func verdicts() throws {
        let lists = try Lists.shared.get()
        #expect(lists.expectations.count > 100)
        for expected in lists.expectations {
            let signer = try lists.certificate(expected.signer)
            let bytes = try lists.bytes(expected.file)
            let code = Lists.code { _ = try TrustedList.read(bytes, signedBy: [signer]) }
            #expect(code == expected.code, "\(expected.file)")
        }
    }

    @Test("No list is believed under another certificate than its signer's")
    func otherSigners() throws {
        let lists = try Lists.shared.get()
        for expected in lists.expectations where expected.code == nil {
            let other = expected.signer == "stranger" ? "operator" : "stranger"
            let code = Lists.code {
                _ = try TrustedList.read(lists.bytes(expected.file), signedBy: [lists.certificate(other)])
            }
            let wanted =
                expected.file == "no-key-info.xml"
                ? "trusted-list-signature-invalid" : "trusted-list-signer-unknown"
            #expect(code == wanted, "\(expected.file)")
        }
    }

    @Test("The signer is found among several certificates; without any, the error names who claims to have signed")
    func signers() throws {
        let lists = try Lists.shared.get()
        let signers = try ["stranger", "p256", "operator"].map(lists.certificate)
        #expect(try TrustedList.read(lists.bytes("vn.xml"), signedBy: signers).signer == signers[2])
        #expect(try TrustedList.read(lists.bytes("no-key-info.xml"), signedBy: signers).signer == signers[2])
        let error = #expect(throws: TrustedListError.self) {
            try TrustedList.read(lists.bytes("vn.xml"), signedBy: [])
        }
        #expect(error?.code == .signerUnknown)
        #expect(error?.what.en.contains(signers[2].fingerprint) == true)
    }

    @Test("A single changed byte anywhere in a list is noticed, or changes nothing that is read")
    func everyByte() throws {
        let lists = try Lists.shared.get()
        let signer = try lists.certificate("p256")
        let original = try lists.bytes("ecdsa-sha256.xml")
        let wanted = try TrustedList.read(original, signedBy: [signer])
        for position in stride(from: 0, to: original.count, by: runsLongTests ? 1 : 37) {
            var changed = original
            changed[position] ^= 0x02
            guard let list = try? TrustedList.read(changed, signedBy: [signer]) else { continue }
            #expect(list.scheme == wanted.scheme && list.services == wanted.services, "byte \(position)")
        }
    }

    @Test("A list cut short anywhere is refused")
    func truncated() throws {
        let lists = try Lists.shared.get()
        let signer = try lists.certificate("operator")
        let original = try lists.bytes("vn.xml")
        let end = try #require(original.lastIndex(of: UInt8(ascii: ">")))
        for count in stride(from: 0, to: end, by: runsLongTests ? 7 : 211) {
            let code = Lists.code { _ = try TrustedList.read(Array(original.prefix(count)), signedBy: [signer]) }
            #expect(code == "xml-malformed", "\(count) bytes")
        }
    }

    @Test(
        "An independent verifier agrees: it takes what we take, and refuses what was changed or signed by others",
        .enabled(if: Command.has("xmlsec1"), "needs xmlsec1"))
    func independentVerifier() throws {
        let lists = try Lists.shared.get()
        let ids = [XMLNamespace.xades + ":SignedProperties", XMLNamespace.list + ":TrustServiceStatusList"]
        let options = (ids + [XMLNamespace.signature + ":KeyInfo"]).flatMap { ["--id-attr:Id", $0] }
        let changed = ["trusted-list-altered", "trusted-list-signature-invalid"]
        for expected in lists.expectations where expected.code == nil || changed.contains(expected.code ?? "") {
            let result = try Command.tool(
                "xmlsec1",
                ["--verify", "--trusted-pem", lists.folder.appendingPathComponent(expected.signer + ".pem").path]
                    + ["--enabled-key-data", "x509"] + options
                    + [lists.folder.appendingPathComponent(expected.file).path])
            #expect((result.status == 0) == (expected.code == nil && expected.xmlsec), "\(expected.file)")
        }
    }
}
