import Billing
import Plans
import Testing

@Suite struct SheetMistakesTests {
    static let mapping: [Mistake] = [
        Mistake("an empty file", "", "m.csv:1:1: refused: no header, expected a line with the names of the columns"),
        Mistake(
            "an unknown column", "ServiceNme,system\nx,s\n",
            "m.csv:1:1: refused: column \"ServiceNme\" is not known, expected ServiceName"),
        Mistake(
            "a column far from all others", "zebra crossing,system\nx,s\n",
            "m.csv:1:1: refused: column \"zebra crossing\" is not known, expected a known column"),
        Mistake(
            "no system", "ServiceName,component\nx,c\n", "m.csv:1:1: refused: no column system, expected the columns system"),
        Mistake(
            "a column twice", "ServiceName,servicename,Tags.a,Tags.A,tags.a,system,System\n",
            "m.csv:1:13: refused: column \"servicename\" stands twice, expected it once",
            "m.csv:1:39: refused: column \"tags.a\" stands twice, expected it once",
            "m.csv:1:53: refused: column \"System\" stands twice, expected it once"),
        Mistake(
            "columns without a name", "ServiceName,,Tags.,system\n",
            "m.csv:1:13: refused: column without a name, expected system, component, customer or environment",
            "m.csv:1:14: refused: column \"Tags.\" is not known, expected Tags"),
        Mistake(
            "a row of another length", "ServiceName,system\na\nb,c,d\n",
            "m.csv:2:1: refused: row has 1 cell, expected 2 as in the header",
            "m.csv:3:5: refused: row has 3 cells, expected 2 as in the header"),
        Mistake(
            "an open quote", "ServiceName,system\na,b\nc,\"d\n",
            "m.csv:3:3: refused: a quote that is not closed, expected the same quote after the text"),
        Mistake(
            "misplaced quotes", "ServiceName,system\na\"b,c\n\"d\"e,f\n\"g\"\"h\",i\n",
            "m.csv:2:2: refused: a quote within a cell that does not begin with one, expected the whole cell in quotes",
            "m.csv:3:4: refused: text after a closing quote, expected a comma or the end of the line"),
        Mistake(
            "targets without a system", "ServiceName,system,component\nx,,c\n",
            "m.csv:2:4: refused: component \"c\" without a system, expected the system it belongs to"),
        Mistake(
            "a reserved system and a control character", "ServiceName,system\nx,(tax)\n\"a\nb\",c\n",
            "m.csv:2:3: refused: system \"(tax)\" begins with \"(\", expected an id as in cloud-run",
            "m.csv:3:1: refused: ServiceName \"a b\" has a control character or a line break, expected a pattern"),
    ]

