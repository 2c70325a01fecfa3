import Billing
import Testing

/// What holds of days, months, moments, periods, quantities and hashes, whatever their value.
@Suite struct LawTests {
    private func timestamp(_ text: String) -> Timestamp? {
        let bytes = Array(text.utf8)
        return Timestamp(bytes.span)
    }

    @Test func everyDayFollowsTheOneBeforeInTheGregorianCalendar() throws {
        // From 1899 to 2101: both kinds of century year, counted by hand without the formula under test.
        var (year, month, day) = (1899, 1, 1)
        var number = Day(year: year, month: month, day: day).number
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        while year < 2102 {
            let this = Day(number: number)
            try #require(this == Day(year: year, month: month, day: day) && this.civil == (year, month, day))
            try #require(Day(this.description) == this && this.month == Month(year: year, month: month))
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            day += 1
            if day > lengths[month - 1] + (month == 2 && isLeap ? 1 : 0) { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
            number += 1
        }
    }

    /// However many digits an amount has, its REAL is the one that all of its digits read as.
    @Test func theNearestBinaryNumberIsThatOfAllDigits() {
        var state: UInt64 = 7
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
        let edges: [Int128] = [
            1 << 53, (1 << 53) + 1, (1 << 53) * 1_000_000_000, ((1 << 53) + 1) * 1_000_000_000, Amount.bound, 0, 1, 3,
        ]
        let random = (0..<40_000).map { at in
            let wide = Int128(next()) * Int128(next() % 1000)
            return (wide >> Int128(next() % 74)) * [1, 1_000, 1_000_000_000][at % 3]
        }
        for femtos in edges + random {
            for amount in [Amount(femtos: femtos), Amount(femtos: -femtos)] where amount.real != Double(amount.description) {
                Issue.record("\(amount)")
            }
        }
    }

    @Test func theDayOfNumberZeroIsTheFirstOf1970() {
        #expect(Day(number: 0).description == "1970-01-01")
        #expect(Day(number: -1).description == "1969-12-31")
        #expect(Day("2026-11-21")?.number == 20_778)
    }

    @Test(arguments: [
        "2026-02-29", "2026-00-10", "2026-13-01", "2026-04-31", "2026-1-01", "2026-01-1", "20260101", "2026/01/01", "",
        "2026-01-01T00:00", " 2026-01-01", "2026-01-01 ", "2100-02-29", "2026-01-00",
    ])
    func whatIsNoDayIsNotRead(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test func theDaysOfTheMonthsOfAYearAreItsDays() {
        for year in 1999...2032 {
            let months = Month(year: year, month: 1)...Month(year: year, month: 12)
            let length = Day(year: year, month: 1, day: 1).distance(to: Day(year: year + 1, month: 1, day: 1))
            #expect(months.map(\.days).reduce(0, +) == length)
            #expect(zip(months, months.dropFirst()).allSatisfy { $0.end == $1.first })
            #expect(months.allSatisfy { Month($0.description) == $0 && $0.first.month == $0 })
        }
    }

    @Test(arguments: ["2026", "2026-8", "2026-13", "2026-00", "2026-08-01", "08-2026", ""])
    func whatIsNoMonthIsNotRead(_ text: String) {
        #expect(Month(text) == nil)
    }

    @Test(arguments: [
        ("2026-08-01", "2026-08-01", 0), ("2026-08-01T13:45:00Z", "2026-08-01", 49_500),
        ("2026-08-01 13:45:00", "2026-08-01", 49_500), ("2026-08-01T13:45Z", "2026-08-01", 49_500),
        ("2026-08-01T13:45:59.999999Z", "2026-08-01", 49_559), ("2026-08-01 00:00:00 UTC", "2026-08-01", 0),
        ("2026-08-01T00:30:00+02:00", "2026-07-31", 81_000), ("2026-12-31T23:30:00-0130", "2027-01-01", 3_600),
        ("2026-08-01T23:59:60Z", "2026-08-01", 86_399),
    ])
    func aMomentIsReadInUTC(_ text: String, _ day: String, _ second: Int32) throws {
        let moment = try #require(timestamp(text))
        #expect(moment.day.description == day)
        #expect(moment.second == second)
        #expect(moment.dayRoundedUp == (second == 0 ? moment.day : moment.day.advanced(by: 1)))
    }

    @Test(arguments: [
        "2026-08-01T", "2026-08-01T24:00:00Z", "2026-08-01T12:60:00Z", "2026-08-01T12:00:61Z", "2026-08-01T12:00:00.Z",
        "2026-08-01T12:00:00ZZ", "2026-08-01T12:00:00+2", "2026-08-01T12:00:00+25:00", "4/1/25", "2026-08-01x", "",
        "2026-02-30T00:00:00Z", "2026-08-01T12", "2026-08-01T12:00:00 CET",
    ])
    func whatIsNoMomentIsNotRead(_ text: String) {
        #expect(timestamp(text) == nil)
    }

    @Test func clippingKeepsWhatLiesInBoth() {
        let base = Day(year: 2026, month: 8, day: 1)
        for start in 0..<6 {
            for end in start..<6 {
                for otherStart in 0..<6 {
                    for otherEnd in otherStart..<6 {
                        let one = Period(start: base.advanced(by: start), end: base.advanced(by: end))
                        let other = Period(start: base.advanced(by: otherStart), end: base.advanced(by: otherEnd))
                        let both = Set(start..<end).intersection(otherStart..<otherEnd)
                        #expect(one.clipped(to: other).days == both.count)
                        #expect(one.clipped(to: one) == one)
                    }
                }
            }
        }
    }

    @Test func aQuantityIsStoredAtNineDecimalsWithItsFloor() throws {
        for text in ["0", "1.5", "-1.5", "-0.000000001", "0.0000000005", "0.0000000015", "9199999999999.999999999", "-7"] {
            let quantity = Quantity(try Amount(parsing: text))
            #expect(Quantity(units: quantity.units, nanos: quantity.nanos) == quantity.stored)
            #expect((0..<1_000_000_000).contains(quantity.nanos))
            #expect(Amount(Int(quantity.units)) <= quantity.stored.value)
        }
        #expect(Quantity(try Amount(parsing: "0.0000000005")).stored == .zero)
        #expect(Quantity(try Amount(parsing: "0.0000000015")).nanos == 2)
    }

    @Test func aQuantityMayBeAsLargeAsATerabyteMonthInByteSeconds() throws {
        func read(_ text: String) throws -> Amount {
            let bytes = Array(text.utf8)
            return try ParsedDecimal(bytes.span, bound: Quantity.bound).amount
        }
        for text in ["2.6e18", "9.2e18", "-9200000000000000000", "9199999999999999999.999999999999999", "92e17"] {
            let quantity = Quantity(try read(text))
            #expect(Quantity(units: quantity.units, nanos: quantity.nanos) == quantity.stored)
        }
        #expect(try read("-2.6e18") == Amount(-2_600_000_000_000_000_000))
        #expect(try read("9199999999999999999.9999999999999994").description == "9199999999999999999.999999999999999")
        for text in ["9200000000000000000.000000000000001", "-9200000000000000001", "1e19", "9.3e18", "1e400"] {
            let refusal = #expect(throws: NumberRefusal.self) { _ = try read(text) }
            #expect(refusal?.found == "is beyond ±9,200,000,000,000,000,000")
        }
        let refusal = #expect(throws: NumberRefusal.self) { _ = try Amount(parsing: "2.6e18") }
        #expect(refusal?.found == "is beyond ±9,200,000,000,000")
    }

    @Test func aSumThatIsTooGreatToStoreIsToldApartFromOneThatIsNot() {
        let greatest = Int128(Int64.max) * 1_000_000_000 + 999_999_999
        let least = Int128(Int64.min) * 1_000_000_000
        for femtos in [0, -1, 1, greatest, least] {
            let stored = Amount(femtos: femtos).storedMicros
            #expect(stored.map { Amount(micros: $0.micros, remainder: $0.remainder) } == Amount(femtos: femtos))
        }
        #expect(Amount(femtos: greatest + 1).storedMicros == nil)
        #expect(Amount(femtos: least - 1).storedMicros == nil)
    }

    @Test func aCurrencyIsACodeOfCapitalsDigitsAndStrokes() {
        for code in ["USD", "X", "CREDITS_V2", "DBU-1", "ABCDEFGHIJKLMNOPQRST"] { #expect(Currency.isCode(code.utf8)) }
        for text in ["", "usd", "USD ", "€", "U$D", "ABCDEFGHIJKLMNOPQRSTU", "A,B"] { #expect(!Currency.isCode(text.utf8)) }
    }

    @Test func aFingerprintForgetsTheOrderAndGivesBackWhatIsTakenOut() {
        let hashes = (1...50).map { step in
            let step = UInt64(step)
            return Hash128(high: step &* 0x9E37_79B9_7F4A_7C15, low: ~step &* 0xBF58_476D_1CE4_E5B9)
        }
        let sum = hashes.reduce(.zero, &+)
        #expect(hashes.reversed().reduce(.zero, &+) == sum)
        #expect(hashes.reduce(sum, &-) == .zero)
        #expect((sum &- hashes[7]) != sum)
        // The carry from the lower half reaches the upper one.
        #expect(Hash128(high: 0, low: .max) &+ Hash128(high: 0, low: 1) == Hash128(high: 1, low: 0))
        let hash = Hash128(high: 0xFEDC_BA98_7654_3210, low: 0x9E37_79B9_7F4A_7C15)
        #expect(hash.times(3) == hash &+ hash &+ hash && hash.times(-1) == .zero &- hash && hash.times(0) == .zero)
        #expect(Hash128(high: 1, low: 0xAB).description == "000000000000000100000000000000ab")
    }

    @Test func weightsThatAddUpToNothingSplitNothing() {
        #expect(split(Amount(5), by: []) == nil)
        #expect(split(Amount(5), by: [.zero, .zero]) == nil)
        #expect(split(.zero, by: [Amount(1), Amount(2)]) == [.zero, .zero])
    }

    @Test func aThirdOfTheHandComputedMonthIsExact() throws {
        let parts = try #require(split(Amount(464), by: [Amount(1), Amount(1), Amount(1)]))
        #expect(parts.map { $0.text(decimals: 2) } == ["154.67", "154.67", "154.67"])
        #expect(parts.reduce(.zero, +) == Amount(464))
        #expect(parts[0].femtos - parts[2].femtos == 1)
    }

    @Test func nothingDividesByZero() {
        #expect(Amount(5).divided(by: .zero) == nil)
        #expect(Amount(6).divided(by: Amount(4)) == Amount(femtos: 1_500_000_000_000_000))
    }
}
