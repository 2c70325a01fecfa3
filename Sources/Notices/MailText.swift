import Billing

/// The plain part of a mail: a line for each alert, and under it what is known about it.
func mailText(_ delivery: DueDelivery) -> String {
    var text = ""
    for notice in delivery.notices {
        text += notice.headline + "\n\n"
        for detail in notice.details {
            text += "  " + detail.name + String(repeating: " ", count: max(1, 12 - detail.name.count)) + detail.text + "\n"
        }
        if !notice.details.isEmpty { text += "\n" }
    }
    return text + footer(delivery) + "\n"
}

/// Where a mail comes from.
func footer(_ delivery: DueDelivery) -> String {
    "Sent by outlay through the channel \(cleaned(delivery.channel.id)). Nobody reads answers to this address."
}
