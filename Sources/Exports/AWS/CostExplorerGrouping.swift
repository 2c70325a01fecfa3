import Billing
import Formats

/// What an answer of Cost Explorer is grouped by, one of up to two.
struct CostExplorerGrouping: Equatable {
    /// DIMENSION, TAG, COST_CATEGORY or PRODUCT_ATTRIBUTE.
    private let type: String
    /// The dimension or the tag.
    let key: String

    /// An entry of GroupDefinitions.
    init(_ value: JSONValue) {
        type = value["Type"]?.text ?? "DIMENSION"
        key = value["Key"]?.text ?? ""
    }

    /// What an answer is grouped by, for people.
    static func names(_ grouping: [CostExplorerGrouping]) -> String {
        grouping.isEmpty ? "nothing" : grouping.map(\.key).joined(separator: " and ")
    }

    /// Whether FOCUS has a column for it.
    var isTold: Bool { type == "TAG" || type == "DIMENSION" && (key == "RECORD_TYPE" || dimension != nil) }

    private var dimension: Dimension? {
        switch key {
        case "SERVICE": .serviceName
        case "LINKED_ACCOUNT": .subAccountId
        case "REGION": .regionId
        case "AZ": .availabilityZone
        case "USAGE_TYPE": .skuMeter
        case "RESOURCE_ID": .resourceId
        case "LEGAL_ENTITY_NAME": .publisherName
        case "INVOICING_ENTITY": .invoiceIssuerName
        default: nil
        }
    }

    /// Says in a charge what a group's key stands for.
    func describe(_ draft: inout ChargeDraft, _ text: String, _ tags: inout TagPairs) {
        if type == "TAG" {
            // `customer$acme`; `customer$` for what has no such tag. A value may have a `$` itself.
            let mark = key + "$"
            if text.hasPrefix(mark) { tags.add(Array(key.utf8), Array(text.dropFirst(mark.count).utf8)) }
            return
        }
        guard type == "DIMENSION" else { return }
        if key == "RECORD_TYPE" {
            let kind = LineItemKind(text.utf8.filter { $0 != UInt8(ascii: " ") })
            draft.set(.chargeCategory, kind.category.rawValue)
            draft.set(.chargeFrequency, kind.frequency)
            if kind == .refund { draft.set(.chargeClass, "Correction") }
        } else if let dimension {
            draft.set(dimension, text)
            // Cost Explorer lists taxes as a service.
            if key == "SERVICE", text == "Tax" { draft.set(.chargeCategory, ChargeCategory.tax.rawValue) }
        }
    }
}
