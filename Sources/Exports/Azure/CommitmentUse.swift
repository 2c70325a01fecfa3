/// What a record of Azure's cost details has to do with a reservation or a savings plan, which decides which of the two costs it
/// states.
///
/// Actual costs have the purchase, and usage that it covers at nothing; amortised ones have no purchase, and covered and unused
/// usage at its share of it. So whichever the file has, a record tells which cost it states.
enum CommitmentUse {
    /// Nothing: both costs are what it states.
    case none
    /// A purchase of one, or its refund: billed, and in effect spread over the usage.
    case purchase
    /// Usage that one covers: not billed again.
    case covered
    /// What was paid and not used: not billed again.
    case unused
}
