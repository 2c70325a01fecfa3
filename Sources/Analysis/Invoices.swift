import Billing

/// The month's invoices, received and billed, by number and currency; nothing where none was received.
///
/// An invoice is rounded line by line, and nobody says where: it agrees with the bills within half a minor unit for each line.
func invoiceRows(_ facts: MonthFacts) -> [InvoiceMonth] {
    struct Key: Hashable {
        var invoice: String
        var currency: Currency
    }
    var received: [Key: Amount] = [:]
    for entry in facts.invoices {
        received[Key(invoice: entry.invoice, currency: entry.money.currency), default: .zero] += entry.money.amount
    }
    var billed: [Key: (Amount, Int)] = [:]
    for entry in facts.billedInvoices {
        let key = Key(invoice: entry.invoice, currency: entry.billed.currency)
        let sum = billed[key] ?? (.zero, 0)
        billed[key] = (sum.0 + entry.billed.amount, sum.1 + entry.lines)
    }
    let keys = Set(received.keys).union(billed.keys).sorted { ($0.invoice, $0.currency) < ($1.invoice, $1.currency) }
    return keys.map { key in
        var row = InvoiceMonth(
            invoice: key.invoice, currency: key.currency, invoiced: received[key], billed: billed[key]?.0,
            lines: billed[key]?.1 ?? 0, state: .notReceived)
        if let difference = row.difference {
            let rounding = Amount(femtos: halfMinorUnit(of: key.currency).femtos * Int128(row.lines))
            row.state = difference.magnitude <= rounding ? .agrees : .differs
        } else if row.billed == nil {
            row.state = .notBilled
        }
        return row
    }
}

/// Half of the smallest unit that an invoice in the currency has (ISO 4217): of yen and won a half, of most half a cent.
private func halfMinorUnit(of currency: Currency) -> Amount {
    let whole: Set = [
        "JPY", "KRW", "CLP", "VND", "ISK", "PYG", "UGX", "XAF", "XOF", "XPF", "RWF", "KMF", "GNF", "DJF", "BIF", "VUV",
    ]
    let thousandths: Set = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]
    if whole.contains(currency.code) { return Amount(femtos: Amount.unit / 2) }
    return Amount(femtos: Amount.unit / (thousandths.contains(currency.code) ? 2000 : 200))
}
