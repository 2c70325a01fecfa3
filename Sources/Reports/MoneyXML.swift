import Analysis
import Billing

/// Writes amounts of one currency as elements; unknown ones are left out.
struct MoneyXML {
    private let currency: Currency

    init(_ currency: Currency) { self.currency = currency }

    /// `<name currency="USD">12.5</name>`.
    func element(_ name: String, _ amount: Amount?) -> Markup {
        guard let amount else { return .group([]) }
        return .element(name, [("currency", currency.code)], [.text(decimalXML(amount))])
    }

    /// `<amount scenario="plan" currency="USD">12.5</amount>`, then the bounds as `bound` where they are known.
    func scenario(_ name: String, _ amount: Amount?, low: Amount? = nil, high: Amount? = nil) -> Markup {
        func entry(_ tag: String, _ attribute: (String, String)?, _ value: Amount?) -> Markup {
            guard let value else { return .group([]) }
            let attributes = [("scenario", name)] + (attribute.map { [$0] } ?? []) + [("currency", currency.code)]
            return .element(tag, attributes, [.text(decimalXML(value))])
        }
        return .group([
            entry("amount", nil, amount), entry("bound", ("end", "low"), low), entry("bound", ("end", "high"), high),
        ])
    }

    /// The variance with its percentage, effect and parts; nothing where it is unknown.
    func variance(_ amount: Amount?, percent: Amount?, effect: Effect?, parts: VarianceParts? = nil) -> Markup {
        guard let amount else { return .group([]) }
        var attributes = [("currency", currency.code)]
        if let percent { attributes.append(("percent", decimalXML(percent, decimals: percentDecimals))) }
        if let effect { attributes.append(("effect", effect.rawValue)) }
        let total = Markup.element("variance", attributes, [.text(decimalXML(amount))])
        return .group([total] + (parts.map { [self.parts($0)] } ?? []))
    }

    /// What a variance is made of.
    func parts(_ parts: VarianceParts) -> Markup {
        .element(
            "varianceParts", [],
            [
                element("volume", parts.volume), element("mix", parts.mix), element("rate", parts.rate),
                element("unplanned", parts.unplanned), element("spending", parts.spending),
            ])
    }
}

/// The decimals of a percentage: a hundredth of a millionth part is enough of a ratio.
private let percentDecimals = 6

/// A quantity as an element; nothing where it is unknown.
func quantityXML(_ name: String, _ quantity: Quantity?) -> Markup {
    quantity.map { .element(name, [], [.text(decimalXML($0.value))]) } ?? .group([])
}

/// A percentage as an element; nothing where it is unknown.
func percentXML(_ name: String, _ percent: Amount?) -> Markup {
    percent.map { .element(name, [], [.text(decimalXML($0, decimals: percentDecimals))]) } ?? .group([])
}
