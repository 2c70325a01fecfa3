import Analysis
import Billing

extension MonthPage {
    /// How far off past landings of a system were, to stand below the table that has its landing; nil where there is no landing.
    func landingAccuracyNote(_ system: SystemMonth) -> Markup? {
        guard system.completeDays < system.days,
            analysis.components.contains(where: { $0.system == system.system && $0.landing != nil })
        else { return nil }
        let rows = analysis.landingAccuracy.filter { $0.system == system.system }
        guard !rows.isEmpty else {
            return paragraph(
                "How far off past landings of this system were is told here once a month is over of which one was told at day 10 or 20.",
                styleClass: "note")
        }
        let parts = rows.map { row in
            let percent = row.errorPercent.map { " (\(NumberText.percent($0, decimals: 1)))" } ?? ""
            return
                "by \(NumberText.amount(row.meanError))\u{A0}\(row.currency.code)\(percent) at day \(row.day) over "
                + NumberText.counted(row.months, "month")
        }
        return paragraph(
            "Past landings of this system were off on average " + parts.joined(separator: ", ") + ".", styleClass: "note")
    }
}
