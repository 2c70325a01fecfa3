import Billing
import Testing

@testable import Analysis
@testable import Reports

@Test func theReportIsWhatTheSchemaSays() throws {
    _ = try Fixture.report().files()
    _ = try PlanningRows.report().files()
    let empty = Report(analysis: .init(month: Fixture.month), context: Fixture.context())
    _ = try empty.files()
}

@Test(arguments: [
    ("<amount scenario=\"plan\"", "<amount scenario=\"budget\""),
    (">230</amount>", ">1,230</amount>"),
    (" sequence=\"42\"", ""),
    ("<systems>", "<systems><invented/>"),
    ("schemaVersion=\"1.5\"", "schemaVersion=\"1.0\""),
    ("state=\"missed\"", "state=\"nearly\""),
    ("kind=\"peak\"", "kind=\"valley\""),
    ("kind=\"part\"", "kind=\"half\""),
    ("method=\"even\"", "method=\"driver:\""),
    ("state=\"raised\"", "state=\"shouted\""),
    ("state=\"below\"", "state=\"far below\""),
    ("<system id=\"energy-platform\"", "<system id=\"capacity-assessment\""),
    ("<component id=\"firestore\"", "<component id=\"cloud-run\""),
    ("<source name=\"aws\"", "<source name=\"gcp\""),
    ("<stated>440</stated>", "<stated>~440</stated>"),
    ("month=\"2026-10\"", "month=\"2026-13\""),
    ("https://outlay.example/ns/report/1", "https://outlay.example/ns/report/2"),
    ("</report>", ""),
    ("<report ", "<!DOCTYPE report [<!ENTITY a \"b\">]><report "),
])
func aReportThatTheSchemaDoesNotAllowIsRefused(_ found: String, _ replacement: String) throws {
    let valid = try Fixture.text(PlanningRows.report(), "report.xml")
    let parts = valid.components(by: found)
    #expect(parts.count > 1)
    let broken = parts.joined(separator: replacement)
    let failure = #expect(throws: ReportFailure.self) { try validate(Array(broken.utf8), against: Report.schema) }
    if case .document(_, let message) = failure {
        #expect(!message.isEmpty)
    } else {
        Issue.record("\(String(describing: failure))")
    }
}

@Test func theSchemaSaysWhatEveryElementAndAttributeMeans() {
    let schema = String(decoding: Report.schema, as: UTF8.self)
    var count = 0
    for kind in ["element", "attribute"] {
        for declared in schema.components(by: "<xs:\(kind) name=").dropFirst() {
            count += 1
            // Its own annotation comes before anything else is declared.
            let own = declared.components(by: "<xs:element ")[0].components(by: "<xs:attribute ")[0]
            #expect(own.contains("<xs:documentation"), "\(kind) \(declared.prefix(60))")
        }
    }
    #expect(count > 250)
}

@Test func aBrokenSchemaIsToldApartFromABrokenReport() {
    let failure = #expect(throws: ReportFailure.self) { try validate(Array("<a/>".utf8), against: Array("<b/>".utf8)) }
    if case .schema = failure {} else { Issue.record("\(String(describing: failure))") }
}

