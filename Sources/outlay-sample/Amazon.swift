import Billing

/// The services of AWS, named as its resources name them.
enum Amazon: String {
    case cloudfront, cloudwatch, codebuild, ec2, ecs, elasticache, elasticloadbalancing, mq, natgateway, rds, s3, transfer

    /// ServiceName, ServiceCategory and ResourceType of its bill.
    var names: (service: String, category: String, kind: String) {
        switch self {
        case .cloudfront: ("Amazon CloudFront", "Networking", "Distribution")
        case .cloudwatch: ("Amazon CloudWatch", "Management and Governance", "Log Group")
        case .codebuild: ("AWS CodeBuild", "Developer Tools", "Project")
        case .ec2: ("Amazon Elastic Compute Cloud", "Compute", "Instance")
        case .ecs: ("Amazon Elastic Container Service", "Compute", "Service")
        case .elasticache: ("Amazon ElastiCache", "Databases", "Cache Node")
        case .elasticloadbalancing: ("Elastic Load Balancing", "Networking", "Load Balancer")
        case .mq: ("Amazon MQ", "Integration", "Broker")
        case .natgateway: ("Amazon Elastic Compute Cloud", "Networking", "NAT Gateway")
        case .rds: ("Amazon Relational Database Service", "Databases", "DB Instance")
        case .s3: ("Amazon Simple Storage Service", "Storage", "Bucket")
        case .transfer: ("AWS Data Transfer", "Networking", "VPC")
        }
    }
}

extension Meter {
    /// A meter of AWS; `component` becomes a tag where the service alone does not tell.
    static func amazon(
        _ account: Account, _ environment: String, _ service: Amazon, component: String? = nil, _ sku: String, _ text: String,
        _ resource: String, _ unit: String, _ price: String, _ use: Use, noise: Int = 6, weekend: Int = 100
    ) -> Meter {
        Meter(
            account: account, service: service.names.service, category: service.names.category, sku: sku, text: text,
            resource: "arn:aws:\(service.rawValue):\(account.region):\(account.id):\(resource)", kind: service.names.kind,
            unit: unit, price: price, use: use, noise: noise, weekend: weekend,
            tags: (component.map { [(key: "component", value: $0)] } ?? []) + [(key: "environment", value: environment)])
    }

    /// The same from `day` on.
    func from(_ day: Day) -> Meter {
        var copy = self
        copy.from = day
        return copy
    }

    /// The same up to the day before `day`.
    func until(_ day: Day) -> Meter {
        var copy = self
        copy.until = day
        return copy
    }
}
