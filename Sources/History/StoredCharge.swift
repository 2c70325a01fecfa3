import Billing

/// A charge as its row has it: of each measure the floor and what is left (MeasureColumns), costs at 1e-15 and quantities at 1e-9.
struct StoredCharge {
    let key: ChargeDay.Key
    let records: Int64
    /// In the order of `MeasureColumns.names`; 0 where absent.
    private var values: [16 of Int64] = .init(repeating: 0)
    /// A bit for each measure that it has.
    private var present: UInt8 = 0

    /// A charge, its quantities rounded half to even.
    init(_ charge: ChargeDay) throws(HistoryError) {
        key = charge.key
        records = charge.records
        for columns in MeasureColumns.all {
            guard let sum = charge[columns.measure] else { continue }
            guard let (high, low) = StoredCharge.split(sum.femtos, columns.measure) else {
                throw .beyondBounds(subject: "a line's \(columns.measure.name) of a day")
            }
            set(columns.measure, high, low)
        }
    }

    /// A row that has the measures' columns from `first` on, and then the count of records.
    init(_ key: ChargeDay.Key, _ row: Statement, from first: Int) {
        self.key = key
        records = row.integer(first + MeasureColumns.names.count)
        for columns in MeasureColumns.all {
            let place = first + 2 * columns.measure.rawValue
            if !row.isNull(place) { set(columns.measure, row.integer(place), row.integer(place + 1)) }
        }
    }

    private mutating func set(_ measure: Measure, _ high: Int64, _ low: Int64) {
        present |= 1 << UInt8(measure.rawValue)
        values[2 * measure.rawValue] = high
        values[2 * measure.rawValue + 1] = low
    }

    /// What the floors count, in units of 1e-15.
    private static let costUnit: Int64 = 1_000_000_000, quantityUnit: Int64 = 1_000_000_000_000_000

    /// The floor of units of 1e-15, and what it leaves, as a measure's columns have them; nil beyond 64 bits.
    private static func split(_ femtos: Int128, _ measure: Measure) -> (high: Int64, low: Int64)? {
        let unit = measure.isCost ? costUnit : quantityUnit
        var high: Int64, low: Int64
        if let small = Int64(exactly: femtos) {
            // Nearly all are below 9,223, and 128 bits take ten times as long to divide.
            (high, low) = small.quotientAndRemainder(dividingBy: unit)
            if low < 0 { (high, low) = (high - 1, low + unit) }
        } else {
            let floor = floorDivide(femtos, Int128(unit))
            guard let fitting = Int64(exactly: floor) else { return nil }
            (high, low) = (fitting, Int64(femtos - floor * Int128(unit)))
        }
        guard !measure.isCost else { return (high, low) }
        let (nanos, rest) = low.quotientAndRemainder(dividingBy: 1_000_000)
        low = nanos + (rest > 500_000 || rest == 500_000 && nanos % 2 == 1 ? 1 : 0)
        guard low == 1_000_000_000 else { return (high, low) }
        return high == Int64.max ? nil : (high + 1, 0)
    }

    /// A measure that a charge has so much of that a row has no room for it.
    static func measure(beyondBoundsOf charge: ChargeDay) -> Measure? {
        MeasureColumns.all.first { columns in
            guard let sum = charge[columns.measure] else { return false }
            let unit = columns.measure.isCost ? costUnit : quantityUnit
            return sum.femtos < Int128(Int64.min) * Int128(unit) || sum.femtos > Int128(Int64.max) * Int128(unit)
        }?.measure
    }

    /// What it costs, the greater of BilledCost and EffectiveCost without their signs, in units of 1e-6.
    var gross: Double {
        max(abs(Double(values[2 * Measure.billedCost.rawValue])), abs(Double(values[2 * Measure.effectiveCost.rawValue])))
    }

    /// Whether another charge has the same measures, amounts and count of records.
    func hasAmounts(of other: StoredCharge) -> Bool {
        guard records == other.records, present == other.present else { return false }
        return values.indices.allSatisfy { values[$0] == other.values[$0] }
    }

    /// The same, as it is put aside.
    var charge: ChargeDay {
        var charge = ChargeDay(key, records: records)
        for columns in MeasureColumns.all where present & (1 << UInt8(columns.measure.rawValue)) != 0 {
            let place = 2 * columns.measure.rawValue, isCost = columns.measure.isCost
            let whole = Int128(values[place]) * Int128(isCost ? StoredCharge.costUnit : StoredCharge.quantityUnit)
            charge[columns.measure] = Amount(femtos: whole + Int128(values[place + 1]) * (isCost ? 1 : 1_000_000))
        }
        return charge
    }

    /// Its sum with a further part of the same.
    func adding(_ part: StoredCharge) throws(HistoryError) -> StoredCharge {
        // So many records were never counted.
        guard records >= 0, !records.addingReportingOverflow(part.records).overflow else {
            throw .damaged("a charge has \(records) records")
        }
        var sum = charge
        sum.add(part.charge)
        return try StoredCharge(sum)
    }

    /// Adds the values of its measures and the count of its records to those of a row.
    func append(to row: inout RowBytes) {
        for place in values.indices {
            if present & (1 << UInt8(place / 2)) != 0 { row.append(values[place]) } else { row.appendNull() }
        }
        row.append(records)
    }

    /// Binds the values of its measures and the count of its records from `first` on.
    func bind(to statement: Statement, from first: Int) {
        for place in values.indices {
            if present & (1 << UInt8(place / 2)) != 0 {
                statement.bind(first + place, values[place])
            } else {
                statement.bindNull(first + place)
            }
        }
        statement.bind(first + values.count, records)
    }
}
