/// Something of a plan whose numbers are figures: a component, a budget, a tier.
struct FigureScope {
    /// What the ids of its figures begin with; nil where it has no usable id, and so no figures.
    var id: String?
    /// Its name for people.
    var name: String
    /// The section of the document.
    var section: String?

    /// What belongs to it under an id of its own. Without a name or a section of its own it has those of the whole.
    func part(_ id: String?, name: String? = nil, section: String? = nil) -> FigureScope {
        let whole = self.id
        return FigureScope(
            id: id.flatMap { id in whole.map { "\($0).\(id)" } }, name: name ?? self.name, section: section ?? self.section)
    }
}
