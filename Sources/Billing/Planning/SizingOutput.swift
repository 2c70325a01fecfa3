/// One result of a document's sizing formula.
package struct SizingOutput: Hashable, Sendable {
    /// Its id within the plan.
    package var id: String
    /// Its name for people.
    package var name: String
    /// Of the result: `vCPU`, `GB`.
    package var unit: String
    /// The formula over the tiers' inputs and other outputs, each by its id.
    package var formula: Formula
    /// The section of the document.
    package var section: String?

    /// A result of a sizing formula.
    package init(id: String, name: String, unit: String, formula: Formula, section: String?) {
        self.id = id
        self.name = name
        self.unit = unit
        self.formula = formula
        self.section = section
    }
}
