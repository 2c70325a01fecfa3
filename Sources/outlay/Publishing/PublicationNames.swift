import History

/// What lies beside a publication: `costs.sqlite` has `costs.metadata.yaml`, `costs.datasette.yaml` and `costs.grafana.json`.
struct PublicationNames {
    private let file: String
    /// The file's name without its extension, as Datasette has it.
    private let stem: String

    /// Of a file by its name in its folder.
    init(_ file: String) {
        self.file = file
        let dot = file.lastIndex(of: ".")
        let isExtension = dot.map { $0 != file.startIndex && file.index(after: $0) != file.endIndex } ?? false
        stem = isExtension ? String(file[..<(dot ?? file.endIndex)]) : file
    }

    private var metadata: String { stem + ".metadata.yaml" }
    private var configuration: String { stem + ".datasette.yaml" }
    private var dashboard: String { stem + ".grafana.json" }

    /// The names, in order.
    var all: [String] { [metadata, configuration, dashboard] }

    /// The files of a copy with the queries that it can be asked.
    func texts(_ copy: PublishedCopy, _ queries: [FormQuery]) -> [CopyText] {
        let datasette = DatasetteFiles(database: stem, sequence: copy.sequence, tables: copy.tables, queries: queries)
        let mark = CopyText.mark(file)
        let head =
            "# \(mark)\n# Datasette 1.0 takes --metadata and --config; before, --metadata and --setting sql_time_limit_ms 10000.\n"
        let board = String(decoding: PackageResources.grafana_json, as: UTF8.self)
        return [
            CopyText(name: metadata, text: head + datasette.metadata),
            CopyText(name: configuration, text: head + datasette.configuration),
            CopyText(name: dashboard, text: board.replacing("WRITTEN", with: mark)),
        ]
    }
}
