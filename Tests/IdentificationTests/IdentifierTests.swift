import Diagnostics
import FoundationEssentials
import Identification
import PKI
import Profiles
import QRCode
import Records
import Testing

@Suite struct IdentifierTests {
    static let now = Date(timeIntervalSince1970: 1_795_312_530)
    static let person = Owner(type: .person, id: "089076710356", name: "Đỗ Ngọc Hùng")

    private static let capture = SignedCapture(
        captured: CapturedDocument(
            pdf: [], origin: .image, pdfaLevel: "2b", pages: [], layout: nil, text: nil,
            findings: [Finding("PAGES_COUNTED", .note, Bilingual(vi: "1 trang", en: "1 page"))]),
        digitizedBy: "Nguyễn Thị Hồng Gấm", digitizedAt: "2026-11-22T15:15:30+07:00",
        baseDigest: String(repeating: "5a", count: 32), baseLength: 345_678)

    private static let source = (path: "giay-phep.tif", sha256: String(repeating: "ab", count: 32))

    private static func permit(_ edit: (inout DescribedRecord) -> Void = { _ in }) -> DescribedRecord {
        let values = [
            FieldName.documentType: "giay-phep-xay-dung", FieldName.title: "Giấy phép xây dựng nhà ở riêng lẻ",
            FieldName.numberAndNotation: "84/GPXD-UBND", FieldName.issuedDate: "2026-03-25",
            FieldName.validUntil: "2027-03-25", FieldName.agency: "Ủy ban nhân dân xã Mỹ Hòa Hưng",
            FieldName.scope: "Thửa đất số 205, tờ bản đồ số 11", FieldName.holderName: person.name,
            FieldName.holderId: person.id,
        ]
        var record = DescribedRecord(
            documentType: "giay-phep-xay-dung",
            fields: values.mapValues { ExtractedField(value: $0, confidence: 1, source: .manifest) }, owners: [person],
            number: "84", notation: "GPXD-UBND", dossier: "H01.02.14-260311-0007", procedure: "1.009994", findings: [])
        edit(&record)
        return record
    }

    /// A signature that depends on the message alone, so that whole seals can be compared. It is well-formed, not valid.
    private static let fixedSigner: SealSigner? = SealKeyID(bytes: [0xDE, 0xAD, 0xBE, 0xEF]).map { id in
        SealSigner(keyID: id) { message in
            let digest = SHA256.hash(message)
            return [1] + digest.dropFirst() + [2] + digest.dropFirst()
        }
    }

    private func identifier(_ edit: (inout Profile) -> Void = { _ in }) throws -> Identifier {
        var profile = try shippedProfile()
        edit(&profile)
        let signer = try #require(Self.fixedSigner)
        return Identifier(
            profile: profile, naming: RecordNaming(agency: profile.agency.code, secret: [1, 2, 3]), signer: signer)
    }

    private func identify(
        _ described: DescribedRecord = permit(), serial: Int = 12, _ edit: (inout Profile) -> Void = { _ in }
    ) throws -> (record: IdentifiedRecord, payload: SealPayload) {
        let result = try identifier(edit).identify(
            described, capture: Self.capture, source: Self.source, serial: serial, now: Self.now)
        return (result, try Seal(bytes: try SealURL(parsing: result.sealURL).sealBytes).payload)
    }

    @Test func theRecordSaysAllOfIt() throws {
        let record = try identify().record.record
        #expect(record.code == "089076710356.KQ.G02.000001.000012")
        #expect(record.urn.rawValue.hasPrefix("urn:sohoa:h01.02.14:giay-phep-xay-dung:"))
        #expect(!record.urn.rawValue.contains(Self.person.id))
        #expect(record.source == "giay-phep.tif")
        #expect(record.documentClass == .paperCopy)
        #expect(record.title == "Giấy phép xây dựng nhà ở riêng lẻ")
        #expect(record.number == "84" && record.notation == "GPXD-UBND")
        #expect(record.issuedDate?.iso == "2026-03-25" && record.validUntil?.iso == "2027-03-25")
        #expect(record.status == .inForce)
        #expect(record.sensitivity == .internal)
        #expect(record.owners == [Self.person])
        #expect(record.digitizedBy == "Nguyễn Thị Hồng Gấm")
        #expect(record.baseLength == 345_678)
        #expect(record.findings.map(\.code) == ["PAGES_COUNTED"])
    }

