/// The ids of a table's rows, by which links lead to them. An id is made from what the row is about, not from its place: the same row has
/// the same id next month.
struct RowIDs {
    private let table: String
    private var taken: [String: Int] = [:]

    /// The ids of a table's rows begin with `table`.
    init(_ table: String) { self.table = table }

    /// The id of the next row with this key; a key that was there before gets a number.
    mutating func next(_ key: [String?]) -> String {
        unique(([table] + key.map { RowIDs.escaped($0 ?? "") }).joined(separator: ":"))
    }

    /// The id of a line at the foot by its name. No key begins as it does: what follows a tilde there is a byte.
    mutating func foot(_ name: String) -> String { unique(table + ":~sum:" + RowIDs.escaped(name)) }

    /// The id of the line for all others.
    var others: String { table + ":~others" }

    private mutating func unique(_ id: String) -> String {
        let count = (taken[id] ?? 0) + 1
        taken[id] = count
        // Every key of a table has as many parts, so that none ends like this.
        return count == 1 ? id : "\(id):\(count)"
    }

    /// A text in letters that an id may have and a link need not write differently; two texts never have the same. Anything but ASCII
    /// letters, digits and `-_.` stands as a tilde and two hexadecimal digits for each byte.
    static func escaped(_ text: String) -> String {
        var id = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                id.unicodeScalars.append(Unicode.Scalar(byte))
            default: id += "~" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return id
    }
}
