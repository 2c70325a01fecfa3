/// Whether a variance helps or hurts the result.
package enum Effect: String, Sendable {
    case favourable
    case adverse
    case onPlan = "on plan"
}
