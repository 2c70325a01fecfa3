package import Billing

/// What a document's sizing formula gives for the inputs (values by metric, of a flow for a day), in the outputs' order.
///
/// An output may name those before it. Left out is what cannot be computed: an input is missing, a divisor is zero, or an output
/// that it names is left out.
package func sizing(_ inputs: [String: Amount], by outputs: [SizingOutput]) -> [(output: SizingOutput, quantity: Amount)] {
    var known = inputs
    var results: [(output: SizingOutput, quantity: Amount)] = []
    for output in outputs {
        guard let quantity = output.formula.value({ known[$0] }) else { continue }
        known[output.id] = quantity
        results.append((output, quantity))
    }
    return results
}
