import Billing

/// The options that every command takes, before or after its name.
struct GlobalOptions: Hashable, Sendable {
    /// How much is said on standard error.
    enum Verbosity: Hashable, Sendable {
        case quiet, normal, verbose
    }

    /// When messages are coloured.
    enum Color: String, CaseIterable, Sendable {
        case auto, always, never
    }

    /// Where exports, plans and sheets lie.
    var inputs = "Inputs"
    /// Where reports go.
    var output = "Output"
    /// The history's file; nil for what the settings say.
    var history: String?
    /// The settings' file; nil for `outlay.yaml` in the inputs.
    var config: String?
    /// What to take for today; nil for the UTC date.
    var today: Day?
    /// Of `--quiet` and `--verbose` the last counts.
    var verbosity = Verbosity.normal
    /// Auto: on a terminal.
    var color = Color.auto
}
