import Billing
import Formats

extension Mistakes {
    /// The number that an entry states, and its decimals; at least `least` where that is given. `~` before it says "about", and then
    /// it may stand in quotes.
    func stated(_ entry: Entry, least: Amount? = nil) -> Stated? {
        var digits = entry
        let isApproximate = entry.text.utf8.first == UInt8(ascii: "~")
        if isApproximate {
            digits.text = trimmed(String(entry.text.dropFirst()))
            digits.isQuoted = false
        }
        return number(digits, least: least).map {
            Stated($0, decimals: decimals(of: digits.text), isApproximate: isApproximate)
        }
    }
}

extension Record {
    /// A number and its decimals, at least `least` where that is given.
    func stated(_ name: String, required: Bool = false, least: Amount? = nil) -> Stated? {
        guard let entry = entry(name, required: required, expected: "a number as in 144 or 0.12") else { return nil }
        return mistakes.stated(entry, least: least)
    }
}

extension Fields {
    /// `[low, high]`: two numbers, the lower one first.
    func bounds(_ name: String, least: Amount? = nil) -> (low: Stated, high: Stated)? {
        let expected = "two numbers as in [50, 150]"
        guard let nodes = sequence(name, expected: expected) else { return nil }
        guard nodes.count == 2 else {
            add(
                at: name, "\(name): found a list of \(nodes.count), expected \(expected)",
                hint: "write numbers without thousands commas")
            return nil
        }
        let numbers = nodes.map { node in
            node.entry(name, expected: "a number as in 144 or 0.12", mistakes: mistakes)
                .flatMap { mistakes.stated($0, least: least) }
        }
        guard let low = numbers[0], let high = numbers[1] else { return nil }
        guard low.value <= high.value else {
            mistakes.add(
                at: nodes[0].origin, width: nodes[0].width,
                "\(name) from \(low.value) to \(high.value), expected the lower bound first",
                hint: "write [\(high.value), \(low.value)]")
            return nil
        }
        return (low, high)
    }
}

/// How many decimals a number is written with: 2 of `12.50`, none of `1e6`, 10 of `6.71E-8`.
private func decimals(of number: String) -> Int {
    let mantissa = number.prefix { $0 != "e" && $0 != "E" }
    let places = mantissa.firstIndex(of: ".").map { mantissa[$0...].utf8.count - 1 } ?? 0
    let exponent = Int(number.dropFirst(mantissa.count + 1)) ?? 0
    return max(0, places - min(max(exponent, -1000), 1000))
}
