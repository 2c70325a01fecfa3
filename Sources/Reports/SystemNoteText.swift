import Analysis
import Billing

extension SystemNote {
    /// The note as a sentence, with a component's name for people.
    func text(component name: (String) -> String) -> String {
        switch subject {
        case .nothingToShareBy(let component, let method):
            "\(name(component)): shared by \(method), which gives no customer a weight in this month; its shared cost is unallocated."
        case .unknownCustomers(let customers):
            "\(SystemNote.list(customers)): in the usage, but no contract is in force in this month; without one there is no margin."
        case .revenueWithoutRate(let customers):
            "\(SystemNote.list(customers)): the revenue is unknown, since rates.csv has no rate of its currency for this month."
        }
    }

    /// The first five names, and how many more there are.
    private static func list(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(NumberText.counted(names.count - 5, "other"))" : "")
    }
}
