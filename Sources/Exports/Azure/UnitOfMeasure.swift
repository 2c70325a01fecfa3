import Billing

/// Azure's unit of measure, which is a block of units: `10K`, `100 Hours`, `1 GB/Month`.
struct UnitOfMeasure: Equatable {
    /// How many units a price is for.
    var block: Int128
    /// The unit: Hours, GB/Month, or Units for what has no name.
    var unit: String

    /// Reads the text; one unit of that name where it does not begin with a number.
    init(_ text: String) {
        let text = String(text.trimmingSpaces)
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        var rest = text.dropFirst(digits.count)
        guard digits.utf8.count <= 15, var block = Int128(digits), block > 0 else {
            self.init(block: 1, unit: text.isEmpty ? "Units" : text)
            return
        }
        if let letter = rest.first, letter != " ", letter != "/" {
            guard let factor = UnitOfMeasure.factors[letter],
                rest.dropFirst().first ?? " " == " " || rest.dropFirst().first == "/"
            else {
                self.init(block: 1, unit: text)
                return
            }
            block *= factor
            rest = rest.dropFirst()
        }
        let name = rest.trimmingSpaces
        self.init(block: block, unit: name.isEmpty ? "Units" : name.first == "/" ? "Units" + name : String(name))
    }

    private init(block: Int128, unit: String) {
        self.block = block
        self.unit = unit
    }

    private static let factors: [Character: Int128] = ["K": 1_000, "M": 1_000_000, "B": 1_000_000_000, "T": 1_000_000_000_000]

    /// How many blocks a number of units is, rounded half to even at 1e-15.
    func blocks(_ quantity: ParsedDecimal) -> ParsedDecimal {
        block == 1 ? quantity : ParsedDecimal(amount: quantity.amount.scaled(by: 1, over: block), residue: 0)
    }
}

extension StringProtocol {
    /// Without the spaces at either end.
    fileprivate var trimmingSpaces: SubSequence {
        let rest = drop { $0 == " " }
        return rest.prefix(rest.count - rest.reversed().prefix { $0 == " " }.count)
    }
}
