import Billing

extension HeldDelivery {
    /// What to do about a delivery of `name` that waits; empty where nothing but another delivery helps.
    func hint(for name: String, of source: String) -> String {
        let confirm = "confirm_shrink: true for source \(source)"
        switch remedy {
        case .none: return ""
        case .confirm: return confirm + " takes it as the whole truth about its bill or day"
        case .confirmOrJoin(let other):
            return confirm + " takes it as the whole truth about its bill or day; "
                + "parts: \"\(HeldDelivery.pattern(of: name, other))\" takes both as parts of one"
        case .keepOneShape(let other, let isWhole):
            return "keep one of the two shapes: remove this file, or "
                + (isWhole
                    ? "let it replace those days with \(confirm)"
                    : "leave only the header in \(other) and set \(confirm)")
                + "; a different bill belongs into a source of its own"
        case .separate: return "put this under a name of its own and bring back what was there, or drop that with \(confirm)"
        }
    }

    /// The glob that both names fit: what they begin and end with, and a star between.
    private static func pattern(of one: String, _ other: String) -> String {
        let names = [one, other].map { Array(PathName($0).name) }
        let start = zip(names[0], names[1]).prefix { $0 == $1 }.count
        let end = zip(names[0].dropFirst(start).reversed(), names[1].dropFirst(start).reversed()).prefix { $0 == $1 }.count
        return String(names[0].prefix(start)) + "*" + String(names[0].suffix(end))
    }
}
