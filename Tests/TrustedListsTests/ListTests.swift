import Foundation
import PKI
import TestSupport
import Testing

@testable import TrustedLists

@Suite(.enabled(if: Lists.hasOracle, "needs the Python packages of Tests/Oracles"))
struct ListTests {
    let lists: Lists
    let vietnam: TrustedList

    init() throws {
        lists = try Lists.shared.get()
        vietnam = try lists.read("vn")
    }

    private func names(_ trust: ListTrust, _ role: ServiceType.Role) throws -> [String] {
        var known: [Certificate: String] = [:]
        for name in ["root", "new", "old", "gone", "tsa", "ocsp", "web", "odd"] {
            known[try Certificate(der: lists.bytes("service-\(name).der"))] = name
        }
        return trust.entries.filter { $0.role == role }.map { known[$0.anchor.certificate] ?? "stranger" }
    }

    @Test("The scheme is read as the list says it")
    func scheme() throws {
        #expect(vietnam.schemeTerritory == "VN")
        #expect(vietnam.sequenceNumber == 7)
        #expect(vietnam.nextUpdate == .day(2027, 5, 1))
        #expect(vietnam.scheme.issued == .day(2026, 11, 1))
        #expect(vietnam.scheme.kind == .services)
        #expect(vietnam.scheme.operatorNames.text(in: .vi) == "Cơ quan thử nghiệm")
        #expect(vietnam.scheme.operatorNames.text(in: .en) == "Test operator")
        #expect(vietnam.signer == (try lists.certificate("operator")))
        #expect(vietnam.claimedSigningTime == .day(2026, 11, 1))
        #expect(try vietnam.sha256 == SHA256Tool.hex(lists.bytes("vn.xml")))
    }

    @Test("Services are read with type, status, history and identities")
    func services() throws {
        #expect(vietnam.services.count == 9)
        let first = try #require(vietnam.services.first)
        #expect(first.provider.text(in: .vi) == "Nhà cung cấp Một")
        #expect(first.name.text(in: .en) == "CA Một (en)")
        #expect(first.type.description == "CA/QC" && first.type.role == .authority)
        #expect(first.status.description == "granted" && first.since == .day(2024, 1, 1))
        #expect(first.current.purposes == ["ForeSignatures", "ForeSeals"])
        #expect(first.history.map(\.status.description) == ["withdrawn", "undersupervision"])
        #expect(first.certificates.map(\.commonName) == ["TEST service-root", "TEST service-new"])
        let last = try #require(vietnam.services.last)
        #expect(last.certificates.isEmpty && last.unreadableCertificates == 1)
        #expect(last.subjectNames == ["CN=Chỉ có tên"] && last.subjectKeyIdentifiers == [[0, 1, 2]])
    }

    @Test(
        "A service is trusted while it is approved, by its history",
        arguments: [
            (Date.day(2014, 1, 1), [String](), [String]()), (.day(2016, 1, 1), ["root", "new"], []),
            (.day(2020, 6, 1), ["root", "new", "gone"], []), (.day(2022, 1, 1), ["root", "new", "old", "gone"], []),
            (.day(2023, 1, 1), ["old", "gone"], []), (.day(2024, 6, 1), ["root", "new", "old", "gone"], ["tsa"]),
            (.day(2026, 11, 22), ["root", "new", "old"], ["tsa"]),
        ])
    func trust(at date: Date, authorities: [String], timeStamping: [String]) throws {
        let trust = vietnam.trustStore(at: date)
        #expect(try names(trust, .authority) == authorities)
        #expect(try names(trust, .timeStamping) == timeStamping)
        #expect(trust.anchors.count == authorities.count + timeStamping.count)
        #expect(trust.anchors.allSatisfy { $0.label == .public })
        #expect(trust.store.anchors == trust.anchors)
    }