@Test func aNumberHasAsManyDecimalsAsTheValidatorReads() {
    let cases: [(Amount, String)] = [
        (Amount(femtos: 300_000_000_033_333_333_333_333), "300000000.033333333333333"),
        (Amount(femtos: 1_234_567_890_123_456_789_012_345), "1234567890.12345678901234"),
        (Amount(femtos: -1_234_567_890_123_456_789_012_355), "-1234567890.12345678901236"),
        (Amount(femtos: 9_199_999_999_999_999_999_999_999_999), "9200000000000"),
        (Amount(femtos: Int128.max), "170141183460469231731687"), (.zero, "0"), (Amount(femtos: 1), "0.000000000000001"),
    ]
    for (value, text) in cases { #expect(decimalXML(value) == text) }
    #expect(decimalXML(Amount(femtos: 1_234_567_500_000_000), decimals: 6) == "1.234568")
}

@Test func amountsOfAnySizeAreWhatTheSchemaSays() throws {
    var analysis = Fixture.analysis()
    let parts = try #require(split(Fixture.amount("900000000.1"), by: [Amount(1), Amount(1), Amount(1)]))
    let greatest = Fixture.amount("9199999999999.999999999999999")
    for index in analysis.customers.indices.prefix(3) {
        analysis.customers[index].cost = parts[index]
        analysis.customers[index].sharedCost = index == 0 ? greatest : -greatest
        analysis.customers[index].grossMarginPercent = Amount(femtos: 123_456_789_012_345_678_901_234_567)
    }
    for index in analysis.systems.indices {
        analysis.systems[index].actual = greatest
        analysis.systems[index].variance = -greatest
        analysis.systems[index].variancePercent = greatest
    }
    for index in analysis.units.indices {
        analysis.units[index].actualQuantity = Quantity(Amount(femtos: Quantity.bound + 1))
    }
    let xml = try Fixture.text(Report(analysis: analysis, context: Fixture.context()), "report.xml")
    #expect(xml.contains(">300000000.033333333333333</cost>"))
    #expect(xml.contains(">-9200000000000</sharedCost>"))
    #expect(xml.contains("<actualQuantity>9200000000000000000</actualQuantity>"))
    #expect(xml.contains("<grossMarginPercent>123456789012.345679</grossMarginPercent>"))
}

@Test func xmlAndTablesHaveTheSameAmounts() throws {
    let report = PlanningRows.report()
    let xml = try Fixture.text(report, "report.xml")
    // Budgets of usage are no money, and what all systems have together is no element.
    for table in report.tables + report.derivedTables where !["unit_month", "budget_month", "system_month"].contains(table.name) {
        for row in table.rows {
            for (cell, column) in zip(row, table.columns) {
                guard case .amount(let amount, let currency) = cell else { continue }
                // A variance says in its attributes what percentage it is and how it works on the result.
                let isThere =
                    xml.contains("currency=\"\(currency)\">\(amount)</") || xml.contains("\">\(amount)</variance>")
                #expect(isThere, "\(table.name).\(column.name)")
            }
        }
    }
}

@Test func aFractionOfTheLastUnitIsABinaryNumberThatReadsBackTheSame() throws {
    var analysis = PlanningRows.analysis()
    // Of three parts of 1e-15 of a currency unit each has a third of it, and one what they are together.
    let weights = AllocationWeights(method: "even", ["a": Amount(1), "b": Amount(1), "c": Amount(1)])
    let split = try #require(Split(Amount(femtos: 1), by: weights.weights))
    analysis.allocations = Allocations()
    analysis.allocations.append(
        AllocatedCost(system: PlanningRows.e, component: "cloud-run", currency: Fixture.dollars, weights, split))
    let report = PlanningRows.report(analysis)
    #expect(try Fixture.text(report, "report.xml").contains("<residue>-3.3333333316386355e-16</residue>"))
    let lines = try Fixture.text(report, "allocation_month.csv").split(separator: "\n")
    #expect(lines[1].hasSuffix(",6.666666663277271e-16") && lines[2].hasSuffix(",-3.3333333316386355e-16"))
}

@Test func whatIsNoMoneyHasAUnitAndNoCurrency() throws {
    var context = Fixture.context()
    context.alerts[0].budget = "reads-a-day"
    context.alerts[0].currency = Currency("operations")
    let report = Report(analysis: PlanningRows.analysis(), context: context)
    let xml = try Fixture.text(report, "report.xml")
    for unit in ["operations", "tokens"] { #expect(!xml.contains("currency=\"\(unit)\"")) }
    #expect(!xml.contains("<amount unit=\"USD\""))
    let days = xml.components(by: "<budget id=\"reads-a-day\"").dropFirst()
    #expect(days.count == 4 && days.allSatisfy { $0.contains("periodKind=\"day\"") })
    #expect(days.first?.contains("<amount unit=\"operations\">50000000</amount>") == true)
    #expect(xml.contains("<actual unit=\"operations\">464</actual>"))
    for budget in report.analysis.budgets {
        #expect(xml.contains("<actual \(budget.isMoney ? "currency" : "unit")=\"\(budget.unit)\">\(budget.actual)</actual>"))
    }
}

@Test func everyFindingStandsInTheXML() throws {
    let analysis = PlanningRows.analysis()
    let xml = try Fixture.text(PlanningRows.report(), "report.xml")
    let findings = xml.components(by: "</findings>")[0].components(by: "<finding ").dropFirst()
    #expect(findings.count == analysis.findings.count)
    for (text, row) in zip(findings, analysis.findings) {
        #expect(text.hasPrefix("system=\"\(row.system)\" item=\"\(row.item)\" name=\"\(row.name)\""))
        for (name, value) in [("stated", row.stated), ("computed", row.computed), ("difference", row.difference)] {
            #expect(text.contains(value.map { "<\(name)>\($0)</\(name)>" } ?? "<note>"), "\(row.item) \(name)")
            if value == nil { #expect(!text.contains("<\(name)>")) }
        }
    }
}

@Test func aPartOfADriverAndAnEnvironmentApartAreTold() throws {
    let xml = try Fixture.text(PlanningRows.report(), "report.xml")
    #expect(xml.contains("<plan component=\"network-egress\" item=\"egress-eu\""))
    #expect(xml.contains(" behaviour=\"variable\""))
    #expect(xml.contains("<flexiblePlan currency=\"USD\">150</flexiblePlan>"))
    #expect(xml.contains("<beside currency=\"USD\">61.5</beside>"))
    #expect(xml.components(by: " beside=\"true\"").count == 2)
    #expect(xml.components(by: "<monthLength currency=\"USD\">4.8</monthLength>").count == 3)
}

@Test func charactersThatXMLDoesNotHaveAreReplacedAndCounted() throws {
    var analysis = Fixture.analysis()
    analysis.unmapped[0].serviceName = "a\u{0}b\u{8}c\u{FFFE}d\u{202E}e\u{2066}f\u{85}g"
    let report = Report(analysis: analysis, context: Fixture.context())
    let xml = try Fixture.text(report, "report.xml")
    #expect(xml.contains("service=\"a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{FFFD}f\u{FFFD}g\""))
    #expect(xml.contains("replacedCharacters=\"6\""))
}

@Test func unpairedSurrogatesNeverReachAText() {
    let text = String(decoding: [0x61, 0xED, 0xA0, 0x80, 0x62] as [UInt8], as: UTF8.self)
    #expect(SafeText(text).text.unicodeScalars.allSatisfy { !(0xD800...0xDFFF).contains($0.value) })
    #expect(SafeText(text).text.hasPrefix("a\u{FFFD}"))
}

extension String {
    /// Its pieces between the occurrences of `separator`.
    func components(by separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}