    @Test func retentionIsCountedFromTheYearTheWorkEnded() throws {
        let retention = try identify().record.record.retention
        #expect(retention.class == "GPXD")
        #expect(retention.trigger == .closed)
        #expect(retention.triggerDate?.iso == "2026-03-25")
        #expect(retention.dueDate?.iso == "2077-01-01")
        #expect(!retention.basis.verified)
    }

    @Test func theSealHoldsTheMandatedData() throws {
        let payload = try identify().payload
        #expect(payload.issuer == "H01.02.14")
        #expect(payload.dossier == "H01.02.14-260311-0007")
        #expect(payload.procedure == "1.009994")
        #expect(payload.holderId == "089076710356")
        #expect(payload.title == .text("Giấy phép xây dựng nhà ở riêng lẻ"))
        #expect(payload.system == .text("HTTT giải quyết TTHC tỉnh An Giang"))
        #expect(payload.issued == 1_795_312_530)
        #expect(payload.dates?.document.iso == "2026-03-25" && payload.dates?.expiry?.iso == "2027-03-25")
        #expect(payload.scope == .text("Thửa đất số 205, tờ bản đồ số 11"))
        #expect(payload.numberAndNotation == "84/GPXD-UBND")
        #expect(payload.holderName == "Đỗ Ngọc Hùng")
        #expect(payload.baseRevision?.sha256 == [UInt8](repeating: 0x5A, count: 32))
        #expect(payload.baseRevision?.length == 345_678)
    }

    @Test func theSameInputGivesTheSameSeal() throws {
        let (first, second) = (try identify().record, try identify().record)
        #expect(first == second)
        #expect(first.sealURL.hasPrefix("HTTPS://TTHC.ANGIANG.EXAMPLE.VN/Q#"))
        #expect(first.sealCode == first.record.sealCode)
        let bytes = try SealURL(parsing: first.sealURL).sealBytes
        #expect(HumanCode(sealSHA256: SHA256.hash(bytes))?.description == first.sealCode)
    }

    @Test func aRealKeyVerifies() throws {
        let key = try PrivateKey.generate(.p256)
        let signer = try #require(SealSigner(key))
        let profile = try shippedProfile()
        let identifier = Identifier(
            profile: profile, naming: RecordNaming(agency: profile.agency.code, secret: [1]), signer: signer)
        let url = try identifier.identify(
            Self.permit(), capture: Self.capture, source: Self.source, serial: 1, now: Self.now
        ).sealURL
        let answer = SealVerification(text: url) { id in
            id == signer.keyID ? [key.publicKey] : []
        } isValid: { message, signature, key in
            ES256.verifies(signature, over: message, key: key)
        }
        guard case .valid = answer else {
            Issue.record("\(answer)")
            return
        }
        #expect(SealSigner(try PrivateKey.generate(.rsa(bits: 2048))) == nil)
    }

    @Test func personalIdsMayBeMaskedTaxCodesNot() throws {
        let mask = { (profile: inout Profile) in profile.agency.ownerIdInSeal = .masked }
        #expect(try identify(Self.permit(), mask).payload.holderId == "089•••••0356")
        let company = Self.permit { $0.owners = [Owner(type: .organization, id: "0300588569", name: "CÔNG TY A")] }
        #expect(try identify(company, mask).payload.holderId == "0300588569")
    }

    @Test func bothSpousesAreNamed() throws {
        let couple = Self.permit {
            $0.fields[FieldName.scope]?.value = "Toàn quốc"
            $0.owners.append(Owner(type: .person, id: "089179000123", name: "Lê Thị Thu Vân", role: "spouse"))
        }
        let payload = try identify(couple).payload
        #expect(payload.holderId == "089076710356; 089179000123")
        #expect(payload.holderName == "Đỗ Ngọc Hùng; Lê Thị Thu Vân")
    }

    @Test func whatWasNeverPaperIsAnOriginal() throws {
        var capture = Self.capture
        capture.origin = .bornDigitalPDF
        let record = try identifier().identify(
            Self.permit(), capture: capture, source: Self.source, serial: 1, now: Self.now)
        #expect(record.record.documentClass == .electronicOriginal)
    }

