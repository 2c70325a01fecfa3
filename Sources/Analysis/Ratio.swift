package import Billing

extension Amount {
    /// The exact share of `whole` in percent, rounded half to even at 1e-15; nil where `whole` is zero, or so small beside
    /// this amount that no percentage can be written.
    package func percent(of whole: Amount) -> Amount? { ratio(to: whole, times: 100) }

    /// What one of `quantity` comes to, rounded half to even at 1e-15; nil where there is none, or next to none.
    func each(of quantity: Amount) -> Amount? { ratio(to: quantity, times: 1) }

    private func ratio(to divisor: Amount, times factor: Int128) -> Amount? {
        guard !divisor.isZero else { return nil }
        // The quotient in units of 1e-15 has to stay within Int128.
        guard femtos.magnitude / divisor.femtos.magnitude < UInt128(powerOfTen(20)) else { return nil }
        return scaled(by: factor * Amount.unit, over: divisor.femtos)
    }

    /// The product, rounded half to even at 1e-15; nil where it is beyond what an amount can hold.
    func product(with other: Amount) -> Amount? {
        // 2^192 / 1e15 is below 2^143: compare the high half with what keeps the quotient below 2^127.
        let product = femtos.magnitude.multipliedFullWidth(by: other.femtos.magnitude)
        return product.high < UInt128(Amount.unit / 2) ? self * other : nil
    }
}
