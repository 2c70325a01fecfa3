/// How a stated figure is related to others by the document's own words; the audit recomputes it.
package struct Check: Hashable, Sendable {
    /// The relation.
    package enum Relation: Hashable, Sendable {
        /// It is what a formula gives, within the precision it is stated with.
        case equals(Formula)
        /// It is not more than a formula gives.
        case atMost(Formula)
        /// It is not less than a formula gives.
        case atLeast(Formula)
        /// It is a part of a total; a total that leaves it out counts it as zero.
        case part(of: String)
    }

    /// The id of the figure that is checked.
    package var figure: String
    /// What is checked.
    package var relation: Relation
    /// The place in the plan file.
    package var origin: Origin

    /// A check of a figure.
    package init(_ figure: String, _ relation: Relation, origin: Origin) {
        self.figure = figure
        self.relation = relation
        self.origin = origin
    }
}
