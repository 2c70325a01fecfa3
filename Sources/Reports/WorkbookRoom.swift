import Glibc

/// The bytes that the library has in files at most while it makes a workbook of these tables: a sheet as it is collected and once more
/// as it is put into the workbook, the other sheets as they are collected.
///
/// A cell is at most `<c r="XFD1048576" s="99" t="inlineStr"><is><t xml:space="preserve">`, its text and the ends of that, or a number of
/// at most 24 bytes.
func room(for sheets: [Sheet]) -> Int {
    sheets.reduce(65_536) { $0 + $1.room } + (sheets.map(\.room).max() ?? 0)
}

/// Of a text's bytes some are written as `&amp;` or as `_x001F_`.
func room(for text: String) -> Int {
    text.utf8.reduce(112) { $0 + ($1 < 0x20 ? 7 : $1 == 0x26 || $1 == 0x3C || $1 == 0x3E ? 5 : 1) }
}

/// Takes room in a folder and gives it back, which fails where there is not so much. The library would not see that a disk is full,
/// and the workbook would lack rows.
func reserve(_ size: Int, in folder: String) throws(ReportFailure) {
    var name = Array((folder + "/room-XXXXXX").utf8CString)
    let file = unsafe mkstemp(&name)
    var code = errno
    if file >= 0 {
        unsafe unlink(name)
        code = posix_fallocate(file, 0, off_t(size))
        close(file)
    }
    guard file < 0 || code != 0 else { return }
    let reason = unsafe String(cString: strerror(code))
    let words = reason.prefix(1).lowercased() + reason.dropFirst()
    throw .workbook(message: "\(words): it needs \((size + 1_048_575) / 1_048_576) MB in \(folder) for a moment")
}
