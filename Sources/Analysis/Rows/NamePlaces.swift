/// Where names stand in a list. Of many lists of names most are the same one: it is looked up once.
package struct NamePlaces {
    private let places: [String: Int]
    private var names: [String] = []
    private var found: [Int?] = []

    /// Places in a list; of a name that stands there twice the first.
    package init(_ names: [String]) {
        places = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
    }

    /// The place of each name; nil for one that does not stand there.
    package mutating func of(_ names: [String]) -> [Int?] {
        // Lists that are the same array are told to be equal without a look at the names.
        if names != self.names {
            self.names = names
            found = names.map { places[$0] }
        }
        return found
    }
}
