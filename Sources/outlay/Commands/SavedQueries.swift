import Billing
import History

/// The queries that can be asked by name: those that come with the program, and those in the folder `queries` of the inputs, which
/// take the place of others of their name.
struct SavedQueries {
    private let queries: [String: SavedQuery]

    /// Those that come with the program, and those of an inputs folder.
    init(inputs: String) throws(CommandFailure) {
        var queries = SavedQueries.builtIn
        let folder = inputs + "/queries"
        for entry in try SavedQueries.files(folder) {
            let path = folder + "/" + entry.name
            let name = String(entry.name.dropLast(4))
            do throws(RefusedFile) {
                guard let bytes = try InputFile.bytes(path) else { continue }
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw RefusedFile([
                        Refusal(
                            at: Origin(file: path), "is not UTF-8, expected SQL", hint: "convert it: iconv -f latin1 -t utf-8")
                    ])
                }
                queries[name] = SavedQuery(name: name, sql: text)
            } catch {
                let refusal = error.refusals.first
                throw CommandFailure(
                    status: .configuration, message: "\(path): \(refusal?.reason ?? "refused")", hint: refusal?.hint ?? "")
            }
        }
        self.queries = queries
    }

    /// The names, in order.
    var names: [String] { queries.keys.sorted() }

    /// The query of a name; nil where there is none.
    subscript(name: String) -> SavedQuery? { queries[name] }

    /// What is told of each.
    static let columns = ["name", "question", "parameters"]

    /// The rows of `columns`, by name.
    var rows: [[SQLValue]] {
        names.compactMap { queries[$0] }.map { query in
            let parameters = query.parameters.map { "\($0.name) (\($0.fallback))" }.joined(separator: ", ")
            return [query.name, query.question, parameters].map(SQLValue.text)
        }
    }

    private static func files(_ folder: String) throws(CommandFailure) -> [FolderEntry] {
        guard Presence(folder) != .nothing else { return [] }
        do throws(FolderEntry.Failure) {
            return try FolderEntry.entries(of: folder).filter {
                $0.isUTF8 && !$0.isFolder && !$0.name.hasPrefix(".") && $0.name.hasSuffix(".sql")
            }
        } catch {
            throw CommandFailure(
                status: .configuration, message: "\(folder): cannot be read: \(error.reason)",
                hint: "expected a folder of queries, NAME.sql")
        }
    }

    /// Those that come with the program, by name.
    static let builtIn: [String: SavedQuery] = {
        let files: [(String, [UInt8])] = [
            ("after-close", PackageResources.after_close_sql),
            ("budgets", PackageResources.budgets_sql),
            ("customer-change", PackageResources.customer_change_sql),
            ("customers", PackageResources.customers_sql),
            ("deliveries", PackageResources.deliveries_sql),
            ("landing-error", PackageResources.landing_error_sql),
            ("invoices", PackageResources.invoices_sql),
            ("journal", PackageResources.journal_sql),
            ("margin-history", PackageResources.margin_history_sql),
            ("price-or-quantity", PackageResources.price_or_quantity_sql),
            ("renewals", PackageResources.renewals_sql),
            ("service-days", PackageResources.service_days_sql),
            ("token-cost", PackageResources.token_cost_sql),
            ("unmapped", PackageResources.unmapped_sql),
            ("variance", PackageResources.variance_sql),
            ("who-was-told", PackageResources.who_was_told_sql),
            ("year-to-date", PackageResources.year_to_date_sql),
        ]
        let queries = files.map { name, bytes in
            (name, SavedQuery(name: name, sql: String(decoding: bytes, as: UTF8.self)))
        }
        return Dictionary(uniqueKeysWithValues: queries)
    }()
}
