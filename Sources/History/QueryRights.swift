import CSQLite

/// What a statement that somebody typed may do and how much it may take. Whatever is not named here is refused.
enum QueryRights {
    /// What SQLite may take in all, in bytes. What its memory costs beside what it counts comes to a third more.
    static let memory: Int64 = 144 << 20
    /// The longest value, and the longest row of an answer, in bytes.
    static let length = 4 << 20
    /// The longest statement, in bytes.
    static let statement = 1 << 20

    /// How much longer than its work a statement rests while a run writes the history: of two processors four who ask take less than the
    /// half that the run leaves.
    static let rest = 4.0

    /// What SQLite holds a statement to.
    static let limits: [(limit: Int32, value: Int32)] = [
        (SQLITE_LIMIT_LENGTH, Int32(length)), (SQLITE_LIMIT_SQL_LENGTH, Int32(statement)), (SQLITE_LIMIT_COLUMN, 2000),
        (SQLITE_LIMIT_EXPR_DEPTH, 1000), (SQLITE_LIMIT_COMPOUND_SELECT, 500), (SQLITE_LIMIT_VDBE_OP, 1_000_000),
        (SQLITE_LIMIT_FUNCTION_ARG, 100), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
        (SQLITE_LIMIT_VARIABLE_NUMBER, 999), (SQLITE_LIMIT_TRIGGER_DEPTH, 0), (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]

    /// Functions that stand where a table does. They have to be known before rights are asked for, since SQLite makes each when it is
    /// first named, and asks then as for a change of the schema.
    static let tables = ["json_each('[]')", "json_tree('[]')", "pragma_table_info('')"]

    private static let pragmas: Set = [
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "database_list", "foreign_key_list",
        "user_version",
    ]

    /// SQLite's own that compute and touch nothing, those of later versions too.
    private static let functions = Set(
        """
        abs changes char coalesce concat concat_ws format glob hex ifnull if iif instr last_insert_rowid length like likelihood likely \
        lower ltrim max min nullif octet_length printf quote random randomblob replace round rtrim sign soundex sqlite_version substr \
        substring total_changes trim typeof unhex unicode unistr unistr_quote unlikely upper zeroblob \
        current_date current_time current_timestamp date datetime julianday strftime time timediff unixepoch \
        avg count group_concat median percentile percentile_cont percentile_disc string_agg sum total \
        cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number \
        acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow power radians sin \
        sinh sqrt tan tanh trunc \
        -> ->> json json_array json_array_insert json_array_length json_error_position json_extract json_group_array \
        json_group_object json_insert json_object json_patch json_pretty json_quote json_remove json_replace json_set json_type \
        json_valid jsonb jsonb_array jsonb_array_insert jsonb_extract jsonb_group_array jsonb_group_object jsonb_insert jsonb_object \
        jsonb_patch jsonb_remove jsonb_replace jsonb_set
        """.split(separator: " ").map(String.init))

    /// What an action is called if a query may not do it; nil where it may. The words are those that SQLite's authoriser gets.
    static func denied(_ action: Int32, _ first: String, _ second: String?) -> String? {
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return nil
        case SQLITE_FUNCTION:
            let name = second ?? ""
            return functions.contains(name) ? nil : "the function \(name)()"
        case SQLITE_PRAGMA:
            // A value would be a setting; of those that take a name it is that.
            let isRead = pragmas.contains(first) && (second == nil || first != "user_version")
            return isRead ? nil : "PRAGMA \(first)"
        // The schema itself cannot be named here: SQLite asks so when it makes a table of a function.
        case SQLITE_UPDATE where first == "sqlite_master" || first == "sqlite_temp_master":
            return "a function in place of a table, other than json_each, json_tree and pragma_table_info"
        case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
            return first.hasPrefix("sqlite_") ? "a change of the schema" : "writing into \(first)"
        case SQLITE_ATTACH: return "ATTACH or VACUUM"
        case SQLITE_DETACH: return "DETACH"
        case SQLITE_TRANSACTION, SQLITE_SAVEPOINT: return "a transaction"
        case SQLITE_ANALYZE, SQLITE_REINDEX: return "ANALYZE or REINDEX"
        default: return "a change of the schema"
        }
    }
}
