/// The service and the account that a cost is from.
struct CostOrigin: Hashable, Comparable {
    let service: String?, subaccount: String?

    init(_ cost: DailyCost) { (service, subaccount) = (cost.service, cost.subaccount) }

    static func < (left: CostOrigin, right: CostOrigin) -> Bool {
        // What is named comes before what is not.
        func place(_ text: String?) -> Int { text == nil ? 1 : 0 }
        return (place(left.service), left.service ?? "", place(left.subaccount), left.subaccount ?? "")
            < (place(right.service), right.service ?? "", place(right.subaccount), right.subaccount ?? "")
    }
}
