import Billing

extension Plan {
    /// Checks that follow from what the figures are, without a word of the document.
    func impliedChecks(_ values: FigureValues) -> [Check] {
        phases.flatMap { $0.driverChecks(values) + volumeChecks(of: $0) } + tierBoundChecks + capacityChecks
    }

    /// The volumes that a phase has in common with tiers: everything but peaks and parts of a metric. A tier's flows are for a day,
    /// so that a volume for a month counts only where the document says how many days that has.
    func volumesOfTiers(in phase: PlanPhase) -> [(volume: Volume, days: Amount)] {
        phase.volumes.compactMap { volume in
            guard volume.kind != .peak, volume.feature == nil else { return nil }
            if volume.kind == .level || volume.isDaily { return (volume, Amount(1)) }
            return monthDays.map { (volume, Amount($0)) }
        }
    }

    /// In a phase that is called by a tier, volumes lie within the tier's bounds; a bound that is open has no figure.
    private func volumeChecks(of phase: PlanPhase) -> [Check] {
        guard let tier = tiers.first(where: { $0.id == phase.tier }) else { return [] }
        return volumesOfTiers(in: phase).flatMap { volume, days in
            func limit(_ end: String) -> Formula {
                let figure = Formula.figure("tier.\(tier.id).\(volume.metric).\(end)")
                return days == Amount(1) ? figure : .product([figure, .number(days)])
            }
            return [Check.Relation.atMost(limit("to")), .atLeast(limit("from"))].map {
                Check(phase.id + "." + volume.id, $0, origin: phase.origin)
            }
        }
    }

    /// A tier begins where the one before it ends, so that every value is in exactly one.
    private var tierBoundChecks: [Check] {
        zip(tiers, tiers.dropFirst()).flatMap { smaller, tier in
            tier.bounds.map { bound in
                let end = Formula.figure("tier.\(smaller.id).\(bound.metric).to")
                return Check(
                    "tier.\(tier.id).\(bound.metric).from", .equals(.sum([end, .number(Amount(1))])), origin: tier.origin)
            }
        }
    }

    /// What a tier offers is enough for the largest installation that belongs to it.
    private var capacityChecks: [Check] {
        tiers.flatMap { tier in
            // The formulas of the sizing, over the figures of the tier's upper bounds.
            var formulas: [String: Formula] = [:]
            for bound in tier.bounds where bound.high != nil {
                formulas[bound.metric] = .figure("tier.\(tier.id).\(bound.metric).to")
            }
            for output in sizing where output.formula.figures.allSatisfy({ formulas[$0] != nil }) {
                formulas[output.id] = output.formula.replacingFigures { formulas[$0] ?? .figure($0) }
            }
            let outputs = Set(sizing.map(\.id))
            return tier.capacities.compactMap { capacity -> Check? in
                guard outputs.contains(capacity.output), let needed = formulas[capacity.output] else { return nil }
                return Check("tier.\(tier.id).\(capacity.output)", .atLeast(needed), origin: tier.origin)
            }
        }
    }
}

extension PlanPhase {
    /// An amount is what its quantities come to at the prices that the document states; a range has that in it.
    fileprivate func driverChecks(_ values: FigureValues) -> [Check] {
        components.flatMap { component -> [Check] in
            let figure = id + "." + component.id
            guard let driver = component.driver, let cost = driver.statedCost(of: figure, values) else { return [] }
            if component.amount != nil { return [Check(figure, .equals(cost), origin: component.origin)] }
            guard component.low != nil else { return [] }
            return [
                Check(figure + ".low", .atMost(cost), origin: component.origin),
                Check(figure + ".high", .atLeast(cost), origin: component.origin),
            ]
        }
    }
}

extension Driver {
    /// The cost from the figures of quantities and prices of the component; nil where a price is not stated.
    fileprivate func statedCost(of component: String, _ values: FigureValues) -> Formula? {
        let costs = parts.compactMap { part -> Formula? in
            let isOnlyOne = parts.count == 1 && values.figure(component + ".price") != nil
            let place = isOnlyOne ? component : component + "." + part.id
            guard let price = values.stated(place + ".price", .single)?.value else { return nil }
            var factors = [Formula.number(part.quantity.value)]
            if let days, values.figure(place + ".per-day") != nil {
                factors = [.figure(place + ".per-day"), .number(Amount(days))]
            } else if values.figure(place + ".quantity") != nil {
                factors = [.figure(place + ".quantity")]
            }
            let cost = Formula.product(factors + [.figure(place + ".price")])
            // The price is for so many units as it is times the unit price, which was rounded at 1e-15.
            let units = price.divided(by: part.unitPrice)?.rounded(to: 6) ?? Amount(1)
            return units == Amount(1) || units.isZero ? cost : .ratio(cost, .number(units))
        }
        guard costs.count == parts.count else { return nil }
        return costs.count == 1 ? costs.first : .sum(costs)
    }
}
