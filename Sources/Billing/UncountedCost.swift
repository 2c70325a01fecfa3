/// Records of a file of bills that no figure counts, and what those of one currency cost.
///
/// Taken, refused and held records add up to those that were read.
package struct UncountedCost: Hashable, Sendable {
    /// Why they are not counted.
    package enum Kind: String, CaseIterable, Sendable {
        /// They are bad.
        case refused
        /// They are sound, and nothing of their file is taken.
        case held
    }

    /// The file, relative to the inputs folder; of a delivery of several files the first.
    package var file: String
    /// Why they are not counted.
    package var kind: Kind
    /// How many there are. One with costs in several currencies counts with the first of them.
    package var records: Int
    /// The currency of their cost; nil for records whose cost cannot be read.
    package var currency: Currency?
    /// Their cost in total, every decimal of it; nil together with `currency`.
    package var costText: String?

    /// Records of a file, as they are stored.
    package init(file: String, kind: Kind, records: Int, currency: Currency?, costText: String?) {
        self.file = file
        self.kind = kind
        self.records = records
        self.currency = currency
        self.costText = costText
    }

    /// Records of a file, `totals` by currency and `unread` whose cost cannot be read; by the code of the currency.
    package static func rows(
        file: String, _ kind: Kind, _ totals: [Currency: ControlTotal], unread: Int = 0
    ) -> [UncountedCost] {
        let priced = totals.sorted { $0.key < $1.key }.map { currency, total in
            UncountedCost(
                file: file, kind: kind, records: Int(total.records), currency: currency, costText: total.billedText)
        }
        guard unread > 0 else { return priced }
        return priced + [UncountedCost(file: file, kind: kind, records: unread, currency: nil, costText: nil)]
    }

    /// The cost to 1e-15, what a total states beyond that left off; nil where it cannot be read.
    package var cost: Money? {
        guard let currency, let costText, let amount = Amount(totalText: Array(costText.utf8)) else { return nil }
        return Money(amount, currency)
    }
}

extension [UncountedCost] {
    /// The cost of these records by currency, in the order of the codes.
    package var costs: [Money] {
        let known = compactMap(\.cost)
        return Set(known.map(\.currency)).sorted().map { currency in
            Money(known.filter { $0.currency == currency }.reduce(.zero) { $0 + $1.amount }, currency)
        }
    }

    /// How many of these records have no cost that can be read.
    package var unread: Int { filter { $0.currency == nil }.reduce(0) { $0 + $1.records } }
}
