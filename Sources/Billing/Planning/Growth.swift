/// How a monthly figure moves within a phase.
package struct Growth: Hashable, Sendable {
    /// The shape.
    package enum Shape: Hashable, Sendable {
        /// By the same amount every month, to this figure in the last month.
        case linear(to: Amount)
        /// By this amount after every so many months.
        case stepped(by: Amount, every: Int)
    }

    /// The shape.
    package var shape: Shape
    /// The first month, which has the figure itself.
    package var starts: Month
    /// How many months it takes, at least 1; only a linear growth needs to know.
    package var months: Int

    /// A growth from a month on.
    package init(_ shape: Shape, starts: Month, months: Int) {
        self.shape = shape
        self.starts = starts
        self.months = months
    }

    /// The figure of a month, of a phase that begins with `first`; before and after the growth it stays.
    package func value(of first: Amount, in month: Month) -> Amount {
        let index = max(0, starts.distance(to: month))
        switch shape {
        case .linear(let last):
            guard months > 1 else { return index == 0 ? first : last }
            return first + (last - first).scaled(by: Int128(min(index, months - 1)), over: Int128(months - 1))
        case .stepped(let step, let every):
            return first + step.scaled(by: Int128(index / every), over: 1)
        }
    }
}
