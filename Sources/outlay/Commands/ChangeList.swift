import Analysis
import Billing
import Reports

/// What moved between two sequences, as it is written.
struct ChangeList {
    /// The sequence before the first change, and that of the last.
    var since: Int, through: Int
    /// What every figure takes for today.
    var today: Day
    var moves: [ChangeWalk.Move]

    /// What one cause moved in one currency, over all months.
    private struct Total {
        var cause: ChangeCause
        var currency: Currency
        /// How many figures.
        var figures = 0
        /// The sums of the differences; customers' costs are those of the components once more and in none.
        var actual = Amount.zero, charged = Amount.zero, plan = Amount.zero, revenue = Amount.zero

        mutating func add(_ change: FigureChange) {
            figures += 1
            switch change.figure {
            case .actual: actual += change.difference
            case .charged: charged += change.difference
            case .plan: plan += change.difference
            case .revenue: revenue += change.difference
            case .cost, .planLow, .planHigh: break
            }
        }
    }

    /// By cause and currency, in the order in which the causes came.
    private var totals: [Total] {
        var totals: [Total] = []
        for move in moves {
            let currency = move.change.currency
            let at = totals.firstIndex { $0.cause == move.cause && $0.currency == currency }
            if at == nil { totals.append(Total(cause: move.cause, currency: currency)) }
            totals[at ?? totals.count - 1].add(move.change)
        }
        return totals
    }

    /// Two tables for a terminal: the causes with their sums, then every figure. Nothing where nothing moved.
    var text: String {
        guard !moves.isEmpty else { return "" }
        func signed(_ amount: Amount) -> String { (amount > .zero ? "+" : "") + amount.text(decimals: 2) }
        let sums = totals.map { total in
            [
                total.cause.kind.rawValue, total.cause.subject, String(total.figures), signed(total.actual),
                signed(total.charged),
                signed(total.plan), signed(total.revenue), total.currency.code,
            ]
        }
        let rows = moves.map { move in
            let change = move.change
            return [
                change.month.description, change.system, change.subject.kind, change.subject.id, change.figure.rawValue,
                change.before?.text(decimals: 2) ?? "", change.after?.text(decimals: 2) ?? "", signed(change.difference),
                change.currency.code, String(move.sequence), move.cause.kind.rawValue, move.cause.subject,
            ]
        }
        func table(_ header: [String], _ rows: [[String]], _ numeric: Set<Int>) -> String {
            TextTable(header: header, rows: rows.map { $0.map(Console.printable) }, numeric: numeric).text()
        }
        return "changes after sequence \(since), through \(through)\n\n"
            + table(["cause", "subject", "figures", "actual", "charged", "plan", "revenue", ""], sums, [2, 3, 4, 5, 6]) + "\n"
            + table(
                ["month", "system", "kind", "id", "figure", "before", "after", "difference", "", "sequence", "cause", "subject"],
                rows,
                [5, 6, 7, 9])
    }

    /// Every figure with all its digits; unknown is empty.
    var csv: String {
        let header = [
            "sequence", "cause", "subject", "month", "system", "kind", "id", "figure", "currency", "before", "after",
            "difference",
        ]
        let rows = moves.map { move in
            let change = move.change
            return [
                String(move.sequence), move.cause.kind.rawValue, move.cause.subject, change.month.description, change.system,
                change.subject.kind, change.subject.id, change.figure.rawValue, change.currency.code,
                change.before?.description ?? "", change.after?.description ?? "", change.difference.description,
            ]
        }
        return ([header] + rows).map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    /// One object: the sequences, the sums by cause and every figure with all its digits; unknown is null.
    var json: String {
        func number(_ amount: Amount?) -> String { amount?.description ?? "null" }
        func object(_ pairs: KeyValuePairs<String, String>) -> String {
            "    {" + pairs.map { Reports.json($0.key) + ": " + $0.value }.joined(separator: ", ") + "}"
        }
        func array(_ objects: [String]) -> String { objects.isEmpty ? "[]" : "[\n" + objects.joined(separator: ",\n") + "\n  ]" }
        let sums = totals.map { total in
            object([
                "cause": Reports.json(total.cause.kind.rawValue), "subject": Reports.json(total.cause.subject),
                "currency": Reports.json(total.currency.code), "figures": String(total.figures), "actual": number(total.actual),
                "charged": number(total.charged), "plan": number(total.plan), "revenue": number(total.revenue),
            ])
        }
        let rows = moves.map { move in
            let change = move.change
            return object([
                "sequence": String(move.sequence), "cause": Reports.json(move.cause.kind.rawValue),
                "subject": Reports.json(move.cause.subject), "month": Reports.json(change.month.description),
                "system": Reports.json(change.system), "kind": Reports.json(change.subject.kind),
                "id": Reports.json(change.subject.id), "figure": Reports.json(change.figure.rawValue),
                "currency": Reports.json(change.currency.code), "before": number(change.before), "after": number(change.after),
                "difference": number(change.difference),
            ])
        }
        return
            "{\n  \"since\": \(since),\n  \"through\": \(through),\n  \"today\": \"\(today)\",\n  \"causes\": \(array(sums)),\n"
            + "  \"changes\": \(array(rows))\n}\n"
    }
}