    @Test func patternsMayUseYearAgencyAndType() throws {
        let code = try identify(serial: 7) { $0.agency.resultCodePattern = "{agency}_{type}_{year}_{serial:4}" }
        #expect(code.record.record.code == "H01.02.14_giay-phep-xay-dung_2026_0007")
    }

    @Test func gapsAreRemarked() throws {
        let bare = Self.permit {
            ($0.dossier, $0.procedure) = (nil, nil)
            $0.fields[FieldName.agency] = nil
            $0.fields[FieldName.title] = nil
        }
        let record = try identify(bare).record.record
        #expect(record.agency == "Ủy ban nhân dân xã Mỹ Hòa Hưng")
        #expect(record.title == "Giấy phép xây dựng")
        #expect(record.findings.map(\.code) == ["PAGES_COUNTED", "AGENCY_ASSUMED", "SEAL_INCOMPLETE"])
    }

    // MARK: - Fitting the strip

    private static let long = permit {
        $0.fields[FieldName.title]?.value =
            "Giấy phép xây dựng nhà ở riêng lẻ tại khu dân cư nông thôn có điều chỉnh thiết kế"
        $0.fields[FieldName.scope]?.value =
            "Thửa đất số 205, tờ bản đồ số 11, ấp Mỹ Thuận, xã Mỹ Hòa Hưng, tỉnh An Giang"
        $0.owners[0].name = "Công ty trách nhiệm hữu hạn một thành viên Tư vấn Xây dựng Mỹ Hòa Hưng"
    }

    @Test func longContentIsShortenedUntilLevelMFits() throws {
        let (result, payload) = try identify(Self.long)
        let profile = try shippedProfile()
        #expect(profile.appearance.largestSealVersion == 15)
        #expect(try QRSymbol(result.sealURL, level: .m).version <= 15)
        #expect(payload.title == .text("Giấy phép xây dựng"))
        #expect(payload.holderId == "089076710356")
        #expect(payload.numberAndNotation == "84/GPXD-UBND")
        let note = try #require(result.record.findings.last)
        #expect(note.code == "SEAL_SHORTENED" && note.consequence == .note)
        #expect(note.message.vi.contains("tên giấy tờ theo loại"))
        // The record itself keeps every word.
        #expect(result.record.title.hasSuffix("điều chỉnh thiết kế"))
    }

    @Test func shorteningStopsAsSoonAsItFits() throws {
        let (result, payload) = try identify(Self.long) { $0.appearance.stripHeightMM = 36 }
        #expect(payload.holderName == Self.long.owners[0].name)
        #expect(result.record.findings.last?.message.vi.contains("tên giấy tờ theo loại") == true)
        #expect(result.record.findings.last?.message.vi.contains("không ghi tên") == false)
    }

    @Test func mandatedDataAreNeverDropped() throws {
        #expect(throws: IdentificationError(.sealTooLarge, .configuration, vi: "", en: "")) {
            try identify(Self.permit()) { $0.appearance.stripHeightMM = 22 }
        }
    }

    // MARK: - Refusals

    @Test func whatIsNotReadyIsRefused() throws {
        let refused = IdentificationError(.notIdentifiable, .internal, vi: "", en: "")
        let doubtful = Self.permit { $0.findings = [Finding("FIELD_MISSING", .review, Bilingual(vi: "", en: ""))] }
        #expect(throws: refused) { try identify(doubtful) }
        #expect(throws: refused) { try identify(Self.permit { $0.documentType = "don-de-nghi" }) }
        #expect(throws: refused) { try identify(Self.permit { $0.documentType = nil }) }
    }

    @Test func aProfileWithoutTheRetentionClassIsRefused() throws {
        #expect(throws: IdentificationError(.profileIncomplete, .configuration, vi: "", en: "")) {
            try identify(Self.permit()) { $0.retention = [:] }
        }
    }
}

private func shippedProfile() throws -> Profile {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return try ProfileLoader.profile(
        agencyFile: parts.joined(separator: "/") + "/Profiles/an-giang/xa-my-hoa-hung.yaml")
}
