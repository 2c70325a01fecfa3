import Analysis
import Billing

extension MonthPage {
    /// Title, message, status, and the ways to other months and to the files.
    var header: Markup {
        let headline = Headline(page: self)
        let details = headline.details
        return element(
            "header", [:],
            [
                navigation,
                element(
                    "p", ["class": "kicker"],
                    [
                        .text("Cost report · \(context.month.title)" + (currency.isEmpty ? "" : " · \(currency)")),
                        element(
                            "span", ["class": headline.isFlash ? "status flash" : "status"], [.text(headline.status)]
                        ),
                    ]),
                element("h1", [:], [.text(headline.message)]),
                details.isEmpty
                    ? .group([]) : element("ul", ["class": "lead points"], details.map { element("li", [:], [.text($0)]) }),
                systems.count > 1 ? contents : .group([]),
            ])
    }

    private var navigation: Markup {
        let months = Set(context.months).sorted()
        let previous = months.last { $0 < context.month }
        let next = months.first { $0 > context.month }
        func link(_ month: Month?, _ before: String, _ after: String) -> Markup {
            guard let month else { return .group([]) }
            return element("a", ["href": links.report(month)], [.text(before + month.title + after)])
        }
        return element(
            "nav", ["aria-label": "Months and files"],
            [
                element(
                    "div", [:],
                    [
                        link(previous, "← ", ""),
                        element("a", ["href": links.above("index.html")], ["All months"]),
                        link(next, "", " →"),
                    ]),
                element("div", ["class": "files"], downloads),
            ])
    }

    private var downloads: [Markup] {
        let tables = report.allTables.filter { !$0.rows.isEmpty }.map { $0.name + ".csv" }
        let files = element(
            "details", [:],
            [
                element("summary", [:], ["CSV files"]),
                element(
                    "ul", [:],
                    tables.map { element("li", [:], [element("a", ["href": links.own($0)], [.text($0)])]) }),
            ])
        let plan = hasPlanPage ? element("a", ["href": links.own("plan.html")], ["Planning documents"]) : .group([])
        return [plan, element("a", ["href": links.own("report.xml")], ["report.xml"]), tables.isEmpty ? .group([]) : files]
    }

    private var contents: Markup {
        element(
            "ul", ["class": "contents"],
            systems.map { system in
                element(
                    "li", [:], [element("a", ["href": "#" + MonthPage.anchor(system.system)], [.text(system.name)])])
            })
    }

    /// Revenue, cost of revenue, margin, customers, and cost against plan.
    var keyFigures: Markup {
        guard let portfolio else {
            return paragraph("No system has a plan or a charge in this month.", styleClass: "lead")
        }
        let measured = portfolio.completeDays.map { days in
            Headline(page: self).isComplete ? "full month" : "\(days) complete days"
        }
        // What the three figures of the margin are of: which days, and which systems where that is not all.
        let basis = [measured, coverage].compactMap(\.self).joined(separator: " · ")
        let compared = portfolio.planToDate.map { planToDate in
            (Headline(page: self).isComplete ? "plan " : "plan to date ") + NumberText.amount(planToDate)
        }
        return element(
            "dl", ["class": "figures", "aria-label": "Key figures"],
            [
                figure(
                    "Revenue", portfolio.revenue.map { NumberText.amount($0) },
                    portfolio.revenue == nil ? "no revenue known" : basis),
                figure(
                    "Cost of revenue", portfolio.costOfRevenue.map { NumberText.amount($0) },
                    portfolio.costOfRevenue == nil ? "no revenue known" : basis),
                figure(
                    "Hosting gross margin", portfolio.grossMarginPercent.map { NumberText.percent($0) },
                    portfolio.grossMarginPercent == nil ? "no revenue known" : coverage ?? "of hosting cost alone"),
                figure(
                    "Customers", portfolio.customers == 0 ? nil : NumberText.integer(portfolio.customers),
                    portfolio.customers == 0 ? "none known" : "with cost or revenue"),
                figure(
                    "Cost against plan", portfolio.variance.map { NumberText.signed($0) },
                    portfolio.variance == nil
                        ? (compared == nil ? "no plan" : "no data")
                        : [portfolio.variancePercent.map(NumberText.signedPercent), compared].compactMap(\.self)
                            .joined(separator: " · "), styleClass: portfolio.effect?.styleClass),
            ])
    }

    private func figure(_ name: String, _ value: String?, _ note: String?, styleClass: String? = nil) -> Markup {
        element(
            "div", [:],
            [
                element("dt", [:], [.text(name)]),
                element(
                    "dd", ["class": ["value", styleClass].compactMap(\.self).joined(separator: " ")],
                    [.text(value ?? NumberText.absent)]),
                note.map { element("dd", ["class": "note"], [.text($0)]) } ?? .group([]),
            ])
    }
}
