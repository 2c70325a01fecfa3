import Billing
import Testing

@testable import Reports

@Test(arguments: [
    ("0", "0.00", "0.00"), ("34", "34.00", "+34.00"), ("-2", "−2.00", "−2.00"), ("1234.565", "1,234.56", "+1,234.56"),
    ("-1234567.891", "−1,234,567.89", "−1,234,567.89"), ("0.004", "0.00", "0.00"), ("-0.004", "0.00", "0.00"),
    ("999.999", "1,000.00", "+1,000.00"),
])
func amountsHaveThousandsCommasAndATrueMinus(_ raw: String, _ plain: String, _ signed: String) {
    #expect(NumberText.amount(Fixture.amount(raw)) == plain)
    #expect(NumberText.signed(Fixture.amount(raw)) == signed)
}

@Test(arguments: [
    ("0.12", "0.12"), ("0.0000247", "0.0000247"), ("154.666666666666667", "154.67"), ("0.1", "0.10"), ("0", "0.00"),
    ("0.000361255081871", "0.0003613"), ("-0.5", "−0.50"), ("0.000000000000001", "0.000000000000001"), ("0.99999", "1.00"),
])
func aUnitPriceHasTheDigitsItNeeds(_ raw: String, _ expected: String) {
    #expect(NumberText.unitPrice(Fixture.amount(raw)) == expected)
}

@Test(arguments: [("1250", "1,250"), ("0.125", "0.125"), ("1284411.5", "1,284,411.5"), ("0", "0")])
func aQuantityHasNoMoreDecimalsThanItNeeds(_ raw: String, _ expected: String) {
    #expect(NumberText.quantity(Quantity(Fixture.amount(raw))) == expected)
}

@Test(arguments: [(0.0, "0"), (12.34, "12.3"), (-0.06, "-0.1"), (-0.04, "0"), (1000.0, "1000"), (0.96, "1")])
func coordinatesHaveOneDecimal(_ value: Double, _ expected: String) {
    #expect(Drawing.coordinate(value) == expected)
}

@Test func anAlertIsALineOfJSON() {
    var alert = Fixture.context().alerts[0]
    alert.budget = "a\"b\\c\nd\u{1}\u{2028}é"
    alert.actual = Fixture.amount("464.000000000000001")
    alert.progress = PeriodProgress("2026-10", on: Day(year: 2026, month: 11, day: 2), fiscalYearStart: 1)
    alert.counted = alert.actual
    alert.landing = Fixture.amount("470.5")
    let expected = """
        {"id":7,"raised_in_run":3,"budget":"a\\"b\\\\c\\nd\\u0001\\u2028é","period":"2026-10","basis":"actual",\
        "threshold_percent":100,"actual":464.000000000000001,"amount":430,"state":"raised","raised_at":"2026-11-02",\
        "unit":"USD","days_gone":31,"days":31,"pace":14.967741935483871,"landing":470.5,"source":null}

        """
    #expect(String(decoding: alertLines([alert]), as: UTF8.self) == expected)
}
