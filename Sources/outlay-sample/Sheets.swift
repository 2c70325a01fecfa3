import Billing

/// The usage counts and the small sheets of the sample.
enum Sheets {
    /// One row per day, metric and what it belongs to.
    static func usage(of month: Month) -> String {
        var text = UsageLine.header
        for day in month.first..<min(month.end, Sample.days.end) {
            let lines =
                CapacityAssessment.usage(on: day) + EnergyPlatform.usage(on: day) + Planogram.usage(on: day)
                + SizingTiers.usage(on: day) + RecommendationAPI.usage(on: day)
            text += lines.map(\.text).joined()
        }
        return text
    }

    static var contracts: String {
        "customer,name,system,annual_contract_value,currency,start,end\n"
            + Customer.all.map { "\($0.id),\($0.name),capacity-assessment,\($0.contractValue),USD,\($0.from),\n" }.joined()
    }

    /// What a million tokens of a model cost, by the metric that counts them.
    static var prices: String {
        "model,metric,unit_price,per,currency,starts,ends,source\n"
            + TokenModel.all.flatMap { model in
                model.prices.map { kind, thousandths in
                    "\(model.id)*,\(kind.metric),\(TokenModel.million(thousandths)),1000000,USD,2026-01-01,,\(model.source)\n"
                }
            }.joined()
    }

    static let allocation = """
        system,component,method
        capacity-assessment,*,even
        energy-platform,*,direct

        """

    /// The first row that matches wins. AWS IoT Core is left out on purpose: it shows as unmapped.
    static let mapping = """
        SubAccountId,ServiceName,SkuMeter,Tags.component,Tags.customer,system,component,customer,environment
        capacity-assessment-dev,,,,,capacity-assessment,development,,development
        capacity-assessment-prod,Cloud Run,,,,capacity-assessment,cloud-run,,production
        capacity-assessment-prod,Cloud Firestore,,,customer-1,capacity-assessment,firestore,customer-1,production
        capacity-assessment-prod,Cloud Firestore,,,customer-2,capacity-assessment,firestore,customer-2,production
        capacity-assessment-prod,Cloud Firestore,,,customer-3,capacity-assessment,firestore,customer-3,production
        capacity-assessment-prod,Cloud Firestore,,,,capacity-assessment,firestore,,production
        capacity-assessment-prod,Cloud Load Balancing,,,,capacity-assessment,load-balancer,,production
        capacity-assessment-prod,Networking,,,,capacity-assessment,network-egress,,production
        capacity-assessment-prod,Cloud Monitoring,,,,capacity-assessment,monitoring,,production
        capacity-assessment-prod,*Redis,,,,capacity-assessment,redis-cache,,production
        210987654322,,,,,energy-platform,development,,development
        210987654321,,,storage,,energy-platform,storage,,production
        210987654321,,,networking,,energy-platform,networking,,production
        210987654321,Amazon Elastic *,,,,energy-platform,compute,,production
        210987654321,Amazon Relational Database Service,,,,energy-platform,database,,production
        210987654321,Amazon ElastiCache,,,,energy-platform,database,,production
        210987654321,Amazon Simple Storage Service,,,,energy-platform,storage,,production
        210987654321,Elastic Load Balancing,,,,energy-platform,networking,,production
        210987654321,AWS Data Transfer,,,,energy-platform,networking,,production
        210987654321,Amazon CloudWatch,,,,energy-platform,monitoring,,production
        310987654322,,,,,planogram,development,,development
        310987654323,,,,,planogram,staging,,staging
        310987654321,,,ec2-instances,,planogram,ec2-instances,,production
        310987654321,,,ai-workers,,planogram,ai-workers,,production
        310987654321,,,rds-instance,,planogram,rds-instance,,production
        310987654321,,,rds-storage,,planogram,rds-storage,,production
        310987654321,,,rds-backup,,planogram,rds-backup,,production
        310987654321,,,read-replica,,planogram,read-replica,,production
        310987654321,Elastic Load Balancing,,,,planogram,load-balancer,,production
        310987654321,Amazon ElastiCache,,,,planogram,elasticache,,production
        310987654321,Amazon Simple Storage Service,,,,planogram,s3-storage,,production
        310987654321,AWS Data Transfer,,,,planogram,data-transfer,,production
        310987654321,Amazon CloudWatch,,,,planogram,cloudwatch,,production
        310987654321,Amazon CloudFront,,,,planogram,cdn,,production
        wrkspc_planogram_prod,Claude API,,,,planogram,api-tokens,,production
        wrkspc_planogram_staging,,,,,planogram,staging,,staging
        wrkspc_planogram_dev,,,,,planogram,development,,development
        410987654321,,,web,,sizing-tiers,web,,production
        410987654321,,,workers,,sizing-tiers,workers,,production
        410987654321,,,vector-database,,sizing-tiers,vector-database,,production
        410987654321,,,networking,,sizing-tiers,networking,,production
        410987654321,Amazon Relational Database Service,,,,sizing-tiers,database,,production
        410987654321,Amazon ElastiCache,,,,sizing-tiers,cache,,production
        410987654321,Amazon Simple Storage Service,,,,sizing-tiers,storage,,production
        410987654321,Elastic Load Balancing,,,,sizing-tiers,networking,,production
        410987654321,AWS Data Transfer,,,,sizing-tiers,networking,,production
        410987654321,Amazon MQ,,,,sizing-tiers,message-queue,,production
        6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c02,,,,,recommendation-api,development,,development
        6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c01,Azure Container Apps,,,,recommendation-api,containers,,production
        6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c01,Azure Database for PostgreSQL,* backup storage,,,recommendation-api,backups,,production
        6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c01,Azure Database for PostgreSQL,* storage,,,recommendation-api,storage,,production
        6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c01,Azure Database for PostgreSQL,,,,recommendation-api,postgresql,,production
        6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c01,Azure Cache for Redis,,,,recommendation-api,redis,,production
        6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c01,Application Gateway,,,,recommendation-api,load-balancer,,production
        6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c01,Bandwidth,,,,recommendation-api,data-transfer,,production
        6f0b6c1e-52a7-4c1d-9d35-0e7a4b1f2c01,Azure Monitor,,,,recommendation-api,logs-and-metrics,,production
        proj_recommendation_*,OpenAI API,,,,recommendation-api,openai-api,,production

        """
}
