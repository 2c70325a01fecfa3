package import Billing
import Formats

/// Reads `notes.csv`: month, system, component, customer, note. Component and customer may be empty; several notes on one subject
/// are read one after the other. All mistakes are told at once.
package func readNotes(_ bytes: [UInt8], file: String) throws(RefusedFile) -> [VarianceNote] {
    let columns = try Columns(
        Sheet(bytes, file: file), required: ["month", "system", "note"], optional: ["component", "customer"])
    let notes: [VarianceNote] = columns.rows.compactMap { row in
        let month = row.month("month", required: true)
        let system = row.id("system", required: true)
        let note = row.entry("note", required: true, expected: "a reason")
        let component = row.id("component")?.text
        let customer = row.id("customer")?.text
        guard let month, let system, let note else { return nil }
        return VarianceNote(
            month: month.value, system: system.text, component: component, customer: customer, note: note.text)
    }
    try columns.mistakes.check()
    return notes
}
