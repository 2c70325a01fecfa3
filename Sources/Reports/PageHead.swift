import Analysis
import Billing

extension MonthPage {
    /// Title, message, status, and the ways to other months and to the files.
    var header: Markup {
        head(navigation, "Cost report · \(context.month.title)", systems.count > 1 ? contents : .group([]))
    }

    /// The same of a system's page, with the ways to its month's page and to the same page of the months beside; `previous` is the file
    /// of the month before, where it is known to have one. Else the way leads to the system's row on that month's page.
    func systemHeader(previous: String?) -> Markup {
        let name = subject.map { systemName($0.system) } ?? ""
        let anchor = subject.map { pages.anchor($0.system) } ?? ""
        func row(_ month: Month) -> String { links.report(month) + "#" + anchor }
        let before = monthBefore.map { month in
            element(
                "a", ["href": previous.map { links.above("\(month)/\($0)") } ?? row(month)], [.text("← " + month.title)])
        }
        let after = monthAfter.map { element("a", ["href": row($0)], [.text($0.title + " →")]) }
        let up = element("a", ["href": links.own("index.html")], [.text("All systems, \(context.month.title)")])
        let ways = [before, up, element("a", ["href": links.above("index.html")], ["All months"]), after].compactMap(\.self)
        let navigation = element(
            "nav", ["aria-label": "Months and files"],
            [element("div", [:], ways), element("div", ["class": "files"], downloads)])
        return head(navigation, "\(name) · \(context.month.title)", .group([]))
    }

    private func head(_ navigation: Markup, _ kicker: String, _ contents: Markup) -> Markup {
        let headline = Headline(page: self)
        let details = headline.details
        return element(
            "header", [:],
            [
                navigation,
                element(
                    "p", ["class": "kicker"],
                    [
                        .text(kicker + (currency.isEmpty ? "" : " · \(currency)")),
                        element(
                            "span", ["class": headline.isFlash ? "status flash" : "status"], [.text(headline.status)]
                        ),
                    ]),
                element("h1", [:], [.text(headline.message)]),
                details.isEmpty
                    ? .group([]) : element("ul", ["class": "lead points"], details.map { element("li", [:], [.text($0)]) }),
                contents,
            ])
    }

    private var monthBefore: Month? { context.months.filter { $0 < context.month }.max() }
    private var monthAfter: Month? { context.months.filter { $0 > context.month }.min() }

    private var navigation: Markup {
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
                        link(monthBefore, "← ", ""),
                        element("a", ["href": links.above("index.html")], ["All months"]),
                        link(monthAfter, "", " →"),
                    ]),
                element("div", ["class": "files"], downloads),
            ])
    }

    private var downloads: [Markup] {
        let tables = context.formats.contains(.csv) ? report.allTables.filter { !$0.rows.isEmpty }.map { $0.name + ".csv" } : []
        let files = element(
            "details", [:],
            [
                element("summary", [:], ["CSV files"]),
                element(
                    "ul", [:],
                    tables.map { element("li", [:], [element("a", ["href": links.own($0)], [.text($0)])]) }),
            ])
        let plan = hasPlanPage ? element("a", ["href": links.own("plan.html")], ["Planning documents"]) : .group([])
        let whole = [(ReportFormat.xlsx, "report.xlsx"), (.xml, "report.xml"), (.json, "report.json")].filter {
            context.formats.contains($0.0)
        }
        return [plan] + whole.map { element("a", ["href": links.own($0.1)], [.text($0.1)]) } + (tables.isEmpty ? [] : [files])
    }

    private var contents: Markup {
        element(
            "ul", ["class": "contents"],
            systems.map { system in
                element("li", [:], [element("a", ["href": systemLink(system.system)], [.text(system.name)])])
            })
    }
}
