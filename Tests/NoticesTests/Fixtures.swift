import Billing
import Foundation
import Notices
import Testing

let day = Day(year: 2026, month: 10, day: 20)
let moment = Timestamp(day: day, second: 6 * 3600)

/// An alert about a budget of 4,000 USD in October.
func notice(
    _ alert: Int = 17, run: Int = 3, budget: String = "energy-platform", owner: String? = nil, threshold: Int = 80,
    actual: Amount = Amount(3240), state: Notice.State = .raised
) -> Notice {
    Notice(
        alert: alert, run: run, budget: budget, owner: owner, period: "2026-10", threshold: threshold, actual: actual,
        amount: Amount(4000), unit: .money(Currency("USD")), state: state, day: day, daysGone: 20, days: 31)
}

/// A channel that sends mail to people.
func mailChannel(
    _ recipients: [String] = ["finance@example.org"], from: Int = 80, timeout: Int = 10,
    carrier: Mailing.Carrier = .smtp(SMTPServer(host: "localhost"))
) -> Channel {
    Channel(
        id: "finance", kind: .mail(Mailing(to: recipients, sender: "outlay@example.org", carrier: carrier)), from: from,
        timeout: timeout)
}

/// What everything that is written is held against: several kinds of alerts, one of them with hostile texts.
func exampleDelivery(_ channel: Channel = mailChannel()) throws -> DueDelivery {
    var first = notice(owner: "Platform team", actual: try Amount(parsing: "3240.119"))
    first.pace = try Amount(parsing: "162.00595")
    first.landing = try Amount(parsing: "5022.18445")
    first.report = "https://reports.example.org/2026-10/?a=1&b=2#budgets"
    var tokens = notice(18, budget: "Tokens für München", owner: "team@example.org", threshold: 100)
    tokens.unit = .usage("tokens")
    tokens.basis = .forecast
    tokens.actual = Amount(3_100_000)
    tokens.amount = Amount(4_000_000)
    tokens.period = "2026-Q4"
    var hostile = notice(
        19, budget: "a\r\nBcc: all@example.org\u{1B}[31m\u{202E}<script>alert(\"1\")</script> & co", actual: Amount(3000))
    hostile.owner = "<!channel> =?UTF-8?Q?x?="
    hostile.report = "javascript:alert(1)"
    hostile.period = "2026-10-05"
    let corrected = notice(20, budget: "planogram", actual: Amount(3000), state: .corrected)
    return DueDelivery(channel: channel, recipient: "finance@example.org", notices: [first, tokens, hostile, corrected])
}

/// Sends one mail or request; nil where it went well.
func send(_ due: DueDelivery, secretsIn folder: String = "") -> DeliveryFailure? { sendAll([due], secretsIn: folder)[0].failure }

/// Sends all, and gives how each went.
func sendAll(_ due: [DueDelivery], secretsIn folder: String = "") -> [SendOutcome] {
    var outcomes: [SendOutcome] = []
    deliver(due, secretsIn: folder, at: moment) { outcomes.append($0) }
    return outcomes
}
