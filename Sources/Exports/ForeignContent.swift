/// Files that are neither CSV nor JSON nor a log and that are told by their first bytes.
enum ForeignContent {
    /// What a file is that begins with these bytes, and what to do about it; nil where they could be those of an export.
    static func found(_ bytes: [UInt8]) -> (reason: String, hint: String)? {
        let known: [(start: String, reason: String, hint: String)] = [
            ("PK\u{3}\u{4}", "is a ZIP archive or a workbook", "unpack it, or save the sheet as CSV; gzip is read as it is"),
            ("PAR1", "is Parquet", "have it exported as CSV; gzip is read as it is"),
            ("%PDF-", "is a PDF", "fetch the bill's CSV from where the PDF came from"),
            ("BZh", "is packed with bzip2", "unpack it, or pack it with gzip"),
            ("<", "is XML or a web page", "look into it: a download may have brought a login page or an error"),
        ]
        if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            return ("is packed with zstd, expected CSV, JSON or a log", "unpack it, or pack it with gzip")
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            // A byte order mark.
            return ("is UTF-16, expected UTF-8", "convert the file: iconv -f utf-16 -t utf-8")
        }
        guard let match = known.first(where: { bytes.starts(with: Array($0.start.utf8)) }) else { return nil }
        return (match.reason + ", expected CSV, JSON or a log", match.hint)
    }
}
