import Analysis
import Billing
import Testing

private let today = Day(year: 2026, month: 11, day: 21)

private func settings(_ expected: [String: Int?]) -> Settings {
    var settings = Settings()
    for (source, days) in expected {
        settings.sources[source] = Settings.Source()
        settings.sources[source]?.expectedDays = days
    }
    return settings
}

@Test(arguments: [0, 1, 2, 7, 366]) func aSourceIsLateOnceItsLastDayIsOlderThanTheDaysExpected(_ expected: Int) {
    for age in 0...400 {
        let last = today.advanced(by: -age)
        let late = lateSources(["aws": last], settings(["aws": expected]), today: today)
        #expect(late.isEmpty == (last >= today.advanced(by: -expected)))
        if let late = late.first {
            // It was late from then on, and not the day before.
            #expect(lateSources(["aws": last], settings(["aws": expected]), today: late.since).count == 1)
            #expect(lateSources(["aws": last], settings(["aws": expected]), today: late.since.advanced(by: -1)).isEmpty)
        }
    }
}

@Test func nothingIsExpectedOfASourceWithoutASettingAndNothingIsLateThatNeverCame() {
    let days = ["b": today.advanced(by: -9), "a": today.advanced(by: -9), "c": today.advanced(by: -90)]
    let late = lateSources(days, settings(["a": 2, "b": 8, "c": nil, "never": 1]), today: today)
    #expect(late.map(\.source) == ["a", "b"])
    #expect(
        late.map(\.description) == [
            "a: no day after 2026-11-12, expected one within 2 days", "b: no day after 2026-11-12, expected one within 8 days",
        ])
}

/// Whatever a source brings and when: what is said of it begins with its being late, is what holds, and is said again only of one that
/// came in between and stays away for longer.
@Test func aSourceIsSaidToBeLateOnceAndNoLongerToBeOnce() {
    var generator = SeededGenerator(seed: 13)
    let settings = settings(["aws": 2])
    var lastDays = ["aws": today]
    var told: [SourceAlert] = []
    var repeated = 0
    for step in 0..<400 {
        let now = today.advanced(by: step)
        if Int.random(in: 0..<4, using: &generator) == 0 {
            lastDays["aws"] = now.advanced(by: -Int.random(in: 0..<5, using: &generator))
        }
        let late = lateSources(lastDays, settings, today: now)
        var news = sourceAlerts(
            late: late, said: told.last.map { $0.isOver ? [] : [$0] } ?? [], lastDays: lastDays, today: now)
        #expect(news.count <= 1)
        for at in news.indices { news[at].daysWithout = news[at].lastDay.distance(to: now) }
        if let before = told.last, let again = news.first, !before.isOver, !again.isOver {
            #expect(again.lastDay > before.lastDay && again.daysWithout > before.daysWithout)
            repeated += 1
        }
        told += news
        #expect((told.last?.isOver ?? true) == late.isEmpty)
        if let over = news.first, over.isOver {
            #expect(over.newestDay == lastDays["aws"] && over.lastDay == told.dropLast().last?.lastDay)
        }
    }
    #expect(told.count > 20)
    #expect(repeated > 0)
    #expect(told.first?.isOver == false)
    for (one, next) in zip(told, told.dropFirst()) where one.isOver { #expect(!next.isOver) }
}

@Test func theLandingOfASystemIsThatOfItsOwnComponents() {
    let dollars = Currency("USD")
    func row(_ component: String, actual: Int, landing: Int?) -> ComponentMonth {
        var row = ComponentMonth(
            system: "shop", component: component, name: component, currency: dollars, completeDays: 10)
        row.actual = Amount(actual)
        row.landing = landing.map { Amount($0) }
        return row
    }
    var analysis = MonthAnalysis(month: Month(year: 2026, month: 11))
    let system = SystemMonth(system: "shop", name: "Shop", currency: dollars, completeDays: 10, days: 30)
    #expect(analysis.landing(of: system) == nil)
    var beside = row("development", actual: 5, landing: 15)
    beside.isBeside = true
    analysis.components = [
        row("servers", actual: 10, landing: 30), row("disks", actual: 1, landing: 3), beside,
        row(ReservedComponent.tax, actual: 2, landing: 2), row(ReservedComponent.adjustment, actual: 7, landing: nil),
    ]
    #expect(analysis.landing(of: system) == Amount(40))
    analysis.components[1].landing = nil
    #expect(analysis.landing(of: system) == nil)
}
