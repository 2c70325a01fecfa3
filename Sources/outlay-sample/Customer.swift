import Billing

/// A customer of the capacity assessment, with the volumes that the document plans for it.
struct Customer {
    var id: String
    var name: String
    /// Annual contract value in USD.
    var contractValue: Int
    /// The first day under contract.
    var from: Day
    /// A working day's reads; writes are half as many.
    var usualReads: Int
    var users: Int

    static let all = [
        Customer(
            id: "customer-1", name: "Customer 1", contractValue: 50_000, from: Sample.day(8, 1), usualReads: 8_000, users: 42),
        Customer(
            id: "customer-2", name: "Customer 2", contractValue: 40_000, from: Sample.day(9, 1), usualReads: 7_000, users: 31),
        Customer(
            id: "customer-3", name: "Customer 3", contractValue: 35_000, from: Sample.day(9, 1), usualReads: 5_000, users: 19),
    ]

    func reads(_ day: Day) -> Int { count("reads", usualReads, day) }
    func writes(_ day: Day) -> Int { count("writes", usualReads / 2, day) }
    func requests(_ day: Day) -> Int { count("requests", usualReads * 3 / 8, day) }

    /// About one more user a fortnight.
    func activeUsers(_ day: Day) -> Int {
        day < from ? 0 : users + from.distance(to: day) / 14
    }

    private func count(_ metric: String, _ usual: Int, _ day: Day) -> Int {
        guard day >= from else { return 0 }
        var random = Random(name: "\(id) \(metric) \(day)")
        return usual * (day.isWeekend ? 70 : 112) * (1000 + random.whole(-80...80)) / 100_000
    }
}
