import Billing
import CXlsx
import Glibc

/// Writes tables as an .xlsx workbook with libxlsxwriter: a sheet each, its heading row frozen and with a filter, numbers as numbers
/// and texts as texts, so that nothing in them is a formula. The same tables give the same bytes.
///
/// The library does not see that a write to one of its streams failed, so the workbook is made twice: where bytes were lost, the two
/// are not the same.
func workbook(
    title: String, createdOn day: Day, _ tables: [Table], scratch: String = "/tmp"
) throws(ReportFailure) -> [UInt8] {
    try requireLibxlsxwriter()
    let sheets = tables.map { Sheet($0.rows.count > Report.mostRows ? pointer(to: $0) : $0) }
    let size = room(for: sheets)
    try reserve(size, in: scratch)
    let bytes = try written(title, day, sheets, scratch)
    guard try written(title, day, sheets, scratch) == bytes else {
        throw .workbook(message: "a temporary file in \(scratch) was not written whole")
    }
    // A disk that was full all the while has cut both at the same place.
    try reserve(size, in: scratch)
    return bytes
}

/// The workbook as the library writes it.
///
/// It writes files only; this one has no name and is kept in memory. The sheets on the way to it are files in the folder `scratch` for
/// a moment, without a name but when they are made.
private func written(_ title: String, _ day: Day, _ sheets: [Sheet], _ scratch: String) throws(ReportFailure) -> [UInt8] {
    let file = unsafe memfd_create("workbook", 0)
    guard file >= 0 else { throw .workbook(message: "no memory for it") }
    defer { close(file) }
    var options = unsafe lxw_workbook_options()
    // Row by row, so that memory does not grow with the tables.
    unsafe options.constant_memory = 1
    let folder = unsafe strdup(scratch)
    defer { unsafe free(folder) }
    unsafe options.tmpdir = folder
    guard let book = unsafe workbook_new_opt("/proc/self/fd/\(file)", &options) else { throw .workbook(message: "out of memory") }
    unsafe describe(book, title, day)
    let formats = unsafe CellFormats(book)
    var failure: lxw_error?
    for sheet in sheets where failure == nil { failure = unsafe add(sheet, to: book, formats) }
    if failure == nil {
        let closing = unsafe workbook_close(book)
        if closing != LXW_NO_ERROR { failure = closing }
    } else {
        // To close a book whose first sheet could not be made ends the program.
        unsafe lxw_workbook_free(book)
    }
    if let failure { throw .workbook(message: unsafe String(cString: lxw_strerror(failure))) }
    return try content(of: file)
}

/// How numbers of each kind are shown; a heading is bold.
@safe private struct CellFormats {
    let heading: UnsafeMutablePointer<lxw_format>?
    let numbers: [Table.Column.Kind: UnsafeMutablePointer<lxw_format>]

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        unsafe heading = workbook_add_format(book)
        unsafe format_set_bold(heading)
        unsafe format_set_bottom(heading, UInt8(LXW_BORDER_THIN.rawValue))
        var numbers: [Table.Column.Kind: UnsafeMutablePointer<lxw_format>] = unsafe [:]
        for (kind, pattern) in [
            (Table.Column.Kind.integer, "#,##0"), (.amount, "#,##0.00"), (.quantity, "#,##0.######"), (.percent, "0.00\" %\""),
        ] {
            guard let format = unsafe workbook_add_format(book) else { continue }
            unsafe format_set_num_format(format, pattern)
            unsafe numbers[kind] = format
        }
        unsafe self.numbers = numbers
    }
}

/// Says whose it is, and of which day rather than of which moment.
private func describe(_ book: UnsafeMutablePointer<lxw_workbook>, _ title: String, _ day: Day) {
    var properties = unsafe lxw_doc_properties()
    unsafe properties.created = time_t(day.number) * 86_400
    unsafe title.withCString { text in
        unsafe properties.title = UnsafeMutablePointer(mutating: text)
        unsafe workbook_set_properties(book, &properties)
    }
}

/// Adds a sheet; what it answers is nil where all is well.
private func add(_ content: Sheet, to book: UnsafeMutablePointer<lxw_workbook>, _ formats: CellFormats) -> lxw_error? {
    let table = content.table
    guard let sheet = unsafe workbook_add_worksheet(book, table.name) else { return LXW_ERROR_SHEETNAME_ALREADY_USED }
    for (at, column) in table.columns.enumerated() {
        let failure = unsafe worksheet_set_column(
            sheet, lxw_col_t(at), lxw_col_t(at), Double(min(content.widths[at], 40)) + 3, formats.numbers[column.kind])
        guard failure == LXW_NO_ERROR else { return failure }
    }
    for (at, column) in table.columns.enumerated() {
        let failure = unsafe worksheet_write_string(sheet, 0, lxw_col_t(at), column.name, formats.heading)
        guard failure == LXW_NO_ERROR else { return failure }
    }
    for (line, row) in table.rows.enumerated() {
        for (at, cell) in row.enumerated() {
            let failure = unsafe write(cell, to: sheet, lxw_row_t(line + 1), lxw_col_t(at))
            guard failure == LXW_NO_ERROR else { return failure }
        }
    }
    unsafe worksheet_freeze_panes(sheet, 1, 0)
    guard !table.columns.isEmpty else { return nil }
    let failure = unsafe worksheet_autofilter(sheet, 0, 0, lxw_row_t(table.rows.count), lxw_col_t(table.columns.count - 1))
    return failure == LXW_NO_ERROR ? nil : failure
}

/// What stands for a table that is too long for a sheet.
private func pointer(to table: Table) -> Table {
    let column = Table.Column(name: table.name, kind: .text, unit: "", meaning: "", isExact: false)
    let words = "\(NumberText.integer(table.rows.count)) rows are too many for a sheet; \(table.name).csv has them"
    return Table(name: table.name, columns: [column], rows: TableRows([words]) { [.text($0)] })
}

/// Absent cells stay empty. A spreadsheet keeps 15 digits of a number; the CSV file has all.
private func write(
    _ cell: Cell, to sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t, _ column: lxw_col_t
) -> lxw_error {
    guard let plain = cell.plainText else { return LXW_NO_ERROR }
    if case .text(let raw) = cell {
        return unsafe worksheet_write_string(sheet, row, column, shortened(SafeText(raw).text), nil)
    }
    guard let number = Double(plain) else { return LXW_ERROR_PARAMETER_VALIDATION }
    return unsafe worksheet_write_number(sheet, row, column, number, nil)
}

/// A cell holds 32,767 UTF-16 units at most.
private func shortened(_ text: String) -> String {
    guard text.utf16.count > 32_767 else { return text }
    var kept = String.UnicodeScalarView()
    var units = 0
    for scalar in text.unicodeScalars {
        units += UTF16.width(scalar)
        if units > 32_766 { break }
        kept.append(scalar)
    }
    return String(kept) + "…"
}

/// What was written to the file, from its beginning.
private func content(of file: Int32) throws(ReportFailure) -> [UInt8] {
    let size = Int(lseek(file, 0, SEEK_END))
    guard size > 0 else { throw .workbook(message: "nothing was written") }
    var got = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while got < size {
            let more = unsafe pread(file, buffer.baseAddress?.advanced(by: got), size - got, off_t(got))
            guard more > 0 else { break }
            got += more
        }
        count = got
    }
    guard got == size else { throw .workbook(message: "could not be read back") }
    return bytes
}
