import Records
import Testing

@Suite struct IdentifierTests {
    @Test func personalIdTellsYearAndSex() throws {
        let id = try #require(PersonalId("086 076 710 356"))
        #expect(id.birthYear == 1976)
        #expect(id.sex == .male)
        #expect(id.masked == "086•••••0356")
        #expect(try #require(PersonalId("089312345678")).sex == .female)
        #expect(try #require(PersonalId("089312345678")).birthYear == 2012)
    }

    @Test(arguments: ["", "12345678901", "1234567890123", "08607671035a", "000076710356", "123456789"])
    func refusesWhatIsNoPersonalId(_ text: String) {
        #expect(PersonalId(text) == nil)
    }

    @Test(arguments: ["0100109106", "0101243150", "0300588569", "0100109106-001"])
    func taxCodeCheckDigitHolds(_ text: String) {
        #expect(TaxCode(text) != nil)
    }

    @Test func everyWrongCheckDigitIsRefused() {
        let accepted = (0...9).filter { TaxCode("010010910\($0)") != nil }
        #expect(accepted == [6])
        #expect(TaxCode("0100109106-000") == nil)
    }

    @Test func administrativeCodes() {
        #expect(AgencyCode(rawValue: "H01.02.14") != nil)
        #expect(AgencyCode(rawValue: "Z01") == nil)
        #expect(AgencyCode(rawValue: "H01..2") == nil)
        #expect(ProcedureCode(rawValue: "1.004873") != nil)
        #expect(ProcedureCode(rawValue: "1.004873.000.00.00.H58") != nil)
        #expect(ProcedureCode(rawValue: "4.004873") == nil)
        #expect(DossierCode(rawValue: "H01.02.14-260311-0007") != nil)
        #expect(DossierCode(rawValue: "000.00.12.H63-250811-0001") != nil)
        #expect(DossierCode(rawValue: "hoso-250811-0001") == nil)
        #expect(DossierCode(rawValue: "so-hoa-2026") == nil)
    }

    @Test func recordURNHoldsNoUpperCaseAndNoSpaces() {
        #expect(RecordURN(rawValue: "urn:sohoa:h01.02.14:khai-sinh:abc2345") != nil)
        #expect(RecordURN(rawValue: "urn:sohoa:H01:khai-sinh:abc") == nil)
        #expect(RecordURN(rawValue: "urn:sohoa:h01:khai-sinh") == nil)
        #expect(RecordURN(rawValue: "urn:sohoa:h01:../x:abc") == nil)
    }
}
