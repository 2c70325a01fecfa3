package import Billing

/// A figure of a planning document that is not what the document's other figures make of it.
package struct PlanFinding: Hashable, Sendable {
    /// The plan's system, and the document's file name.
    package var system: String, document: String
    /// The figure's id; of a ranged figure's side `ID.low` or `ID.high`; `PHASE.tier` of a tier that a phase is called by.
    package var item: String
    /// The figure's name for people.
    package var name: String
    /// The section of the document; nil where the plan does not say.
    package var section: String?
    /// What the document states; of a tier its position among the plan's, from 1.
    package var stated: Amount?
    /// What its other figures give: an exact value, a bound, or zero of a part that its total leaves out.
    package var computed: Amount?
    /// Of both: a currency's code, `%`, `GB`, `tier`; empty for plain numbers.
    package var unit: String
    /// How the computed value comes about, with names and numbers: `at least 10,000,000 × 30 × 0.03 ÷ 1,000 = 9,000`.
    package var note: String

    /// Stated less computed; nil where one of them is unknown.
    package var difference: Amount? {
        guard let stated, let computed else { return nil }
        return stated - computed
    }

    /// A finding of the audit.
    package init(
        system: String, document: String, item: String, name: String, section: String?, stated: Amount?, computed: Amount?,
        unit: String, note: String
    ) {
        self.system = system
        self.document = document
        self.item = item
        self.name = name
        self.section = section
        self.stated = stated
        self.computed = computed
        self.unit = unit
        self.note = note
    }
}
