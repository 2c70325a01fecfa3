import Billing

/// The usage counts and the small sheets of the sample.
enum Sheets {
    /// One row per day, metric and customer of the month.
    static func usage(of month: Month) -> String {
        var text = "day,metric,customer,quantity,kind,system,unit\n"
        for day in month.first..<min(month.end, Sample.days.end) {
            for customer in Customer.all where day >= customer.from {
                let counts = [
                    ("requests", customer.requests(day), "flow", "requests"),
                    ("reads", customer.reads(day), "flow", "operations"),
                    ("writes", customer.writes(day), "flow", "operations"),
                    ("users", customer.activeUsers(day), "level", "users"),
                ]
                for (metric, quantity, kind, unit) in counts {
                    text += "\(day),\(metric),\(customer.id),\(quantity),\(kind),capacity-assessment,\(unit)\n"
                }
            }
            var random = Random(name: "energy-platform \(day)")
            text += "\(day),requests,,\(random.whole(2_150_000...2_480_000)),flow,energy-platform,requests\n"
            text += "\(day),peak_requests_per_second,,\(random.whole(690...985)),peak,energy-platform,requests/second\n"
        }
        return text
    }

    static var contracts: String {
        "customer,name,system,annual_contract_value,currency,start,end\n"
            + Customer.all.map { "\($0.id),\($0.name),capacity-assessment,\($0.contractValue),USD,\($0.from),\n" }.joined()
    }

    static let allocation = """
        system,component,method
        capacity-assessment,*,even
        energy-platform,*,direct

        """

    /// The first row that matches wins. AWS IoT Core is left out on purpose: it shows as unmapped.
    static let mapping = """
        SubAccountId,ServiceName,Tags.component,Tags.customer,system,component,customer,environment
        capacity-assessment-dev,,,,capacity-assessment,development,,development
        capacity-assessment-prod,Cloud Run,,,capacity-assessment,cloud-run,,production
        capacity-assessment-prod,Cloud Firestore,,customer-1,capacity-assessment,firestore,customer-1,production
        capacity-assessment-prod,Cloud Firestore,,customer-2,capacity-assessment,firestore,customer-2,production
        capacity-assessment-prod,Cloud Firestore,,customer-3,capacity-assessment,firestore,customer-3,production
        capacity-assessment-prod,Cloud Firestore,,,capacity-assessment,firestore,,production
        capacity-assessment-prod,Cloud Load Balancing,,,capacity-assessment,load-balancer,,production
        capacity-assessment-prod,Networking,,,capacity-assessment,network-egress,,production
        capacity-assessment-prod,Cloud Monitoring,,,capacity-assessment,monitoring,,production
        capacity-assessment-prod,*Redis,,,capacity-assessment,redis-cache,,production
        210987654322,,,,energy-platform,development,,development
        210987654321,,storage,,energy-platform,storage,,production
        210987654321,,networking,,energy-platform,networking,,production
        210987654321,Amazon Elastic *,,,energy-platform,compute,,production
        210987654321,Amazon Relational Database Service,,,energy-platform,database,,production
        210987654321,Amazon ElastiCache,,,energy-platform,database,,production
        210987654321,Amazon Simple Storage Service,,,energy-platform,storage,,production
        210987654321,Elastic Load Balancing,,,energy-platform,networking,,production
        210987654321,AWS Data Transfer,,,energy-platform,networking,,production
        210987654321,Amazon CloudWatch,,,energy-platform,monitoring,,production

        """
}
