import Billing
import Formats

/// A driver as far as it is known before the whole file is read.
struct DriverDraft {
    /// The driver without its parts.
    var driver: Driver
    var parts: [DriverPartDraft]

    /// The driver, now that all figures are known; `amount` is what is stated beside it.
    func completed(amount: Amount?, _ figures: PlanFigures) -> Driver {
        var driver = driver
        driver.parts = parts.compactMap { $0.completed(amount: amount, figures) }
        return driver
    }
}

/// A quantity at a unit price as far as it is known before the whole file is read.
struct DriverPartDraft {
    let id: String
    var sku: Glob?
    /// Where the quantity stands, whether it is for a day, and the id of its figure for a month.
    private(set) var node: YAMLNode?
    private(set) var isDaily = false
    private var quantity: String?
    private let isPriced: Bool
    private let price: Amount?
    private let pricePer: Amount
    /// What it comes to, by its figures.
    private(set) var cost: Formula?

    /// Reads quantity and price from the keys of a driver, or of one of its parts.
    init(of fields: Fields, id: String, unit: String, _ scope: FigureScope, _ figures: PlanFigures) {
        self.id = id
        let priced = fields.stated("price", least: .zero)
        let per = fields.number("price_per", least: Amount(1))
        isPriced = fields.has("price")
        price = priced?.value
        pricePer = per ?? Amount(1)
        readQuantity(of: fields, unit: unit, scope, figures)
        if fields.has("price_per"), !isPriced {
            fields.add(at: "price_per", "price_per without a price, expected price: for so many units")
        }
        guard let node = fields.node("price") else { return }
        let several = per.map { "\($0) " } ?? ""
        figures.add(scope, part: "price", named: "price", priced, unit: "\(figures.currency) per \(several)\(unit)", at: node)
        guard let quantity, let id = scope.part("price").id else { return }
        let one = per.map { Formula.ratio(.figure(id), .number($0)) } ?? .figure(id)
        cost = .product([.figure(quantity), one])
    }

    private mutating func readQuantity(of fields: Fields, unit: String, _ scope: FigureScope, _ figures: PlanFigures) {
        let has = (month: fields.has("quantity"), day: fields.has("per_day"))
        if has.month, has.day {
            fields.add(at: "per_day", "per_day beside quantity, expected one of them")
        } else if !has.month, !has.day, isPriced {
            fields.add(at: "price", "unit price without a quantity, expected quantity: or per_day: beside it")
        } else if !has.month, !has.day {
            let expected = fields.what == "a driver" ? "quantity:, per_day: or parts:" : "quantity: or per_day:"
            fields.mistakes.add(at: fields.origin, "\(fields.what) has no quantity, expected \(expected)")
        }
        quantity = scope.part("quantity").id
        if let node = fields.node("quantity") {
            self.node = node
            let value = figures.value("quantity", of: fields, least: .zero)
            figures.add(scope, part: "quantity", named: "quantity", value, unit: unit, at: node)
        } else if let node = fields.node("per_day") {
            self.node = node
            isDaily = true
            if !figures.hasMonthDays {
                fields.add(at: "per_day", "per_day without the days of a month, expected month_days: at the top of the plan")
            }
            let value = figures.value("per_day", of: fields, least: .zero)
            figures.add(scope, part: "per-day", named: "quantity a day", value, unit: unit, at: node)
            let month = scope.part("per-day").id.flatMap { id in
                figures.monthDays.map { Formula.product([.figure(id), .number(Amount($0))]) }
            }
            figures.add(
                scope, part: "quantity", named: "quantity", value == nil ? nil : month.map { .computed($0) }, unit: unit, at: node
            )
        }
    }

    /// The part, now that all figures are known; nil where one of them is a mistake.
    fileprivate func completed(amount: Amount?, _ figures: PlanFigures) -> Driver.Part? {
        guard let node, let value = quantity.flatMap({ figures.value(of: $0) }) else { return nil }
        func refuse(_ reason: String) { figures.mistakes.add(at: node.origin, width: node.width, reason) }
        guard value >= .zero, value.femtos <= Amount.bound else {
            refuse("quantity comes to \(value), expected a number from 0 to 9,200,000,000,000")
            return nil
        }
        let unitPrice: Amount
        if isPriced {
            guard let price, let one = price.divided(by: pricePer) else { return nil }
            guard isWithinBound(value, one, of: Amount.unit) else {
                refuse("quantity × price is beyond 9,200,000,000,000, expected an amount within that bound")
                return nil
            }
            unitPrice = one
        } else {
            guard let amount else { return nil }
            guard amount >= .zero, value > .zero, isWithinBound(amount, Amount(1), of: value.femtos),
                let quotient = amount.divided(by: value)
            else {
                refuse("no price follows from amount \(amount) over quantity \(value), expected price: with a number")
                return nil
            }
            unitPrice = quotient
        }
        return Driver.Part(id: id, sku: sku, quantity: Quantity(value), unitPrice: unitPrice)
    }
}

/// Whether `left × right / divisor` lies within the bound of amounts; none of them is negative.
private func isWithinBound(_ left: Amount, _ right: Amount, of divisor: Int128) -> Bool {
    let product = left.femtos.magnitude.multipliedFullWidth(by: right.femtos.magnitude)
    let bound = Amount.bound.magnitude.multipliedFullWidth(by: divisor.magnitude)
    return (product.high, product.low) <= (bound.high, bound.low)
}
