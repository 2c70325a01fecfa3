"""A made-up company whose bills and usage are as long as asked for: the same resources in every month, a record of each for every day.

Every figure follows from the month, the day and the number of the resource, so that a file is the same whenever it is written.
"""

import calendar
import os
import shutil

HEADER = ("BilledCost,BillingAccountId,BillingAccountName,BillingCurrency,BillingPeriodEnd,BillingPeriodStart,ChargeCategory,ChargeDescription,"
          "ChargeFrequency,ChargePeriodEnd,ChargePeriodStart,ConsumedQuantity,ConsumedUnit,ContractedCost,EffectiveCost,InvoiceIssuerName,"
          "ListCost,ListUnitPrice,PricingCategory,PricingQuantity,PricingUnit,ProviderName,PublisherName,RegionId,RegionName,ResourceId,"
          "ServiceCategory,ServiceName,SkuId,SkuPriceId,SubAccountId,SubAccountName,Tags\n")
KINDS = [
    ("Amazon Elastic Compute Cloud", "Compute", "m6i.2xlarge Linux/UNIX per On Demand instance hour", "Hours"),
    ("Amazon Relational Database Service", "Databases", "db.r6g.xlarge Multi-AZ PostgreSQL instance hour", "Hours"),
    ("Amazon Simple Storage Service", "Storage", "per GB-month of storage used in Standard, first 50 TB", "GB-Months"),
    ("Elastic Load Balancing", "Networking", "$0.008 per used Application load balancer capacity unit-hour", "LCU-Hours"),
    ("AmazonCloudWatch", "Management and Governance", "per metric-month for the first 10,000 metrics", "Metrics"),
]
# System, component and, where it is one customer's, the customer: what the Tags of a resource say.
PLACES = [
    ("energy-platform", "compute", ""), ("energy-platform", "database", ""), ("energy-platform", "storage", ""),
    ("energy-platform", "networking", ""), ("energy-platform", "monitoring", ""), ("capacity-assessment", "cloud-run", ""),
    ("capacity-assessment", "firestore", "customer-1"), ("capacity-assessment", "firestore", "customer-2"),
    ("capacity-assessment", "firestore", "customer-3"), ("capacity-assessment", "load-balancer", ""),
]
METRICS = [("requests", "flow", "requests"), ("reads", "flow", "operations"), ("users", "level", "users")]


def months(count):
    """The last `count` months, up to November 2026, as year and month."""
    newest = 2026 * 12 + 10
    return [divmod(number, 12) for number in range(newest - count + 1, newest + 1)]


def name(month):
    return f"{month[0]}-{month[1] + 1:02}"


def days(month):
    return calendar.monthrange(month[0], month[1] + 1)[1]


def day(month, number):
    """Its day of this number; the one after its last is the first of the next month."""
    if number > days(month):
        year, rest = divmod(month[0] * 12 + month[1] + 1, 12)
        return f"{year}-{rest + 1:02}-01"
    return f"{month[0]}-{month[1] + 1:02}-{number:02}"


def written(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def inputs(folder, root):
    """The plans and settings of the sample, and a mapping by tags."""
    shutil.copytree(os.path.join(root, "Inputs/plans"), os.path.join(folder, "plans"))
    for sheet in ("outlay.yaml", "contracts.csv", "allocation.csv", "prices.csv"):
        shutil.copy(os.path.join(root, "Inputs", sheet), folder)
    rows = [f"{system},{component},{customer},{system},{component},{customer},production" for system, component, customer in PLACES]
    written(os.path.join(folder, "mapping.csv"), "\n".join(
        ["Tags.system,Tags.component,Tags.customer,system,component,customer,environment"] + rows) + "\n")


def parts(month, number):
    """A resource's record without its day and amounts: the text between those, and the price in units of 1e-7."""
    service, category, text, unit = KINDS[number % len(KINDS)]
    system, component, customer = PLACES[number % len(PLACES)]
    identity = f"{number * 2_654_435_761 % (1 << 32):08x}{number:08d}"
    price = 1_000 + number * 7_919 % 90_000
    account = 100_000_000_001 + number % 20 * 7_919
    unit_price = f"{price // 10_000_000}.{price % 10_000_000:07}"
    tags = f'"{{""component"": ""{component}"", ""customer"": ""{customer}"", ""system"": ""{system}""}}"'
    return (
        f',100000000001,Example Organisation,USD,{day(month, days(month) + 1)} 00:00:00,{day(month, 1)} 00:00:00,Usage,"{text}",Usage-Based,',
        f",{unit},", ',"Amazon Web Services, Inc.",', f",{unit_price},Standard,",
        f',{unit},AWS,"Amazon Web Services, Inc.",eu-central-1,Europe (Frankfurt),arn:aws:service:eu-central-1:{account}:resource/{identity},'
        f"{category},{service},{identity[:10].upper()},{identity[:10].upper()}.JRTCKXETXF,{account},Account {account % 1000},{tags}\n",
        price)


def bill(path, month, until, resources, changed=None):
    """The month's bill through a day; `changed` says by day and resource whether an amount is another than before."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    made = [parts(month, number) for number in range(resources)]
    seed = month[0] * 12 + month[1]
    with open(path, "w") as file:
        file.write(HEADER)
        for today in range(1, until + 1):
            start, end = f"{day(month, today)} 00:00:00", f"{day(month, today + 1)} 00:00:00"
            lines = []
            for number, (head, unit, issuer, list_price, rest, price) in enumerate(made):
                quantity = (number * 7_907 + today * 104_729 + seed * 1_299_709) % 9_000_000 + 1
                if changed and changed(today, number):
                    quantity += 17
                cost = f"{quantity * price // 10**11}.{quantity * price % 10**11:011}"
                amount = f"{quantity // 10_000}.{quantity % 10_000:04}"
                lines.append(f"{cost}{head}{end},{start},{amount}{unit}{cost},{cost}{issuer}{cost}{list_price}{amount}{rest}")
            file.write("".join(lines))


def usage(path, month, until):
    """What three customers used through a day."""
    rows = ["day,metric,customer,quantity,kind,system,unit"]
    for today in range(1, until + 1):
        for customer in (1, 2, 3):
            for place, (metric, kind, unit) in enumerate(METRICS):
                quantity = 1_000 * customer + 97 * today + 13 * place
                rows.append(f"{day(month, today)},{metric},customer-{customer},{quantity},{kind},capacity-assessment,{unit}")
    written(path, "\n".join(rows) + "\n")
