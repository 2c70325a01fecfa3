import Billing

/// What the platform of the sizing guide uses on AWS. Its document plans one figure, 2,000 a month with 40 organisations
/// (August, September) and 4,000 with 80 (from October), when most of it doubles. In November the transactions pass the
/// 100,000 a day up to which the guide calls it medium, long before its organisations and users would.
enum SizingTiers {
    static let id = "sizing-tiers"
    private static let move = Sample.day(10, 1)

    static let meters: [Meter] =
        tasks + data + [
            component(
                .s3, "S3-STANDARD", "S3 Standard storage", "bucket/sizing", "GB-Months", "0.023",
                .monthly(["4300", "4900", "9200", "10600"]), noise: 1),
            component(
                .elasticloadbalancing, "ALB-HOURS", "Application load balancer hours", "loadbalancer/app/sizing", "Hours",
                "0.0225", .daily("24")),
            component(
                .natgateway, tag: "networking", "NAT-HOURS", "NAT gateway hours", "natgateway/sizing", "Hours", "0.045",
                .daily("24")),
            component(
                .transfer, "DT-OUT", "Data transfer out to the internet", "vpc/sizing", "GB", "0.09",
                .monthly(["700", "780", "1150", "1280"]), weekend: 74),
            component(.mq, "MQ-M5-LARGE", "mq.m5.large hours", "broker/sizing", "Hours", "0.288", .daily("24")),
        ]

    private static let tasks: [Meter] = [
        component(
            .ecs, tag: "web", "FARGATE-VCPU", "Fargate vCPU hours", "service/web", "vCPU-Hours", "0.04048",
            .monthly(["6920", "7750", "13600", "14950"]), weekend: 88),
        component(
            .ecs, tag: "web", "FARGATE-GB", "Fargate memory hours", "service/web", "GB-Hours", "0.004445",
            .monthly(["27680", "31000", "54400", "59800"]), weekend: 88),
        component(
            .ecs, tag: "workers", "FARGATE-VCPU", "Fargate vCPU hours", "service/workers", "vCPU-Hours", "0.04048",
            .monthly(["8050", "9030", "15500", "18600"]), weekend: 90),
        component(
            .ecs, tag: "workers", "FARGATE-GB", "Fargate memory hours", "service/workers", "GB-Hours", "0.004445",
            .monthly(["32200", "36120", "62000", "74400"]), weekend: 90),
    ]

    private static let data: [Meter] = [
        component(.rds, "RDS-M5L-MAZ", "db.m5.large Multi-AZ hours", "db/sizing", "Hours", "0.356", .daily("24")).until(move),
        component(.rds, "RDS-M5XL-MAZ", "db.m5.xlarge Multi-AZ hours", "db/sizing", "Hours", "0.712", .daily("24")).from(move),
        component(
            .rds, "RDS-GP3-MAZ", "RDS gp3 storage, Multi-AZ", "db/sizing", "GB-Months", "0.23",
            .monthly(["500", "560", "1100", "1240"]), noise: 1),
        component(.elasticache, "EC-M5-LARGE", "cache.m5.large hours", "cache/sizing-1", "Hours", "0.156", .daily("24")),
        component(.elasticache, "EC-M5-LARGE", "cache.m5.large hours", "cache/sizing-2", "Hours", "0.156", .daily("24"))
            .from(move),
        vectors("i-0b7d20e4a1"),
        vectors("i-0b7d20e4a2").from(move),
    ]

    static func usage(on day: Day) -> [UsageLine] {
        let before = Period(start: Sample.days.start, end: move)
        let after = Period(start: move, end: Sample.days.end)
        let isLater = day >= move
        func growing(_ metric: String, _ early: ClosedRange<Int>, _ late: ClosedRange<Int>) -> UsageLine {
            let range = isLater ? late : early
            return .growing(id, day, metric, from: range.lowerBound, to: range.upperBound, over: isLater ? after : before)
        }
        func measured(_ metric: String, _ range: ClosedRange<Int>, decimals: Int = 0, _ unit: String) -> UsageLine {
            .measured(id, day, metric, range, decimals: decimals, unit)
        }
        return [
            growing("organisations", 36...44, 70...88), growing("users", 180...230, 430...560),
            flow("transactions", "transactions", day, perMille: 1000), flow("llm_requests", "requests", day, perMille: 985),
            measured("api_latency_p95", 150...190, "ms"), measured("query_latency_p95", 30...48, "ms"),
            measured("cache_hit_rate", 860...930, decimals: 1, "%"), measured("availability", 99_910...99_990, decimals: 3, "%"),
        ]
    }

    /// From 42,000 a day to 61,000 at the end of October, then about 104,000.
    private static func flow(_ metric: String, _ unit: String, _ day: Day, perMille: Int) -> UsageLine {
        let jump = Sample.day(11, 1)
        let gone = Sample.days.start.distance(to: day)
        let usual = day < jump ? 42_000 + 19_000 * gone / Sample.days.start.distance(to: jump) : 104_000
        var random = Random(name: "\(id) \(metric) \(day)")
        return UsageLine(
            day: day, system: id, metric: metric, quantity: "\(usual * perMille * (1000 + random.whole(-25...25)) / 1_000_000)",
            unit: unit, environment: "production")
    }

    private static func vectors(_ instance: String) -> Meter {
        component(
            .ec2, tag: "vector-database", "EC2-M52XL", "m5.2xlarge Linux hours", "instance/\(instance)", "Hours", "0.384",
            .daily("24"))
    }

    private static func component(
        _ service: Amazon, tag component: String? = nil, _ sku: String, _ text: String, _ resource: String, _ unit: String,
        _ price: String, _ use: Meter.Use, noise: Int = 6, weekend: Int = 100
    ) -> Meter {
        .amazon(
            .sizing, "production", service, component: component, sku, text, resource, unit, price, use, noise: noise,
            weekend: weekend)
    }
}
