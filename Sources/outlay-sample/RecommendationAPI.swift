import Billing

/// What the recommendation API uses on Azure, and the OpenAI API that its document names without a cost. Its document plans
/// ranges, 400 to 800 a month in all. Logs were over theirs in October until their level was lowered; data transfer grows
/// over its range in November.
enum RecommendationAPI {
    static let id = "recommendation-api"
    static let meters: [Meter] = production + development

    private static let production: [Meter] = [
        meter(
            "Azure Container Apps", "Compute", "ACA-VCPU", "Container Apps vCPU active usage", "App/containerApps/api",
            "vCPU-Seconds", "0.000024", .monthly(["3960000", "4050000", "4170000", "4320000"]), weekend: 70, tag: "api"),
        meter(
            "Azure Container Apps", "Compute", "ACA-GIB", "Container Apps memory active usage", "App/containerApps/api",
            "GiB-Seconds", "0.000003", .monthly(["7900000", "8090000", "8300000", "8610000"]), weekend: 70, tag: "api"),
        meter(
            "Azure Database for PostgreSQL", "Databases", "PG-D4DS", "Flexible Server D4ds v4 compute",
            "DBforPostgreSQL/flexibleServers/recommendation", "Hours", "0.4188", .daily("24"), tag: "database"),
        meter(
            "Azure Database for PostgreSQL", "Databases", "PG-STORAGE", "Flexible Server storage",
            "DBforPostgreSQL/flexibleServers/recommendation", "GB-Months", "0.137", .monthly(["100", "102", "104", "106"]),
            noise: 1,
            tag: "database"),
        meter(
            "Azure Database for PostgreSQL", "Databases", "PG-BACKUP", "Flexible Server backup storage",
            "DBforPostgreSQL/flexibleServers/recommendation", "GB-Months", "0.095", .monthly(["71", "74", "76", "78"]), noise: 2,
            tag: "database"),
        meter(
            "Azure Cache for Redis", "Databases", "REDIS-C2", "Standard C2 cache", "Cache/Redis/recommendation", "Hours",
            "0.1190",
            .daily("24"), tag: "cache"),
        meter(
            "Application Gateway", "Networking", "AGW-BASIC", "Basic gateway hours", "Network/applicationGateways/recommendation",
            "Hours", "0.0325", .daily("24"), tag: "api"),
        meter(
            "Bandwidth", "Networking", "BANDWIDTH-OUT", "Data transfer out to the internet",
            "Network/virtualNetworks/recommendation",
            "GB", "0.087", .monthly(["352", "361", "455", "656"]), weekend: 72, tag: "api"),
        meter(
            "Azure Monitor", "Management and Governance", "LOG-ANALYTICS", "Log Analytics data ingestion",
            "OperationalInsights/workspaces/recommendation", "GB", "2.76", .monthly(["14.6", "16.9", "20.7", "16.2"]),
            weekend: 78,
            tag: "api"),
    ]

    private static let development: [Meter] = [
        development(
            "Azure Container Apps", "Compute", "ACA-VCPU", "Container Apps vCPU active usage", "App/containerApps/api-dev",
            "vCPU-Seconds", "0.000024", ["1650000", "1720000", "1810000", "1760000"], tag: "api"),
        development(
            "Azure Database for PostgreSQL", "Databases", "PG-B2S", "Flexible Server B2s compute",
            "DBforPostgreSQL/flexibleServers/recommendation-dev", "Hours", "0.0840", ["744", "720", "744", "720"], tag: "database"
        ),
        development(
            "Azure Cache for Redis", "Databases", "REDIS-C1", "Basic C1 cache", "Cache/Redis/recommendation-dev", "Hours",
            "0.0550", ["744", "720", "744", "720"], tag: "cache"),
    ]

    static let tokenMeters = TokenModel.mini.meters(.openAI, service: "OpenAI API", environment: "production") {
        [tokens(on: $0)]
    }

    static func usage(on day: Day) -> [UsageLine] {
        var random = Random(name: "\(id) peak \(day)")
        func measured(_ metric: String, _ range: ClosedRange<Int>, decimals: Int = 0, _ unit: String) -> UsageLine {
            .measured(id, day, metric, range, decimals: decimals, unit)
        }
        return tokens(on: day).lines(id, day) + [
            UsageLine(
                day: day, system: id, metric: "requests", quantity: "\(requests(day))", unit: "requests",
                environment: "production"),
            UsageLine(
                day: day, system: id, metric: "peak_requests_per_second", quantity: "\(random.whole(120...310))", kind: "peak",
                unit: "requests/second", environment: "production"),
            measured("api_latency_p50", 105...138, "ms"), measured("api_latency_p95", 340...425, "ms"),
            measured("api_latency_p99", 730...880, "ms"), measured("error_rate", 40...85, decimals: 2, "%"),
            measured("cache_hit_rate", 820...865, decimals: 1, "%"), measured("availability", 99_900...99_970, decimals: 3, "%"),
        ]
    }

    private static func requests(_ day: Day) -> Int {
        var random = Random(name: "\(id) requests \(day)")
        let usual = 24_000 + 4_500 * Sample.days.start.distance(to: day) / (Sample.days.days - 1)
        return usual * (day.isWeekend ? 82 : 107) * (1000 + random.whole(-90...90)) / 100_000
    }

    /// About one request in six finds nothing in the cache and asks the model.
    private static func tokens(on day: Day) -> TokenUse {
        TokenUse(
            requests(day) * 16 / 100 * 1_450, of: .mini, (225, 260, 0), environment: "production", component: "openai-api",
            day: day)
    }

    private static func meter(
        _ service: String, _ category: String, _ sku: String, _ text: String, _ resource: String, _ unit: String, _ price: String,
        _ use: Meter.Use, noise: Int = 6, weekend: Int = 100, tag: String
    ) -> Meter {
        meter(
            .recommendation, service, category, sku, text, resource, unit, price, use, noise, weekend,
            [("environment", "prod"), ("service", tag)])
    }

    private static func development(
        _ service: String, _ category: String, _ sku: String, _ text: String, _ resource: String, _ unit: String, _ price: String,
        _ use: [String], tag: String
    ) -> Meter {
        meter(
            .recommendationDevelopment, service, category, sku, text, resource, unit, price, .monthly(use), 10, 45,
            [("environment", "dev"), ("service", tag)])
    }

    /// `resource` is the provider's namespace, the type and the name: `Cache/Redis/recommendation`.
    private static func meter(
        _ account: Account, _ service: String, _ category: String, _ sku: String, _ text: String, _ resource: String,
        _ unit: String, _ price: String, _ use: Meter.Use, _ noise: Int, _ weekend: Int, _ tags: [(key: String, value: String)]
    ) -> Meter {
        Meter(
            account: account, service: service, category: category, sku: sku, text: text,
            resource: "/subscriptions/\(account.id)/resourceGroups/recommendation/providers/Microsoft.\(resource)",
            kind: String(resource.split(separator: "/").dropFirst().first ?? ""), unit: unit, price: price, use: use,
            noise: noise, weekend: weekend,
            tags: tags)
    }
}
