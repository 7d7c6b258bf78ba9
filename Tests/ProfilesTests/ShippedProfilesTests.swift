import Diagnostics
import FoundationEssentials
import Profiles
import Records
import Testing

/// The profiles in the repository are examples people copy, so they must load without a single remark.
@Suite struct ShippedProfilesTests {
    static let profiles = packageRoot + "/Profiles"
    static let commune = profiles + "/an-giang/xa-my-hoa-hung.yaml"
    static let department = profiles + "/tien-giang/so-xay-dung.yaml"

    @Test(arguments: [commune, department])
    func loads(file: String) throws {
        switch ProfileLoader.load(agencyFile: file) {
        case .refused(let problems): Issue.record("\(problems.map { $0.text(in: .en) }.joined(separator: "\n"))")
        case .loaded(let profile):
            #expect(profile.documentTypes.count == 15)
            #expect(profile.agency.qrHost.hasSuffix(".example.vn"))
            #expect(profile.agency.digitizer.uri.hasPrefix("p12:/"))
            #expect(profile.agency.trust.allSatisfy { $0.hasPrefix("/") })
            #expect(profile.effective.count == ProfilePart.allCases.count)
        }
    }

    @Test func communeHasWhatTheFileSays() throws {
        let profile = try ProfileLoader.profile(agencyFile: Self.commune)
        #expect(profile.agency.code.rawValue == "H01.02.14")
        #expect(profile.agency.ownerIdInSeal == .full)
        #expect(profile.agency.manifestAliases["Ngày cấp"] == "issuedDate")
        let folder = Self.profiles + "/an-giang/"
        #expect(profile.agency.sealKey.uri == "pem:\(folder)keys/ma-qr.key.pem,\(folder)keys/ma-qr.cert.pem")
        #expect(profile.agency.sealKey.pinFile == nil)
        #expect(profile.agency.trust == [folder + "trust"])
        #expect(profile.appearance.fontFile.hasPrefix("/usr/share/fonts/"))
        #expect(profile.scan.minimumDPI == 200)
        #expect(profile.scan.maximumBytes == 268_435_456)
    }

    @Test(arguments: [commune, department])
    func officesSignInTheOrderOfTheLaw(file: String) throws {
        let profile = try ProfileLoader.profile(agencyFile: file)
        #expect(profile.steps.map(\.signature) == ["leader", "number", "date", "agencySeal"])
        #expect(SignatureRule.LegalForm.allCases.allSatisfy { profile.signatures[$0.rawValue] != nil })
        for rule in profile.signatures.values where rule.legalForm != nil {
            #expect(rule.basis != nil && rule.text.map { $0.fontSize >= 10 } ?? true, "\(rule.name)")
        }
        // The number's and the day's own size is that of the letterhead; what is said of a signature is 10 points.
        for name in ["attachment", "copy", "digitizer"] {
            let text = try #require(profile.signatures[name]?.text)
            #expect(text.fontSize == 10 && text.minimumFontSize == 10)
        }
        #expect(profile.signatures["agencySeal"]?.picture?.isTrueSize == true)
        #expect(profile.agency.services.revocation == .whenReachable)
    }

    @Test func anAgencysOwnSignatureTakesThePlaceOfTheSharedOne() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/own-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder + "/a", withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Self.profiles + "/shared", toPath: folder + "/shared")
        let data = try #require(FileManager.default.contents(atPath: Self.commune))
        let own = """

            signatures:
              copy:
                field: SaoYRieng
                page: last
                text: { lines: ["{copyForm}"], fontSize: 10, widthMM: 50, heightMM: 10, align: left }
                placement: { absolute: { xMM: 20, yMM: 250, widthMM: 60, heightMM: 20 } }
                basis: { citation: L, verified: false }
            """
        try Data((String(decoding: data, as: UTF8.self) + own).utf8).write(to: URL(filePath: folder + "/a/x.yaml"))
        let profile = try ProfileLoader.profile(agencyFile: folder + "/a/x.yaml")
        #expect(profile.signatures["copy"]?.field == "SaoYRieng")
        #expect(profile.signatures["leader"] != nil)
    }

    @Test func typesInheritCommonFieldsAndOverrideThemByName() throws {
        let profile = try ProfileLoader.profile(agencyFile: Self.commune)
        let permit = try #require(profile.documentTypes["giay-phep-xay-dung"])
        let business = try #require(profile.documentTypes["ho-kinh-doanh"])
        #expect(permit.fields.first { $0.name == FieldName.holderId }?.kind == .personalId)
        #expect(business.fields.filter { $0.name == FieldName.holderId }.map(\.kind) == [.taxCode])
        #expect(
            Set(permit.fields.filter(\.required).map(\.name)) == [
                FieldName.numberAndNotation, FieldName.issuedDate, FieldName.holderName, FieldName.holderId,
            ])
        #expect(profile.documentTypes["don-de-nghi"]?.fields.isEmpty == true)
        #expect(profile.documentTypes["don-de-nghi"]?.role == .component)
    }

    @Test func numbersNobodyReadAtTheSourceAreNotVerified() throws {
        let profile = try ProfileLoader.profile(agencyFile: Self.commune)
        #expect(profile.retention.values.allSatisfy { !$0.basis.verified })
        #expect(profile.scan.minimumDPIBasis.verified)
        #expect(!profile.appearance.stripBasis.verified)
        #expect(profile.effective[.retention]?.basis.verified == true)
    }

    @Test func partsAreDatedSnapshots() throws {
        let profile = try ProfileLoader.profile(agencyFile: Self.commune)
        let today = try #require(CivilDate(iso: "2026-11-22"))
        let before = try #require(CivilDate(iso: "2025-06-30"))
        #expect(profile.partsNotInForce(on: today) == [])
        #expect(profile.partsNotInForce(on: before) == [.documentTypes, .retention, .scan])
    }
}

/// The package's folder, found from this file.
let packageRoot: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
}()