    @Test("Services that give no trust are named with the reason")
    func passedOver() throws {
        let trust = vietnam.trustStore(at: .day(2026, 11, 22), label: .official)
        let reasons = Dictionary(uniqueKeysWithValues: trust.passedOver.map { ($0.service, $0.reason.en) })
        #expect(
            reasons == [
                "Trang web": "for web sites only", "CA đã rút": "status withdrawn",
                "CA lạ": "has critical extensions that are not understood: Riddle",
                "Gửi có bảo đảm": "services of type EDS/Q are not for signatures",
                "Chỉ có tên": "without a readable certificate",
            ])
        #expect(trust.anchors.allSatisfy { $0.label == .official })
        // Responders help to build paths; no path ends at one.
        #expect(try names(trust, .status) == ["ocsp"])
        #expect(trust.store.intermediates.map(\.commonName) == ["TEST service-ocsp"])
    }

    @Test(
        "What a user should know is remarked",
        arguments: [
            ("vn", "operator", [ListRemark.Code.unreadableCertificates]),
            ("unknown-scheme", "operator", [.unknownScheme, .unreadableCertificates]),
            ("no-xades", "operator", [.signerNotNamed, .unreadableCertificates]),
            ("xades-without-certificate", "operator", [.signerNotNamed, .unreadableCertificates]),
            ("key-info-signed", "operator", [.unreadableCertificates]),
            ("signer-ended", "ended", [.signerOutOfPeriod, .unreadableCertificates]),
            ("closed", "operator", [.schemeEnded, .unreadableCertificates]), ("eu-lotl", "european", []),
        ])
    func remarks(name: String, signer: String, codes: [ListRemark.Code]) throws {
        let list = try lists.read(name, signedBy: signer)
        #expect(list.remarks.map(\.code) == codes)
        #expect(list.remarks.allSatisfy { !$0.message.vi.isEmpty && !$0.message.en.isEmpty })
    }

    @Test("Comments, CDATA and instructions added later change nothing that is read")
    func additions() throws {
        for name in ["commented-later", "cdata-later", "instruction-beside"] {
            let list = try lists.read(name)
            #expect(list.scheme == vietnam.scheme && list.services == vietnam.services, "\(name)")
        }
    }

    @Test("A list is used between its issue and its next update only")
    func currency() throws {
        let now = Date.day(2026, 11, 22)
        func code(_ name: String, at date: Date) -> String? {
            Lists.code { try lists.read(name).requireCurrent(at: date) }
        }
        #expect(code("vn", at: now) == nil)
        #expect(code("vn", at: .day(2027, 5, 1)) == nil)
        #expect(code("vn", at: .day(2027, 5, 2)) == "trusted-list-expired")
        #expect(code("expired", at: now) == "trusted-list-expired")
        #expect(code("future", at: now) == "trusted-list-not-yet-issued")
        #expect(code("closed", at: .day(2060, 1, 1)) == nil)
    }

    @Test("A list is replaced by a later one of its scheme and by no other")
    func succession() throws {
        func code(_ name: String, signedBy signer: String = "operator") -> String? {
            Lists.code { _ = try lists.read(name, signedBy: signer).requireSuccessor(of: vietnam) }
        }
        #expect(code("next") == nil)
        #expect(code("vn") == nil)
        #expect(code("previous") == "trusted-list-rollback")
        #expect(code("eu-de", signedBy: "german") == "trusted-list-other-scheme")
        let same = try lists.read("same-number")
        #expect(try same.requireSuccessor(of: vietnam).map(\.code) == [.sameNumber])
        #expect(Lists.code { _ = try vietnam.requireSuccessor(of: same) } == "trusted-list-rollback")
        #expect(try vietnam.requireSuccessor(of: vietnam).isEmpty)
    }

    @Test("A list of lists announces who signs a country's list")
    func announced() throws {
        let union = try lists.read("eu-lotl", signedBy: "european")
        #expect(union.scheme.kind == .lists && union.services.isEmpty)
        #expect(union.pointers.map(\.territory) == ["EU", "DE", "FR"])
        #expect(union.pointers[1].location == "https://lists.example/de.xml")
        #expect(union.pointers[1].mediaType == "application/vnd.etsi.tsl+xml")
        #expect(union.pointers[1].operatorNames.text(in: .vi) == "Cơ quan DE")
        #expect(union.pointers[1].certificates == [try lists.certificate("german")])
        let german = try TrustedList.read(lists.bytes("eu-de.xml"), announcedBy: union)
        #expect(german.schemeTerritory == "DE" && german.services.count == 4)
        #expect(try TrustedList.read(lists.bytes("eu-fr.xml"), announcedBy: union).schemeTerritory == "FR")
        #expect(try TrustedList.read(lists.bytes("eu-lotl.xml"), announcedBy: union).sequenceNumber == 380)
    }

    @Test("A country signs its own list only, and only a list of lists announces others")
    func announcedWrongly() throws {
        let union = try lists.read("eu-lotl", signedBy: "european")
        func code(_ name: String, by list: TrustedList) -> String? {
            Lists.code { _ = try TrustedList.read(lists.bytes(name + ".xml"), announcedBy: list) }
        }
        #expect(code("eu-fr-by-german", by: union) == "trusted-list-signer-not-announced")
        #expect(code("vn", by: union) == "trusted-list-signer-unknown")
        let pointing = try lists.read("eu-de-pointing", signedBy: "german")
        #expect(pointing.pointers.map(\.territory) == ["FR"])
        #expect(code("eu-fr", by: pointing) == "trusted-list-signer-unknown")
    }
}
