import Billing

/// What the planogram enhancement uses on AWS. Its document plans 5,179 a month in its first year: 3,960 for tokens and 1,219
/// for these components; 500 for development and 1,500 for staging stand beside it. A third AI worker in October, data
/// transfer from October on and a CDN that stands in no total are what drifts.
enum Planogram {
    static let id = "planogram"
    static let meters: [Meter] = servers + data + traffic + development + staging

    private static let servers: [Meter] =
        ["i-0a51c8d201", "i-0a51c8d202"].map { instance in
            production(
                .ec2, tag: "ec2-instances", "EC2-T3L", "t3.large hours", "instance/\(instance)", "Hours", "0.1502", .daily("24"))
        } + ["i-0c97e4b301", "i-0c97e4b302"].map(worker)
        + [
            // The queue of the autumn's re-planning was worked off by a third one.
            worker("i-0c97e4b303").from(Sample.day(10, 8)).until(Sample.day(10, 24)),
            production(
                .elasticloadbalancing, "ALB-HOURS", "Application load balancer hours", "loadbalancer/app/planogram", "Hours",
                "0.0225", .daily("24")),
            production(
                .elasticloadbalancing, "ALB-LCU", "Application load balancer capacity units", "loadbalancer/app/planogram",
                "LCU-Hours", "0.008", .monthly(["880", "1010", "1130", "1220"]), weekend: 70),
        ]

    private static let data: [Meter] = [
        production(
            .rds, tag: "rds-instance", "RDS-M5L-MAZ", "db.m5.large Multi-AZ hours", "db/planogram", "Hours", "0.1894",
            .daily("24")),
        production(
            .rds, tag: "rds-storage", "RDS-GP3", "RDS gp3 storage", "db/planogram", "GB-Months", "0.115",
            .monthly(["104", "107", "112", "118"]), noise: 1),
        production(
            .rds, tag: "rds-backup", "RDS-BACKUP", "RDS backup storage", "db/planogram", "GB-Months", "0.095",
            .monthly(["84", "101", "118", "131"]), noise: 2),
        production(
            .rds, tag: "read-replica", "RDS-M5L", "db.m5.large hours", "db/planogram-replica", "Hours", "0.0942", .daily("24")),
        production(.elasticache, "EC-M5-LARGE", "cache.m5.large hours", "cache/planogram-1", "Hours", "0.0692", .daily("24")),
        production(.elasticache, "EC-M5-LARGE", "cache.m5.large hours", "cache/planogram-2", "Hours", "0.0692", .daily("24")),
        production(
            .s3, "S3-STANDARD", "S3 Standard storage", "bucket/planogram", "GB-Months", "0.023",
            .monthly(["1780", "1860", "1930", "1990"]), noise: 1),
        production(
            .s3, "S3-TIER1", "S3 PUT, COPY, POST and LIST requests", "bucket/planogram", "Requests", "0.000005",
            .monthly(["860000", "910000", "960000", "1010000"]), weekend: 75),
    ]

    private static let traffic: [Meter] = [
        production(
            .transfer, "DT-OUT", "Data transfer out to the internet", "vpc/planogram", "GB", "0.09",
            .monthly(["960", "1085", "1320", "1450"]), weekend: 72),
        production(
            .cloudwatch, "CW-METRICS", "CloudWatch metrics", "metrics/planogram", "Metrics", "0.30",
            .monthly(["88", "92", "97", "104"]), noise: 2),
        production(
            .cloudwatch, "CW-LOGS", "CloudWatch log ingestion", "loggroup/planogram", "GB", "0.50",
            .monthly(["42", "45", "49", "53"]), weekend: 80),
        production(
            .cloudfront, "CF-OUT", "CloudFront data transfer out", "distribution/planogram", "GB", "0.085",
            .monthly(["350", "430", "640", "860"]), weekend: 76),
        production(
            .cloudfront, "CF-HTTPS", "CloudFront HTTPS requests", "distribution/planogram", "Requests", "0.000001",
            .monthly(["620000", "810000", "1090000", "1380000"]), weekend: 76),
    ]

