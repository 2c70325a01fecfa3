package import Billing

/// The files of Inputs other than exports, kept by content with the sequences between which they were in force.
extension History {
    /// A file as it is now or was at a sequence.
    package struct InputVersion: Hashable, Sendable {
        /// Relative to the inputs folder.
        package var path: String
        /// Its bytes.
        package var content: [UInt8]
        /// XXH3 of its bytes with 128 bits, in hexadecimal digits.
        package var hash: String
        /// The sequence that brought it.
        package var knownFrom: Int
        /// Which version of the file it is, from 1.
        package var number: Int

        /// A row of `path, content, hash, known_from`, and how many versions there were by then.
        fileprivate init(_ row: Statement) {
            path = row.text(0)
            content = row.blob(1)
            hash = row.text(2)
            knownFrom = Int(row.integer(3))
            number = Int(row.integer(4))
        }
    }

    /// The files in force at a sequence, by path; nil for now.
    package func inputs(asOf sequence: Int?) throws(HistoryError) -> [InputVersion] {
        try History.inputs(connection, asOf: sequence)
    }

    static func inputs(_ connection: Connection, asOf sequence: Int?) throws(HistoryError) -> [InputVersion] {
        let at = Int64(sequence ?? Int(Int64.max >> 1))
        return try connection.rows(
            """
            SELECT v.path, c.content, v.hash, v.known_from,
                (SELECT count(*) FROM input_version n WHERE n.path = v.path AND n.known_from <= v.known_from)
            FROM input_version v JOIN input_content c ON c.hash = v.hash
            WHERE v.known_from <= ?1 AND (v.known_to IS NULL OR v.known_to > ?1) ORDER BY v.path
            """, [.integer(at)]
        ) { InputVersion($0) }
    }

    /// Every version of the files whose path begins with a prefix, by path and number.
    package func inputVersions(below prefix: String) throws(HistoryError) -> [InputVersion] {
        try connection.rows(
            """
            SELECT v.path, c.content, v.hash, v.known_from,
                (SELECT count(*) FROM input_version n WHERE n.path = v.path AND n.known_from <= v.known_from)
            FROM input_version v JOIN input_content c ON c.hash = v.hash
            WHERE substr(v.path, 1, length(?1)) = ?1 ORDER BY v.path, v.known_from
            """, [.text(prefix)]
        ) { InputVersion($0) }
    }

    /// Takes a changed file (nil content: it is gone), with a sequence of its own. `mapping`, where the file is the mapping,
    /// places every line anew in the same transaction. Returns whether anything changed.
    @discardableResult
    package func takeInput(
        path: String, content: [UInt8]?, hash: String, mapping: Mapping?, run: Int
    ) throws(HistoryError) -> Bool {
        let current = try connection.rows(
            "SELECT hash FROM input_version WHERE path = ? AND known_to IS NULL", [.text(path)]
        ) { $0.text(0) }.first
        if current == (content == nil ? nil : hash) { return false }
        try transaction { () throws(HistoryError) in
            let sequence = try nextSequence("input", path, run: run)
            try connection.run(
                "UPDATE input_version SET known_to = ? WHERE path = ? AND known_to IS NULL", .integer(sequence), .text(path))
            if let content {
                try connection.run(
                    "INSERT INTO input_content VALUES (?, ?) ON CONFLICT DO NOTHING", .text(hash), .blob(content))
                try connection.run(
                    "INSERT INTO input_version (path, hash, known_from) VALUES (?, ?, ?)", .text(path), .text(hash),
                    .integer(sequence))
            }
            if let mapping { try LineStore.map(linesAfter: 0, mapping, sequence, connection) }
        }
        return true
    }
}
