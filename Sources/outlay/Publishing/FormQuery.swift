/// A saved query as a web form asks it. Its fields are texts, so that one which is left empty stands for no value, and one whose
/// default is a number is taken for a number. Without comments, in which a form would look for fields.
struct FormQuery: Hashable, Sendable {
    let name: String
    let title: String
    /// What it answers, and what a field that is left empty stands for.
    let description: String
    /// The names of the fields, in the order of the head, then of the SQL.
    let parameters: [String]
    let sql: String

    init(_ query: SavedQuery) {
        let numbers = Set(query.parameters.filter { $0.fallback.first?.isNumber == true }.map(\.name))
        var found: [String] = []
        var sql: [UInt8] = []
        var rest = Array(query.sql.utf8)[...]
        func drop(through end: String) { rest = FormQuery.after(Array(end.utf8), rest.dropFirst(2)) }
        while let byte = rest.first {
            let next = rest.dropFirst().first ?? 0
            switch (byte, next) {
            case (UInt8(ascii: "-"), UInt8(ascii: "-")): rest = rest.drop { $0 != UInt8(ascii: "\n") }
            case (UInt8(ascii: "/"), UInt8(ascii: "*")): drop(through: "*/")
            case (UInt8(ascii: "'"), _), (UInt8(ascii: "\""), _), (UInt8(ascii: "`"), _), (UInt8(ascii: "["), _):
                let end = byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : byte
                let after = FormQuery.after([end], rest.dropFirst())
                sql += rest[..<after.startIndex]
                rest = after
            case (UInt8(ascii: ":"), _), (UInt8(ascii: "@"), _), (UInt8(ascii: "$"), _):
                let name = String(decoding: rest.dropFirst().prefix(while: FormQuery.isOfName), as: UTF8.self)
                rest = rest.dropFirst(1 + name.utf8.count)
                guard !name.isEmpty else {
                    sql.append(byte)
                    continue
                }
                if !found.contains(name) { found.append(name) }
                sql += (numbers.contains(name) ? "CAST(nullif(:\(name), '') AS NUMERIC)" : "nullif(:\(name), '')").utf8
            default:
                sql.append(byte)
                rest.removeFirst()
            }
        }
        let blank = " \n\r\t;".utf8
        while let last = sql.last, blank.contains(last) { sql.removeLast() }
        self.sql = String(decoding: sql.drop(while: blank.contains), as: UTF8.self)
        let stated = query.parameters.map(\.name).filter(found.contains)
        parameters = stated + found.filter { !stated.contains($0) }
        name = query.name
        title = query.title
        let fields = query.parameters.map { "\($0.name): \($0.fallback)" }.joined(separator: "; ")
        description = query.question + (fields.isEmpty ? "" : " A field left empty stands for its default (\(fields)).")
    }

    /// What comes after the first `end`; nothing where there is none.
    private static func after(_ end: [UInt8], _ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while !rest.isEmpty, !rest.starts(with: end) { rest.removeFirst() }
        return rest.dropFirst(end.count)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        byte | 0x20 &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_") || byte >= 0x80
    }
}
