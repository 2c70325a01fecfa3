import Billing

/// Which log counts a call of a model that several logs have: the one that was taken first.
///
/// A log that grows, or is rotated, finds its own calls again. Claims are part of the delivery's transaction and go with it.
struct CallClaims {
    private let connection: Connection
    private let hash: ContentHash
    private let source: String
    private let log: Int64

    /// The claims of a log, named as it is for as long as it is that log. A call in two sources is two calls.
    init(_ connection: Connection, hash: @escaping ContentHash, source: String, log: String) {
        self.connection = connection
        self.hash = hash
        self.source = source
        self.log = CallClaims.number("\(source)/\(log)", hash)
    }

    /// Notes a call as this log's; false where it is another's.
    func claim(_ call: Hash128) throws(HistoryError) -> Bool {
        let key = CallClaims.number("\(source)/\(call)", hash)
        let owner = try connection.integer("SELECT log FROM call WHERE call = ?", .integer(key))
        if owner == nil { try connection.run("INSERT INTO call VALUES (?, ?)", .integer(key), .integer(log)) }
        return owner == nil || owner == log
    }

    private static func number(_ text: String, _ hash: ContentHash) -> Int64 {
        let bytes = Array(text.utf8)
        return Int64(bitPattern: hash(bytes.span).low)
    }
}
