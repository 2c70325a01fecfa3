import Billing
import Glibc
import Notices

/// Sends a test through a channel, and says how each delivery went.
func alertsTestCommand(_ place: Workplace, channel id: String) throws(CommandFailure) -> ExitStatus {
    guard let channel = place.settings.channels.first(where: { $0.id == id }) else {
        let known = place.settings.channels.map(\.id)
        throw CommandFailure(
            status: .usage, message: "no channel \"\(id)\" in the settings",
            hint: known.isEmpty ? "channels in the settings names them" : "known are \(known.joined(separator: ", "))")
    }
    // Seconds differ from test to test, so that none is taken for a repeat of the one before.
    let due = channel.test(time(nil), day: place.today)
    var failed = false
    deliver(due, secretsIn: place.globals.inputs, at: Workplace.moment()) { outcome in
        if let failure = outcome.failure {
            failed = true
            place.console.fail(Console.printable("\(failure)"), hint: Console.printable(failure.hint))
        } else {
            place.console.put(Console.printable("channel \(channel.id), \(outcome.delivery.recipient): taken") + "\n")
        }
    }
    return failed ? .undelivered : .done
}
