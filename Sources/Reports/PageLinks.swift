import Billing

/// Where a page's links lead: relative, so that the output folder can be moved and opened from a disk.
struct PageLinks {
    /// Where the page stands.
    enum Place {
        /// `YYYY-MM/index.html`.
        case month
        /// `latest.html`, beside the months' folders.
        case latest
    }

    let place: Place
    let month: Month

    /// The month's own file of this name.
    func own(_ name: String) -> String { place == .month ? name : "\(month)/\(name)" }
    /// Another month's report.
    func report(_ other: Month) -> String { (place == .month ? "../" : "") + "\(other)/index.html" }
    /// A file beside the months' folders.
    func above(_ name: String) -> String { (place == .month ? "../" : "") + name }
}
