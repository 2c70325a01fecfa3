package import Billing

/// The sources that have brought no new day for longer than the settings expect, by name.
///
/// `lastDays` has the newest day of every source that has ever brought one; a source that never did is late for nothing yet.
package func lateSources(_ lastDays: [String: Day], _ settings: Settings, today: Day) -> [LateSource] {
    lastDays.compactMap { source, lastDay in
        settings[source: source].expectedDays.map { LateSource(source: source, lastDay: lastDay, expectedDays: $0) }
    }
    .filter { $0.since <= today }.sorted { $0.source < $1.source }
}

/// What is to be said of sources, by name: once of each that has become late, and once of each that was said to be and no longer is;
/// that arms it again. One that brings a day and is late all the same stays said, until it stays away for longer than when it was said:
/// a source that is always a day behind is said once, and once more when it stops.
package func sourceAlerts(
    late: [LateSource], said: [SourceAlert], lastDays: [String: Day], today: Day
) -> [SourceAlert] {
    let raised = late.filter { source in
        !said.contains {
            $0.source == source.source
                && ($0.lastDay == source.lastDay || source.lastDay.distance(to: today) <= $0.daysWithout)
        }
    }.map { SourceAlert($0) }
    let over = said.filter { old in !late.contains { $0.source == old.source } }.map { old in
        var over = old
        over.newestDay = lastDays[old.source] ?? old.lastDay
        over.isOver = true
        return over
    }
    return (raised + over).sorted { $0.source < $1.source }
}
