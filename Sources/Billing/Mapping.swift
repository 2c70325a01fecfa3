/// Where a line belongs.
package struct Assignment: Hashable, Sendable {
    /// What one planning document is about; nil for unmapped.
    package var system: String?
    /// A line of the system's cost plan.
    package var component: String?
    /// Who causes the cost alone; nil for shared.
    package var customer: String?
    /// `production` where nothing else is said.
    package var environment: String?

    /// Where a line belongs.
    package init(system: String?, component: String?, customer: String?, environment: String?) {
        self.system = system
        self.component = component
        self.customer = customer
        self.environment = environment
    }
}

/// The rules of `mapping.csv`: the first row whose patterns all match assigns the line.
package struct Mapping: Hashable, Sendable {
    /// What a column of the mapping's header matches.
    package enum Field: Hashable, Sendable {
        /// A FOCUS column, or `x_Source`.
        case dimension(Dimension)
        /// The value of one tag: `Tags.key`.
        case tag(String)
    }

    /// One row.
    package struct Rule: Hashable, Sendable {
        /// A pattern per field, nil where the cell is empty and so matches anything.
        package var patterns: [Glob?]
        /// Where a matching line belongs.
        package var assignment: Assignment
        /// The row in the file.
        package var origin: Origin

        /// A row of the mapping.
        package init(patterns: [Glob?], assignment: Assignment, origin: Origin) {
            self.patterns = patterns
            self.assignment = assignment
            self.origin = origin
        }
    }

    /// The columns to match, in the file's order.
    package var fields: [Field]
    /// The rows, in the file's order.
    package var rules: [Rule]

    /// A mapping; without rules everything is unmapped.
    package init(fields: [Field] = [], rules: [Rule] = []) {
        self.fields = fields
        self.rules = rules
    }

    /// The first rule that matches `values` (one per field, nil where the line has none); an absent value matches only an
    /// empty cell and `*`.
    package func rule(for values: [String?]) -> Int? {
        rules.firstIndex { rule in
            zip(rule.patterns, values).allSatisfy { pattern, value in pattern?.matches(value ?? "") ?? true }
        }
    }
}
