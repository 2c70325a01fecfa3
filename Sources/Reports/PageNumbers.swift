import Analysis
import Billing

/// Numbers that are no money of a table.
extension NumberText {
    /// A figure of a document or of its audit: whole digits as they are, at most four decimals, or four digits that say something
    /// below one.
    static func computed(_ value: Amount) -> String {
        var decimals = 4
        var bound = Amount.unit / 10
        while value.femtos.magnitude < bound.magnitude, decimals < 15 {
            decimals += 1
            bound /= 10
        }
        return figure(value.rounded(to: decimals))
    }

    /// The same with its sign: `+35`, `−7.8`.
    static func signedFigure(_ value: Amount) -> String { (value > .zero ? "+" : "") + computed(value) }

    /// A price of one with its sign.
    static func signedUnitPrice(_ value: Amount) -> String { (value > .zero ? "+" : "") + unitPrice(value) }

    /// A quantity with its sign.
    static func signedQuantity(_ value: Quantity) -> String {
        (value.value.rounded(to: 3) > .zero ? "+" : "") + quantity(value)
    }

    /// One figure, or both of a range: `150,000`, `310,000–1,550,000`.
    static func quantity(_ low: Quantity, _ high: Quantity) -> String {
        low == high ? quantity(low) : quantity(low) + "–" + quantity(high)
    }

    /// One amount, or both of a range; nil where either is unknown.
    static func range(_ low: Amount?, _ high: Amount?, _ text: (Amount) -> String) -> String? {
        guard let low, let high else { return nil }
        return low == high ? text(low) : text(low) + "–" + text(high)
    }

    /// A figure of a document as it states it: `430`, `~440`, `200–300`; nil where it cannot be computed.
    static func value(_ figure: DocumentFigure) -> String? {
        // What the document states keeps all its digits.
        let text = figure.isStated ? NumberText.figure : computed
        guard let shown = figure.value.map(text) ?? range(figure.low, figure.high, text) else { return nil }
        return (figure.isApproximate ? "~" : "") + shown
    }
}
