import Billing

/// What the capacity assessment uses on Google Cloud. Its document plans 170 a month with one customer (August) and 430 with
/// three (from September): Cloud Run 200, Firestore 20, load balancer 16, egress 144 (1,200 GB), monitoring 25, Redis 25.
enum CapacityAssessment {
    static let production = [(key: "environment", value: "production")]

    static let meters: [Meter] =
        [
            meter(
                "Cloud Run", "Compute", "SERVICES-CPU", "Cloud Run services CPU", "services/assess", "Service",
                "vCPU-Seconds", "0.0000247", .monthly(["3380000", "6160000", "7440000", "9080000"]), weekend: 62),
            meter(
                "Cloud Run", "Compute", "SERVICES-MEM", "Cloud Run services memory", "services/assess", "Service",
                "GiB-Seconds", "0.0000027", .monthly(["7100000", "16200000", "17150000", "20100000"]), weekend: 62),
            meter(
                "Cloud Firestore", "Databases", "FIRESTORE-STORAGE", "Firestore storage", "databases/assess", "Database",
                "GiB-Months", "0.1725", .monthly(["31.4", "101.2", "91.6", "108.3"]), noise: 2),
            meter(
                "Cloud Load Balancing", "Networking", "LB-RULE", "Forwarding rule minimum", "forwardingRules/assess",
                "Forwarding Rule", "Hours", "0.0216", .daily("24"), noise: 0),
            meter(
                "Networking", "Networking", "EGRESS", "Network internet egress", "services/assess", "Service", "GB", "0.12",
                .monthly(["391.5", "1184.25", "1250", "1478.4"]), weekend: 66),
        ]
        + [
            // Both came with the second and third customer.
            from(
                9, 1,
                meter(
                    "Cloud Monitoring", "Management and Governance", "MON-SAMPLES", "Metric samples ingested",
                    "projects/assess", "Project", "MiB", "0.2580", .monthly(["0", "95.3", "97.1", "98.8"]), noise: 3)),
            from(
                9, 1,
                meter(
                    "Cloud Memorystore for Redis", "Databases", "REDIS-BASIC", "Redis capacity basic M1",
                    "instances/assess", "Instance", "GiB-Hours", "0.03375", .daily("24"), noise: 0)),
        ]
        + Customer.all.flatMap { customer in
            [
                operations(customer, "FIRESTORE-READS", "Firestore reads", "0.0000006", { customer.reads($0) }),
                operations(customer, "FIRESTORE-WRITES", "Firestore writes", "0.0000018", { customer.writes($0) }),
            ]
        }
        + [
            Meter(
                account: .capacityDevelopment, service: "Cloud Run", category: "Compute", sku: "SERVICES-CPU",
                text: "Cloud Run services CPU", resource: "//run.googleapis.com/services/assess-dev", kind: "Service",
                unit: "vCPU-Seconds", price: "0.0000247", use: .monthly(["160000", "172000", "181000", "190000"]), noise: 20,
                weekend: 5, tags: [(key: "environment", value: "development")])
        ]

    static func usage(on day: Day) -> [UsageLine] {
        Customer.all.filter { day >= $0.from }.flatMap { customer in
            [
                ("requests", customer.requests(day), "flow", "requests"),
                ("reads", customer.reads(day), "flow", "operations"),
                ("writes", customer.writes(day), "flow", "operations"),
                ("users", customer.activeUsers(day), "level", "users"),
            ].map { metric, quantity, kind, unit in
                UsageLine(
                    day: day, system: "capacity-assessment", metric: metric, quantity: "\(quantity)", kind: kind, unit: unit,
                    customer: customer.id)
            }
        }
    }

    /// The meter that credits and corrections are booked to.
    static let firstMeter = meters[0]

    private static func meter(
        _ service: String, _ category: String, _ sku: String, _ text: String, _ resource: String, _ kind: String,
        _ unit: String, _ price: String, _ use: Meter.Use, noise: Int = 6, weekend: Int = 100
    ) -> Meter {
        Meter(
            account: .capacity, service: service, category: category, sku: sku, text: text,
            resource: "//googleapis.com/projects/capacity-assessment-prod/\(resource)", kind: kind, unit: unit, price: price,
            use: use, noise: noise, weekend: weekend, tags: production)
    }

    /// Database operations carry their customer as a tag: the only cost that a customer causes alone.
    private static func operations(
        _ customer: Customer, _ sku: String, _ text: String, _ price: String, _ count: @escaping @Sendable (Day) -> Int
    ) -> Meter {
        var meter = meter(
            "Cloud Firestore", "Databases", sku, text, "databases/assess", "Database", "Operations", price, .counted(count))
        meter.tags = [(key: "customer", value: customer.id)] + production
        return meter
    }

    private static func from(_ month: Int, _ day: Int, _ meter: Meter) -> Meter {
        var meter = meter
        meter.from = Sample.day(month, day)
        return meter
    }
}
