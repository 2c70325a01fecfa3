import Billing

/// What a line of an AWS bill is (lineItem/LineItemType), and what FOCUS calls that.
enum LineItemKind: Equatable {
    case usage
    /// Usage that a reservation covers.
    case discountedUsage
    /// Usage that a Savings Plan covers, at its price without the plan.
    case savingsPlanCoveredUsage
    /// Takes the price of covered usage off again.
    case savingsPlanNegation
    case savingsPlanRecurringFee
    case savingsPlanUpfrontFee
    /// The monthly fee of a reservation.
    case reservationFee
    /// A charge made once: a reservation's upfront fee, a subscription.
    case fee
    case tax
    case credit
    case refund
    /// A discount with a line of its own: EdpDiscount, PrivateRateDiscount, BundledDiscount and the like.
    case discount
    /// A type that is not known.
    case other

    /// The kind of a line item type; a file that names none has usage.
    init(_ type: [UInt8]?) {
        guard let type else {
            self = .usage
            return
        }
        switch String(decoding: type, as: UTF8.self) {
        case "Usage": self = .usage
        case "DiscountedUsage": self = .discountedUsage
        case "SavingsPlanCoveredUsage": self = .savingsPlanCoveredUsage
        case "SavingsPlanNegation": self = .savingsPlanNegation
        case "SavingsPlanRecurringFee": self = .savingsPlanRecurringFee
        case "SavingsPlanUpfrontFee": self = .savingsPlanUpfrontFee
        case "RIFee", "Recurring": self = .reservationFee
        case "Fee", "Upfront": self = .fee
        case "Tax": self = .tax
        case "Credit": self = .credit
        case "Refund": self = .refund
        case let name: self = name.hasSuffix("Discount") ? .discount : .other
        }
    }

    /// ChargeCategory. A discount is no Credit, which FOCUS keeps for what is granted, as promotions are: it is agreed, and an
    /// Adjustment, "charges that do not fall into other category values". So is what is not known.
    var category: ChargeCategory {
        switch self {
        case .usage, .discountedUsage, .savingsPlanCoveredUsage, .savingsPlanNegation, .refund: .usage
        case .savingsPlanRecurringFee, .savingsPlanUpfrontFee, .reservationFee, .fee: .purchase
        case .tax: .tax
        case .credit: .credit
        case .discount, .other: .adjustment
        }
    }

    /// ChargeFrequency.
    var frequency: String {
        switch self {
        case .usage, .discountedUsage, .savingsPlanCoveredUsage, .savingsPlanNegation: "Usage-Based"
        case .savingsPlanRecurringFee, .reservationFee: "Recurring"
        default: "One-Time"
        }
    }

    /// Whether its quantity is what was used.
    var isConsumption: Bool { self == .usage || self == .discountedUsage || self == .savingsPlanCoveredUsage }

    /// Whether it is of a Savings Plan.
    var isSavingsPlan: Bool {
        switch self {
        case .savingsPlanCoveredUsage, .savingsPlanNegation, .savingsPlanRecurringFee, .savingsPlanUpfrontFee: true
        default: false
        }
    }
}
