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