    private static let development: [Meter] = [
        other(.ec2, "EC2-T3M", "t3.medium hours", "instance/i-dev-app", "Hours", "0.0416", ["720", "700", "730", "700"]),
        other(.ec2, "EC2-T3L", "t3.large hours", "instance/i-dev-worker", "Hours", "0.1502", ["560", "540", "610", "590"]),
        other(.rds, "RDS-T3M", "db.t3.medium hours", "db/planogram-dev", "Hours", "0.0720", ["744", "720", "744", "720"]),
        other(.elasticache, "EC-T3MICRO", "cache.t3.micro hours", "cache/dev", "Hours", "0.017", ["744", "720", "744", "720"]),
        other(
            .codebuild, "CB-MINUTES", "Build minutes", "project/planogram", "Minutes", "0.005",
            ["30400", "33100", "38600", "34200"]),
        other(.cloudwatch, "CW-LOGS", "CloudWatch log ingestion", "loggroup/dev", "GB", "0.50", ["148", "156", "171", "163"]),
    ]

    private static let staging: [Meter] =
        (1...2).map { number in
            test(
                .ec2, "EC2-T3L", "t3.large hours", "instance/i-stg-app-\(number)", "Hours", "0.1502",
                ["744", "720", "744", "720"])
        } + [
            test(.ec2, "EC2-C5XL", "c5.xlarge hours", "instance/i-stg-worker", "Hours", "0.148", ["744", "720", "744", "720"]),
            test(
                .ec2, "EC2-C52XL", "c5.2xlarge hours", "instance/i-stg-load", "Hours", "0.296", ["1210", "1380", "1720", "1480"]),
            test(.rds, "RDS-M5L", "db.m5.large hours", "db/planogram-staging", "Hours", "0.0942", ["744", "720", "744", "720"]),
            test(
                .elasticache, "EC-M5-LARGE", "cache.m5.large hours", "cache/stg", "Hours", "0.0692",
                ["744", "720", "744", "720"]),
            test(
                .s3, "S3-STANDARD", "S3 Standard storage", "bucket/planogram-staging", "GB-Months", "0.023",
                ["3900", "4050", "4260", "4400"]),
            test(
                .transfer, "DT-OUT", "Data transfer out to the internet", "vpc/stg", "GB", "0.09",
                ["1420", "1510", "1690", "1580"]),
            test(.cloudwatch, "CW-LOGS", "CloudWatch log ingestion", "loggroup/stg", "GB", "0.50", ["176", "189", "212", "198"]),
        ]

    static func usage(on day: Day) -> [UsageLine] {
        let tokens = PlanogramTokens.uses(on: day).flatMap { $0.lines(id, day) }
        let requests = PlanogramTokens.features.map { feature in
            UsageLine(
                day: day, system: id, metric: "requests", quantity: "\(feature.requests(day))", unit: "requests",
                feature: feature.id, environment: "production")
        }
        return requests + tokens + [
            .measured(id, day, "users", 46...54, "users"),
            .growing(id, day, "devices", from: 130, to: 210, over: Sample.days),
            .measured(id, day, "api_latency_p95", 900...1_700, "ms"),
            .measured(id, day, "error_rate", 20...80, decimals: 2, "%"),
            .measured(id, day, "cache_miss_rate", 350...480, decimals: 1, "%"),
        ]
    }

    private static func worker(_ instance: String) -> Meter {
        production(
            .ec2, tag: "ai-workers", "EC2-C52XL", "c5.2xlarge hours", "instance/\(instance)", "Hours", "0.2960", .daily("24"))
    }

    private static func production(
        _ service: Amazon, tag component: String? = nil, _ sku: String, _ text: String, _ resource: String, _ unit: String,
        _ price: String, _ use: Meter.Use, noise: Int = 6, weekend: Int = 100
    ) -> Meter {
        .amazon(
            .planogram, "production", service, component: component, sku, text, resource, unit, price, use, noise: noise,
            weekend: weekend)
    }

    private static func other(
        _ service: Amazon, _ sku: String, _ text: String, _ resource: String, _ unit: String, _ price: String, _ use: [String]
    ) -> Meter {
        .amazon(
            .planogramDevelopment, "development", service, sku, text, resource, unit, price, .monthly(use), noise: 12,
            weekend: 40)
    }

    private static func test(
        _ service: Amazon, _ sku: String, _ text: String, _ resource: String, _ unit: String, _ price: String, _ use: [String]
    ) -> Meter {
        .amazon(.planogramStaging, "staging", service, sku, text, resource, unit, price, .monthly(use), noise: 9, weekend: 80)
    }
}
