import Billing

/// One row of the usage export.
struct UsageLine {
    var day: Day
    var system: String
    var metric: String
    var quantity: String
    var kind = "flow"
    var unit: String
    var customer = ""
    var component = ""
    var feature = ""
    var model = ""
    var environment = ""

    static let header = "day,metric,customer,quantity,kind,system,component,feature,model,environment,unit\n"

    var text: String {
        "\(day),\(metric),\(customer),\(quantity),\(kind),\(system),\(component),\(feature),\(model),\(environment),\(unit)\n"
    }

    /// A production level that is measured anew each day, anywhere in `range`, which is given without its decimal point.
    static func measured(
        _ system: String, _ day: Day, _ metric: String, _ range: ClosedRange<Int>, decimals: Int = 0, _ unit: String
    ) -> UsageLine {
        var random = Random(name: "\(system) \(metric) \(day)")
        var step = Amount.unit
        for _ in 0..<decimals { step /= 10 }
        let value = Amount(femtos: Int128(random.whole(range)) * step)
        return UsageLine(
            day: day, system: system, metric: metric, quantity: value.description, kind: "level", unit: unit,
            environment: "production")
    }

    /// A production level that goes evenly from one number to another over a stretch of days.
    static func growing(
        _ system: String, _ day: Day, _ metric: String, from first: Int, to last: Int, over days: Period
    ) -> UsageLine {
        UsageLine(
            day: day, system: system, metric: metric,
            quantity: "\(first + (last - first) * days.start.distance(to: day) / (days.days - 1))",
            kind: "level", unit: metric, environment: "production")
    }
}
