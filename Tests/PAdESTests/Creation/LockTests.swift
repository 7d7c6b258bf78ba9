import PDFSyntax
import PKI
import Testing

@testable import PAdES

/// Certifications and locks: what they forbid is refused before, and told afterwards when somebody does it all the same.
struct LockTests {
    private static let nowhere = SignaturePlace(page: 0, rectangle: PDFRectangle(x0: 0, y0: 0, x1: 0, y1: 0))

    private static func newField(_ name: String = "Moi") -> SignatureRequest {
        var request = Signed.request(name, place: nowhere)
        request.appearance = nil
        return request
    }

    /// Two signature fields `A` and `B` and a text field `Ghi`; `lock` goes into `A`.
    private static func file(_ lock: String) -> [UInt8] {
        HandwrittenPDF.fields(["/FT/Sig/T(A)\(lock)", "/FT/Sig/T(B)", "/FT/Tx/T(Ghi)/DA(/Helv 9 Tf)"])
    }

    /// Fills in the text field as a form program would.
    private static func fill(_ bytes: [UInt8]) throws -> [UInt8] {
        try Signed.update(bytes) { update in
            let field = try #require(update.document.latest.formFields.first { $0.name == "Ghi" })
            var dictionary = field.dictionary
            dictionary["V"] = .text("Da nhan")
            update.set(try #require(field.reference), .dictionary(dictionary))
        }
    }

    /// Signs in `field` without asking whether it is permitted, as other programs may.
    private static func force(_ bytes: [UInt8], _ field: String) throws -> [UInt8] {
        let document = try PDFDocument(bytes: ByteView(bytes))
        let found = try #require(document.latest.formFields.first { $0.name == field })
        let request = Signed.request(field)
        var update = try IncrementalUpdate(document)
        let signature = update.reserve()
        let placeholder = SignaturePlaceholder(
            request.dictionary(lock: nil, catalog: nil), reservedBytes: request.reservedBytes)
        update.set(signature, serialized: placeholder.bytes)
        var placement = SignatureFieldPlacement(update, lock: nil)
        placement.fill(found, value: signature, appearance: nil)
        let appended = try placement.update.finish()
        let prepared = PreparedSignature(
            document, appended.bytes, placeholder, at: try #require(appended.valueOffsets[signature]), request)
        let agency = try #require(try Signed.pki.get().agencies.first)
        return try bytes
            + prepared.complete(
                cms: CAdESBuilder.sign(contentDigest: prepared.digest, identity: agency.officer.identity()))
    }

    @Test(arguments: [ModificationPermission.noChanges, .fillForms, .annotate])
    func aCertificationIsObeyed(_ permission: ModificationPermission) throws {
        var certify = Signed.request("A")
        certify.certification = permission
        let certified = try Signed.sign(Self.file(""), certify)
        let expected: PAdESErrorCode? = permission == .noChanges ? .certificationForbids : nil
        #expect(try refusal(certified, Signed.request("B")) == expected)
        #expect(try refusal(certified, Self.newField()) == expected)
        var again = Signed.request("B")
        again.certification = .annotate
        #expect(try refusal(certified, again) == (expected ?? .cannotCertify))
        // Document time-stamps are permitted at every P.
        let document = try PDFDocument(bytes: ByteView(certified))
        #expect(try DocumentTimeStampRevision.prepare(document, reservedBytes: 99).reservedBytes == 99)
        guard expected == nil else { return }
        let second = try Signed.sign(certified, Signed.request("B"))
        let findings = try Signed.inspect(try Signed.sign(second, Self.newField()))
        #expect(findings.map(\.changesAfter) == [.permitted, .permitted, .none])
    }

    /// A certification holds by its own words: a catalog that does not name it (any more) does not set it aside.
    @Test func aCertificationWithoutPermsIsObeyed() throws {
        var certify = Signed.request("A")
        certify.certification = .noChanges
        let certified = try Signed.sign(Self.file(""), certify)
        let stripped = try Signed.update(certified) { update in
            let catalog = try #require(update.document.latest.catalogReference)
            var dictionary = update.document.latest.catalog
            dictionary["Perms"] = nil
            update.set(catalog, .dictionary(dictionary))
        }
        #expect(try refusal(stripped, Signed.request("B")) == .certificationForbids)
        #expect(try Signed.inspect(stripped)[0].suspicions.contains(.permissionChanged))
    }

    @Test func theLockOfAFieldIsWrittenIntoItsSignature() throws {
        let lock = "/Lock<</Type/SigFieldLock/Action/Include/Fields[(B)(Ghi)]>>"
        let signed = try Signed.sign(Self.file(lock), Signed.request("A"))
        let view = try PDFDocument(bytes: ByteView(signed)).latest
        let expected = FieldLock(.include, names: ["B", "Ghi"])
        let field = try #require(view.signatureFields.first { $0.name == "A" })
        #expect(field.lock == expected)
        let value = try #require(view.resolve(field.field.value).dictionary)
        #expect(SignatureDictionary(value, in: view).fieldLocks == [expected])
        let references = view.resolve(value["Reference"]).array ?? []
        let reference = try #require(references.first?.dictionary)
        #expect(reference["Data"]?.reference == view.catalogReference)
        #expect(try refusal(signed, Signed.request("B")) == .fieldLocked)
        #expect(try refusal(signed, Self.newField()) == nil)
        // Whoever fills in the locked field anyway breaks the signature's terms.
        let filled = try Signed.inspect(try Self.fill(signed))
        #expect(filled[0].changesAfter == .suspicious && filled[0].suspicions == [.lockedField])
        let forced = try Signed.inspect(try Self.force(signed, "B"))
        #expect(forced.map(\.changesAfter) == [.suspicious, .none] && forced[0].suspicions == [.lockedField])
    }

    @Test func locksOfEveryActionAreObeyed() throws {
        let exclude = try Signed.sign(Self.file("/Lock<</Action/Exclude/Fields[(Ghi)]>>"), Signed.request("A"))
        #expect(try refusal(exclude, Signed.request("B")) == .fieldLocked)
        #expect(try refusal(exclude, Self.newField()) == .fieldLocked)
        #expect(try Signed.inspect(try Self.fill(exclude))[0].changesAfter == .permitted)
        let all = try Signed.sign(Self.file("/Lock<</Action/All>>"), Signed.request("A"))
        #expect(try refusal(all, Signed.request("B")) == .fieldLocked)
        #expect(try Signed.inspect(try Self.fill(all))[0].suspicions == [.lockedField])
        let descendants = FieldLock(.include, names: ["Nhom"])
        #expect(descendants.locks("Nhom.Ky") && !descendants.locks("Nhom2.Ky"))
    }

    /// `/P` of PDF 2.0: a lock that restricts the whole document.
    @Test func theLockOfADocumentIsObeyed() throws {
        let lock = "/Lock<</Action/Include/Fields[]/P 1>>"
        let signed = try Signed.sign(Self.file(lock), Signed.request("A"))
        #expect(try refusal(signed, Signed.request("B")) == .certificationForbids)
        let before = try Signed.inspect(signed)
        #expect(before[0].permission == .noChanges && before[0].changesAfter == .none)
        #expect(try Signed.inspect(try Self.fill(signed))[0].changesAfter == .suspicious)
    }

    @Test func aNewFieldMayLock() throws {
        var request = Self.newField()
        request.lock = FieldLock(.include, names: ["Ghi"], permission: .annotate)
        var certify = Signed.request("A")
        certify.certification = .fillForms
        let signed = try Signed.sign(try Signed.sign(Self.file(""), certify), request)
        let field = try #require(
            try PDFDocument(bytes: ByteView(signed)).latest.signatureFields.first { $0.name == "Moi" })
        // Never more than the certification left (12.7.5.5).
        #expect(field.lock == FieldLock(.include, names: ["Ghi"], permission: .fillForms))
        #expect(try Signed.inspect(signed).map(\.changesAfter) == [.permitted, .none])
        #expect(try Signed.inspect(try Self.fill(signed)).map(\.changesAfter) == [.permitted, .suspicious])
    }

    /// A field whose lock closes the document makes its certification close it too.
    @Test func theStricterOfCertificationAndLockHolds() throws {
        var certify = Signed.request("A")
        certify.certification = .annotate
        let signed = try Signed.sign(Self.file("/Lock<</Action/Include/Fields[]/P 1>>"), certify)
        #expect(try Signed.inspect(signed)[0].dictionary.permission == .noChanges)
        #expect(try refusal(signed, Signed.request("B")) == .certificationForbids)
    }

    @Test(.enabled(if: Judges.hasPyHanko, "pyHanko is not installed; set SOHOA_TEST_PYTHON"))
    func pyHankoEnforcesWhatWeWrite() throws {
        let locks = ["/Lock<</Action/Include/Fields[(Ghi)]>>", "/Lock<</Action/All>>", "/Lock<</Action/All/P 1>>"]
        for lock in locks {
            let signed = try Signed.sign(Self.file(lock), Signed.request("A"))
            let good = try Judges.pyHanko(signed)
            #expect(good.map(\.docmdp) == [true] && good[0].valid == true, "\(lock): \(good)")
            let bad = try Judges.pyHanko(try Self.fill(signed))
            #expect(bad[0].intact == true && bad[0].docmdp == false, "\(lock): \(bad)")
        }
        let excluded = try Signed.sign(Self.file("/Lock<</Action/Exclude/Fields[(Ghi)]>>"), Signed.request("A"))
        #expect(try Judges.pyHanko(try Self.fill(excluded)).map(\.docmdp) == [true])
    }
}
