/// What a record charges beside its line.
struct KeyedCharge {
    var figures: ChargeFigures
    /// InvoiceId; empty while there is none.
    var invoice: [UInt8]
}
