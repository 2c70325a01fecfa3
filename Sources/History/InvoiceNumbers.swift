/// The numbers of a delivery's invoices, each by its place; that of no number is 0.
struct InvoiceNumbers {
    /// All of them, in the order of their places.
    private(set) var all = [""]
    /// By their bytes: numbers that only look alike are two.
    private var places: [[UInt8]: Int32] = [[]: 0]

    subscript(place: Int32) -> String { all[Int(place)] }

    /// The place of a number, which is a new one at its first sight.
    mutating func place(of number: String) -> Int32 {
        let bytes = Array(number.utf8)
        if let place = places[bytes] { return place }
        all.append(number)
        places[bytes] = Int32(all.count - 1)
        return Int32(all.count - 1)
    }
}
