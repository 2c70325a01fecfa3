import Glibc

/// How far reading has come, on a terminal's last line: files, bytes and the time left. Elsewhere nothing is shown.
final class Progress {
    private let total: Int64
    private let files: Int
    private let isShown: Bool
    private let start = Progress.now()
    private var last = 0.0
    private var done: Int64 = 0
    private var finished = 0
    private var isDrawn = false

    /// Progress over so many files of so many bytes in all.
    init(files: Int, bytes: Int64, _ console: Console) {
        self.files = files
        total = bytes
        isShown = isatty(STDERR_FILENO) == 1 && !console.isQuiet && bytes > 4 << 20
    }

    /// Shows that `bytes` of the current file have been read, at most ten times a second.
    func read(_ bytes: Int64) {
        guard isShown else { return }
        let now = Progress.now()
        guard now - last >= 0.1, now - start >= 0.3 else { return }
        last = now
        draw(done + bytes, elapsed: now - start)
    }

    /// Counts a delivery of so many files and bytes as read.
    func passed(files: Int, bytes: Int64) {
        finished += files
        done += bytes
    }

    /// Clears the line, before something else is said.
    func clear() {
        guard isDrawn else { return }
        isDrawn = false
        Progress.write("\r\u{1B}[K")
    }

    private func draw(_ bytes: Int64, elapsed: Double) {
        let share = total > 0 ? min(1, Double(bytes) / Double(total)) : 1
        let width = 24
        let full = Int(share * Double(width))
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        let left = share > 0.02 ? Int(elapsed / share - elapsed) : nil
        let time = left.map { "  \($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60) left" } ?? ""
        Progress.write(
            "\r\u{1B}[K\(bar)  file \(min(files, finished + 1)) of \(files), \(bytes >> 20) of \(total >> 20) MB\(time)")
        isDrawn = true
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        // What a terminal does not take is not missed.
        _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    private static func now() -> Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
