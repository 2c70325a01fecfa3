import Billing

/// Where the values of a line are stored: what tells it from others of its kind in a row of its own, the rest once for all that have it.
///
/// Which columns are whose is the schema's, so these lists change with a migration only.
enum LineColumns {
    /// The columns of `billed_line`, in their order.
    static let own: [Dimension] = [
        .contractedUnitPrice, .listUnitPrice, .pricingCurrencyContractedUnitPrice, .pricingCurrencyListUnitPrice, .resourceId,
        .resourceName, .skuId, .skuPriceId, .tags,
    ]
    /// The columns of `line_common`, in their order.
    static let common = Dimension.allCases.filter { !own.contains($0) }

    /// Their names, each with a comma before it.
    static func names(_ columns: [Dimension]) -> String { columns.map { ", \($0.name)" }.joined() }
    /// As many parameters, each with a comma before it.
    static func marks(_ columns: [Dimension]) -> String { columns.map { _ in ", ?" }.joined() }
}
