extension History {
    /// A file's state when it was last read to its end.
    package struct KnownFile: Hashable, Sendable {
        /// As the system reports them.
        package var inode: Int64, size: Int64, modified: Int64
        /// A file's state.
        package init(inode: Int64, size: Int64, modified: Int64) {
            self.inode = inode
            self.size = size
            self.modified = modified
        }
    }

    /// Every export that has been read to its end, by path; a file in the same state need not be read again.
    package func knownFiles() throws(HistoryError) -> [String: KnownFile] {
        let rows = try connection.rows("SELECT path, inode, size, modified FROM file") {
            ($0.text(0), KnownFile(inode: $0.integer(1), size: $0.integer(2), modified: $0.integer(3)))
        }
        return Dictionary(rows) { first, _ in first }
    }
}
