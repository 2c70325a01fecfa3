import Billing

/// A number in a note: exact up to six decimals, else with two decimals or four significant digits, whichever is more; thousands
/// commas and a true minus sign.
struct NoteNumber {
    /// `−1,234.5`, `0.0000247`.
    let text: String
    /// Whether the text is the number itself, not a rounded one.
    let isExact: Bool

    init(_ number: Amount) {
        var shown = number.rounded(to: 6)
        if shown != number {
            // 1e15 stands for one: the digits of what is below one tell how many zeros follow the point.
            let digits = number.femtos.magnitude < UInt128(Amount.unit) ? String(number.femtos.magnitude).utf8.count : 16
            let decimals = digits == 16 ? 2 : 15 - digits + 4
            shown = number.rounded(to: min(decimals, 15))
        }
        isExact = shown == number
        let parts = shown.magnitude.description.split(separator: ".")
        let whole = parts.first ?? "0"
        var grouped = shown < .zero ? "\u{2212}" : ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.utf8.count - index) % 3 == 0 { grouped += "," }
            grouped.append(digit)
        }
        text = grouped + (parts.count > 1 ? "." + parts[1] : "")
    }
}
