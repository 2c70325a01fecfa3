/// Where rows lie that stand in blocks one after the other.
struct RowPlaces: Hashable, Sendable {
    /// How many rows there are up to the end of each block.
    private var ends: [Int] = []

    var count: Int { ends.last ?? 0 }

    mutating func append(_ rows: Int) { ends.append(count + rows) }

    /// The block of a row and its place there; `index` is below the count.
    subscript(index: Int) -> (block: Int, place: Int) {
        // The first block that ends behind it.
        var low = 0, high = ends.count - 1
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] > index { high = middle } else { low = middle + 1 }
        }
        return (low, index - (low > 0 ? ends[low - 1] : 0))
    }
}
