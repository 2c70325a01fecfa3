import Billing
import Foundation

/// The sample: what the five documents' systems were billed and used from August to 20 November 2026, as their
/// providers would deliver it.
enum Sample {
    static let days = Period(start: day(8, 1), end: day(11, 21))
    static let months = (start: Month(year: 2026, month: 8), end: Month(year: 2026, month: 11))

    static func day(_ month: Int, _ day: Int) -> Day { Day(year: 2026, month: month, day: day) }

    static func write(below folder: URL) throws {
        for month in months.start...months.end {
            try put(Sheets.usage(of: month), folder, "exports/usage/usage_\(month).csv")
        }
        for month in months.start..<months.end {
            let stamp = month.advanced(by: 1)
            let delivered = "\(stamp)".replacing("-", with: "")
            try putCompressed(energyBill(of: month), folder, "exports/cloud/aws_focus_\(month)_\(delivered)04.csv.gz")
            try putCompressed(capacityBill(of: month), folder, "exports/cloud/gcp_focus_\(month)_\(delivered)05.csv.gz")
        }
        // Before it was invoiced, October looked different: the restatement of 4 November corrects this delivery.
        try putCompressed(earlyOctober(), folder, "exports/cloud/aws_focus_2026-10_20261101.csv.gz")
        try putCompressed(energyBill(of: months.end), folder, "exports/cloud/aws_focus_2026-11_20261121.csv.gz")
        try put(capacityBill(of: months.end), folder, "exports/cloud/gcp_focus_2026-11_20261121.csv")
        for bills in plainBills {
            for month in months.start...months.end {
                var bill = Bill(month: month, isFinal: month < months.end)
                try bill.add(bills.meters)
                let next = "\(month.advanced(by: 1))".replacing("-", with: "")
                let delivered = month < months.end ? next + bills.day : "20261121"
                try putCompressed(bill.text, folder, "exports/cloud/\(bills.series)_focus_\(month)_\(delivered).csv.gz")
            }
        }
        try put(Sheets.contracts, folder, "contracts.csv")
        try put(Sheets.allocation, folder, "allocation.csv")
        try put(Sheets.mapping, folder, "mapping.csv")
        try put(Sheets.prices, folder, "prices.csv")
    }

    /// Bills without corrections: the series and the day of the next month on which they are final.
    private static let plainBills: [(series: String, day: String, meters: [Meter])] = [
        ("planogram_aws", "04", Planogram.meters),
        ("anthropic", "03", PlanogramTokens.meters),
        ("sizing_aws", "04", SizingTiers.meters),
        ("azure", "06", RecommendationAPI.meters),
        ("openai", "03", RecommendationAPI.tokenMeters),
    ]

    private static func energyBill(of month: Month) throws -> String {
        var bill = Bill(month: month, isFinal: month < months.end)
        try bill.add(EnergyPlatform.meters)
        let taxes = ["212.44", "206.17", "238.91"]
        if month < months.end {
            try bill.add(
                "Tax", of: EnergyPlatform.firstNode, period: month.period, amount: taxes[months.start.distance(to: month)],
                text: "Value added tax on the invoice")
        }
        if month == Month(year: 2026, month: 9) {
            let period = Period(start: day(9, 14), end: day(9, 15))
            try bill.add(
                "Credit", of: EnergyPlatform.firstNode, period: period, amount: "-48.3712",
                text: "Service level credit for 2026-09-14")
        }
        return bill.text
    }

    /// October as delivered on its last night: no invoice yet, the last two days of data transfer and logs half counted,
    /// no tax, and the storage requests of the 12th counted twice.
    private static func earlyOctober() throws -> String {
        var bill = Bill(month: Month(year: 2026, month: 10), isFinal: false)
        try bill.add(EnergyPlatform.meters) { meter, day in
            if meter.sku == "S3-TIER1", day == Sample.day(10, 12) { return 200 }
            return ["DT-OUT", "CW-LOGS"].contains(meter.sku) && day >= Sample.day(10, 30) ? 55 : 100
        }
        return bill.text
    }

    private static func capacityBill(of month: Month) throws -> String {
        var bill = Bill(month: month, isFinal: month < months.end)
        try bill.add(CapacityAssessment.meters)
        if month == months.end {
            // October is invoiced: what is found later comes with November's bill.
            try bill.add(
                "Usage", isCorrection: true, of: CapacityAssessment.firstMeter,
                period: Period(start: day(10, 30), end: day(10, 31)), amount: "-2.158437",
                text: "Correction of Cloud Run services CPU for 2026-10-30")
        }
        return bill.text
    }

    private static func put(_ text: String, _ folder: URL, _ path: String) throws {
        try put(Array(text.utf8), folder, path)
    }

    private static func putCompressed(_ text: String, _ folder: URL, _ path: String) throws {
        try put(try Gzip.compress(Array(text.utf8)), folder, path)
    }

    private static func put(_ bytes: [UInt8], _ folder: URL, _ path: String) throws {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}

extension Day {
    /// Saturday or Sunday; 1970-01-01 was a Thursday.
    var isWeekend: Bool { [0, 6].contains((Int(number) + 4) % 7) }
}
