import Billing

/// What the energy platform uses on AWS. Its document plans compute 3,000, database 2,500, storage 800, networking 500 and
/// monitoring 400 a month; two more nodes from October on are what drifts.
enum EnergyPlatform {
    static let ec2 = "Amazon Elastic Compute Cloud"
    static let production = [(key: "environment", value: "production")]

    static let meters: [Meter] =
        (1...10).map { node($0, from: Sample.days.start) }
        + (11...12).map { node($0, from: Sample.day(10, 6)) }
        + (13...14).map { node($0, from: Sample.day(11, 9)) }
        + [
            meter(
                "Amazon Elastic Kubernetes Service", "Compute", "EKS-CLUSTER", "EKS cluster hours", "cluster/energy",
                "Cluster", "Hours", "0.10", .daily("24")),
            meter(
                "Amazon Relational Database Service", "Databases", "RDS-R6G2X-MAZ", "db.r6g.2xlarge Multi-AZ hours",
                "db/energy-timescale", "DB Instance", "Hours", "2.5474", .daily("24")),
            meter(
                "Amazon Relational Database Service", "Databases", "RDS-GP3-MAZ", "RDS gp3 storage, Multi-AZ",
                "db/energy-timescale", "DB Instance", "GB-Months", "0.2531", .monthly(["940", "968", "1003", "1039"]), noise: 1),
            meter(
                "Amazon ElastiCache", "Databases", "EC-R6G-LARGE", "cache.r6g.large hours", "cache/energy-1", "Cache Node",
                "Hours", "0.2474", .daily("24")),
            meter(
                "Amazon ElastiCache", "Databases", "EC-R6G-LARGE", "cache.r6g.large hours", "cache/energy-2", "Cache Node",
                "Hours", "0.2474", .daily("24")),
            meter(
                "Amazon Simple Storage Service", "Storage", "S3-STANDARD", "S3 Standard storage", "bucket/energy-readings",
                "Bucket", "GB-Months", "0.0245", .monthly(["25400", "26050", "26910", "27730"]), noise: 1),
            meter(
                "Amazon Simple Storage Service", "Storage", "S3-TIER1", "S3 PUT, COPY, POST and LIST requests",
                "bucket/energy-readings", "Bucket", "Requests", "0.0000054",
                .monthly(["15210000", "15480000", "16120000", "16490000"]), weekend: 82),
            tagged(
                "storage", "EBS-GP3", "EBS gp3 volumes", "volume/energy-data", "Volume", "GB-Months", "0.0952",
                .monthly(["880", "880", "940", "940"]), noise: 0),
            meter(
                "Elastic Load Balancing", "Networking", "ALB-HOURS", "Application load balancer hours",
                "loadbalancer/app/energy", "Load Balancer", "Hours", "0.027", .daily("24")),
            meter(
                "Elastic Load Balancing", "Networking", "ALB-LCU", "Application load balancer capacity units",
                "loadbalancer/app/energy", "Load Balancer", "LCU-Hours", "0.008",
                .monthly(["4350", "4420", "4610", "4700"]), weekend: 78),
            meter(
                "AWS Data Transfer", "Networking", "DT-OUT", "Data transfer out to the internet", "vpc/energy", "VPC", "GB",
                "0.09", .monthly(["4120", "4205", "4390", "4460"]), weekend: 74),
            tagged(
                "networking", "NAT-HOURS", "NAT gateway hours", "natgateway/energy", "NAT Gateway", "Hours", "0.052",
                .daily("24")),
            tagged(
                "networking", "NAT-BYTES", "NAT gateway data", "natgateway/energy", "NAT Gateway", "GB", "0.052",
                .monthly(["512", "498", "530", "541"]), weekend: 80),
            meter(
                "Amazon CloudWatch", "Management and Governance", "CW-METRICS", "CloudWatch metrics", "cloudwatch/metrics",
                "Metric", "Metrics", "0.30", .monthly(["505", "512", "520", "531"]), noise: 2),
            meter(
                "Amazon CloudWatch", "Management and Governance", "CW-LOGS", "CloudWatch log ingestion",
                "loggroup/energy", "Log Group", "GB", "0.63", .monthly(["385", "391", "402", "410"]), weekend: 85),
            // Nobody mapped this one: it shows as unmapped with its cost.
            meter(
                "AWS IoT Core", "Internet of Things", "IOT-MSG", "IoT Core messages", "iot/energy-meters", "Topic",
                "Messages", "0.0000012", .monthly(["84200000", "86100000", "90300000", "93800000"]), weekend: 97),
            development(
                "EC2-T3L", "t3.large Linux hours", "instance/i-dev-01", "Instance", ec2, "Compute", "Hours", "0.096",
                "250"),
            development(
                "RDS-T4G-SMALL", "db.t4g.small hours", "db/energy-dev", "DB Instance",
                "Amazon Relational Database Service", "Databases", "Hours", "0.074", "720"),
        ]

    static func usage(on day: Day) -> [UsageLine] {
        var random = Random(name: "energy-platform \(day)")
        return [
            UsageLine(
                day: day, system: "energy-platform", metric: "requests", quantity: "\(random.whole(2_150_000...2_480_000))",
                unit: "requests"),
            UsageLine(
                day: day, system: "energy-platform", metric: "peak_requests_per_second",
                quantity: "\(random.whole(690...985))", kind: "peak", unit: "requests/second"),
        ]
    }

    /// The node that taxes and credits are booked to.
    static let firstNode = node(1, from: Sample.days.start)

    private static func node(_ number: Int, from: Day) -> Meter {
        var node = tagged(
            "compute", "EC2-M6I2X", "m6i.2xlarge Linux hours", "instance/i-0e4a71c0\(10 + number)", "Instance", "Hours",
            "0.391", .daily("24"))
        node.from = from
        return node
    }

    private static func meter(
        _ service: String, _ category: String, _ sku: String, _ text: String, _ resource: String, _ kind: String,
        _ unit: String, _ price: String, _ use: Meter.Use, noise: Int = 6, weekend: Int = 100
    ) -> Meter {
        Meter(
            account: .energy, service: service, category: category, sku: sku, text: text, resource: arn(resource), kind: kind,
            unit: unit, price: price, use: use, noise: noise, weekend: weekend, tags: production)
    }

    /// What AWS bills under EC2 and only its tag tells apart.
    private static func tagged(
        _ component: String, _ sku: String, _ text: String, _ resource: String, _ kind: String, _ unit: String,
        _ price: String, _ use: Meter.Use, noise: Int = 6, weekend: Int = 100
    ) -> Meter {
        var meter = meter(
            ec2, component == "storage" ? "Storage" : component == "networking" ? "Networking" : "Compute", sku, text,
            resource, kind, unit, price, use, noise: noise, weekend: weekend)
        meter.tags = [(key: "component", value: component)] + production
        return meter
    }

    private static func development(
        _ sku: String, _ text: String, _ resource: String, _ kind: String, _ service: String, _ category: String,
        _ unit: String, _ price: String, _ month: String
    ) -> Meter {
        Meter(
            account: .energyDevelopment, service: service, category: category, sku: sku, text: text,
            resource: arn(resource), kind: kind, unit: unit, price: price,
            use: .monthly([month, month, month, month]), noise: 15, weekend: 20,
            tags: [(key: "environment", value: "development")])
    }

    private static func arn(_ resource: String) -> String { "arn:aws:energy:eu-central-1:210987654321:\(resource)" }
}
