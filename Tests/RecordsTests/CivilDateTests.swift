import FoundationEssentials
import Records
import Testing

@Suite struct CivilDateTests {
    @Test func rejectsDaysThatDoNotExist() {
        #expect(CivilDate(year: 2023, month: 2, day: 29) == nil)
        #expect(CivilDate(year: 1900, month: 2, day: 29) == nil)
        #expect(CivilDate(year: 2000, month: 2, day: 29) != nil)
        #expect(CivilDate(iso: "2026-13-01") == nil)
        #expect(CivilDate(iso: "2026-1-1") == nil)
        #expect(CivilDate(vietnamese: "31/04/2026") == nil)
    }

    @Test func readsTheOrdersPapersUse() {
        #expect(CivilDate(vietnamese: "5/3/2026")?.iso == "2026-03-05")
        #expect(CivilDate(vietnamese: "05.03.2026")?.iso == "2026-03-05")
        #expect(CivilDate(iso: "2026-03-05")?.vietnamese == "05/03/2026")
    }

    @Test func countsDaysBothWaysOverFourCenturies() throws {
        for days in stride(from: -150_000, through: 150_000, by: 37) {
            let date = try #require(CivilDate(daysSince1970: days))
            #expect(date.daysSince1970 == days)
        }
        #expect(CivilDate(iso: "2000-03-01")?.daysSince1970 == 11_017)
        #expect(CivilDate.epoch.daysSince1970 == 0)
    }

    @Test func clipsTheDayWhenAMonthIsShorter() throws {
        let leapDay = try #require(CivilDate(iso: "2024-02-29"))
        #expect(leapDay.adding(years: 1)?.iso == "2025-02-28")
        #expect(try #require(CivilDate(iso: "2026-01-31")).adding(months: 1)?.iso == "2026-02-28")
        #expect(try #require(CivilDate(iso: "2026-03-31")).adding(months: -13)?.iso == "2025-02-28")
    }

    @Test func writesInstantsInVietnamsZone() {
        let instant = Date(timeIntervalSince1970: 1_795_305_330)  // 2026-11-21T23:55:30Z
        #expect(VietnamTime.iso8601(instant) == "2026-11-22T06:55:30+07:00")
        #expect(VietnamTime.signingTime(instant) == "22/11/2026; 06:55:30 +07:00")
        #expect(VietnamTime.parse(iso8601: "2026-11-22T06:55:30+07:00") == instant)
        #expect(VietnamTime.parse(iso8601: "2026-11-21T23:55:30Z") == instant)
        #expect(VietnamTime.parse(iso8601: "2026-11-21 23:55:30Z") == nil)
    }
}