    @Test(arguments: mapping)
    func everyMistakeOfAMappingIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(told(mistake.text, "m.csv", readMapping) == mistake.expected)
    }

    static let contracts: [Mistake] = [
        Mistake(
            "missing columns", "customer,value\n",
            "c.csv:1:1: refused: no column system, expected the columns customer, system, annual_contract_value and start",
            "c.csv:1:1: refused: no column annual_contract_value, expected the columns customer, system, annual_contract_value and start",
            "c.csv:1:1: refused: no column start, expected the columns customer, system, annual_contract_value and start",
            "c.csv:1:10: refused: column \"value\" is not known, expected a known column"),
        Mistake(
            "wrong cells",
            "customer,system,annual_contract_value,start,end,currency\n,s,-1,2026-02-30,,usd\na,,\"50,000\",2026-01-01,2025-12-31,\n",
            "c.csv:2:1: refused: customer is empty, expected an id as in cloud-run",
            "c.csv:2:4: refused: annual_contract_value is negative (-1), expected 0 or more",
            "c.csv:2:7: refused: start \"2026-02-30\" is no day of the calendar, expected a day as in 2026-09-30",
            "c.csv:2:19: refused: currency \"usd\" has small letters, expected a currency code as in USD",
            "c.csv:3:3: refused: system is empty, expected an id as in cloud-run",
            "c.csv:3:4: refused: annual_contract_value \"50,000\" has a thousands comma, expected digits with a point, as in 1204.50 or 6.71E-8"
        ),
        Mistake(
            "an end before the start", "customer,system,annual_contract_value,start,end\na,s,1,2026-02-01,2026-01-31\n",
            "c.csv:2:18: refused: end 2026-01-31 is before start 2026-02-01, expected the same day or a later one"),
        Mistake(
            "overlapping contracts",
            "customer,system,annual_contract_value,start,end\na,s,1,2026-02-01,2026-12-31\na,t,1,2026-02-01,\nb,s,1,2026-02-01,\n"
                + "a,s,2,2026-12-31,\nb,s,2,2025-01-01,2026-01-31\n",
            "c.csv:5:7: refused: contract of \"a\" for \"s\" overlaps the one in line 2, which runs from 2026-02-01 until 2026-12-31, "
                + "expected one at a time"),
    ]

    @Test(arguments: contracts)
    func everyMistakeOfContractsIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(
            told(mistake.text, "c.csv") { (bytes, file) throws(RefusedFile) in try readContracts(bytes, file: file) }
                == mistake.expected)
    }

    static let allocation: [Mistake] = [
        Mistake(
            "an unknown method", "system,component,method\ns,c,evne\ns,c,by-weight\ns,,even\n",
            "a.csv:2:5: refused: method \"evne\" is not known, expected even",
            "a.csv:3:5: refused: method \"by-weight\" is not known, expected direct, even, revenue, cost, "
                + "shares:CUSTOMER=PERCENT;… or driver:METRIC+…",
            "a.csv:4:3: refused: component is empty, expected a component, or * for any"),
        Mistake(
            "wrong shares",
            "system,component,method\ns,*,shares:\ns,*,shares:a=-1;b=x\ns,*,shares:a=60;b=50\ns,*,shares:a=1;a=2\ns,*,shares:(tax)=1\n",
            "a.csv:2:5: refused: method has the share \"\", expected CUSTOMER=PERCENT as in customer-1=40",
            "a.csv:3:5: refused: method is negative (-1), expected 0 or more",
            "a.csv:3:5: refused: method: found text \"x\", expected a number as in 144 or 0.12",
            "a.csv:4:5: refused: shares add up to 110, expected 100 percent",
            "a.csv:5:5: refused: method names \"a\" twice, expected one share for each customer",
            "a.csv:6:5: refused: method \"(tax)\" begins with \"(\", expected an id as in cloud-run"),
        Mistake(
            "wrong metrics", "system,component,method\ns,*,driver:\ns,*,driver:a++b\ns,*,driver:a+a\n",
            "a.csv:2:5: refused: method \"driver:\" lacks the name of a metric, expected names joined by + as in reads+writes",
            "a.csv:3:5: refused: method \"driver:a++b\" lacks the name of a metric, expected names joined by + as in reads+writes",
            "a.csv:4:5: refused: method \"driver:a+a\" names a metric twice, expected each once"),
    ]

    @Test(arguments: allocation)
    func everyMistakeOfAnAllocationIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(told(mistake.text, "a.csv", readAllocation) == mistake.expected)
    }

    static let rates: [Mistake] = [
        Mistake(
            "wrong rates", "month,currency,rate\n2026-9,EUR,1.08\n2026-09,€,1.08\n2026-09,EUR,0\n2026-09,EUR,-1\n2026-09,EUR,\n",
            "r.csv:2:1: refused: month \"2026-9\" is no month, expected a month as in 2026-09",
            "r.csv:3:9: refused: currency \"€\" is no currency, expected a currency code as in USD",
            "r.csv:4:13: refused: rate is 0, expected a number over 0",
            "r.csv:5:13: refused: rate is -1, expected a number over 0",
            "r.csv:6:13: refused: rate is empty, expected a number as in 144 or 0.12"),
        Mistake(
            "a rate twice", "month,currency,rate\n2026-09,EUR,1.08\n2026-10,EUR,1.08\n2026-09,EUR,1.09\n",
            "r.csv:4:1: refused: rate of EUR for 2026-09 stands twice, expected one a month"),
        Mistake(
            "rates out of bounds", "month,currency,rate\n2026-09,EUR,1000000.1\n2026-09,IDR,0.0000009\n2026-09,X,1e6\n",
            "r.csv:2:13: refused: rate is 1000000.1, expected a rate from 0.000001 to 1000000",
            "r.csv:3:13: refused: rate is 0.0000009, expected a rate from 0.000001 to 1000000"),
    ]

    @Test(arguments: rates)
    func everyMistakeOfRatesIsToldWithItsPlace(_ mistake: Mistake) {
        #expect(told(mistake.text, "r.csv", readRates) == mistake.expected)
    }

    @Test func everyMistakeOfRevenueIsToldWithItsPlace() {
        let text = "month,customer,system,amount,currency\n2026-09,(tax),s,ten,USD\n2026-09,a,s,(5),USD\n"
        #expect(
            told(text, "v.csv") { (bytes, file) throws(RefusedFile) in try readRevenue(bytes, file: file) } == [
                "v.csv:2:9: refused: customer \"(tax)\" begins with \"(\", expected an id as in cloud-run",
                "v.csv:2:17: refused: amount: found text \"ten\", expected a number as in 144 or 0.12",
                "v.csv:3:13: refused: amount \"(5)\" is in parentheses, expected a minus sign for a negative number, as in -12.50",
            ])
    }

    @Test func aMarkCoversTheCellWithItsQuotes() {
        do throws(RefusedFile) {
            _ = try readRates(Array("month,currency,rate\n2026-09,EUR,\"1,08\"\n".utf8), file: "r.csv")
            Issue.record("expected a refusal")
        } catch {
            #expect(error.refusals.map(\.text) == ["2026-09,EUR,\"1,08\""])
            #expect(error.refusals.map(\.width) == [6])
        }
    }
}
