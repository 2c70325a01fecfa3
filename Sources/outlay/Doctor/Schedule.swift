import Glibc

/// What starts outlay at night on this machine, as far as it can be read.
struct Schedule: Hashable, Sendable {
    /// The lines of cron and the timers of systemd that name it, as `FILE: LINE`.
    var starts: [String] = []
    /// Why some of it will not be started.
    var findings: [Finding] = []

    /// The line that starts a night.
    static let example = "17 4 * * *  outlay  \(share(of: program))/cron/nightly"
    /// The command that installs it.
    static let installing = "cp \(share(of: program))/cron/crontab.example /etc/cron.d/outlay"

    /// Where the files beside a program lie that is installed as `PREFIX/bin/outlay`; of one that is not, where it would be.
    static func share(of program: String) -> String {
        let ending = "/bin/outlay"
        return (program.hasSuffix(ending) ? String(program.dropLast(ending.count)) : "/usr/local") + "/share/outlay"
    }

    /// The path of this program.
    private static var program: String {
        unsafe realpath("/proc/self/exe", nil).map { path in
            defer { unsafe free(path) }
            return unsafe String(cString: path)
        } ?? ""
    }

    /// Reads cron's tables and systemd's timers; `root` is where the system's files begin, empty for the machine's. `isUser` says
    /// whether there is a user of a name.
    init(root: String = "", isUser: (String) -> Bool = { unsafe getpwnam($0) != nil }) {
        let folder = root + "/etc/cron.d"
        // What cannot be read is nobody's mistake: crontabs of users are theirs.
        for name in names(in: folder) { read(folder + "/" + name, root: root, hasUser: true, isDropIn: true, isUser) }
        read(root + "/etc/crontab", root: root, hasUser: true, isDropIn: false, isUser)
        let tables = root + "/var/spool/cron/crontabs"
        for name in names(in: tables) { read(tables + "/" + name, root: root, hasUser: false, isDropIn: false, isUser) }
        let units = ["/etc", "/usr/local/lib", "/usr/lib", "/lib"].map { $0 + "/systemd/system" }.map {
            root + $0 + "/outlay.timer"
        }
        guard let timer = units.first(where: { Presence($0) != .nothing }) else { return }
        // A link there is what enabling makes; where it leads to does not matter here.
        if Presence(root + "/etc/systemd/system/timers.target.wants/outlay.timer") != .nothing {
            starts.append("\(timer): enabled")
        } else {
            findings.append(
                Finding(
                    timer, "is not enabled", expected: "a timer that starts outlay", hint: "systemctl enable --now outlay.timer"))
        }
    }

    private func names(in folder: String) -> [String] {
        do throws(FolderEntry.Failure) { return try FolderEntry.entries(of: folder).map(\.name) } catch { return [] }
    }

    /// Takes the lines of a table that name outlay. cron says nothing of a file in cron.d that it passes over.
    private mutating func read(
        _ path: String, root: String, hasUser: Bool, isDropIn: Bool, _ isUser: (String) -> Bool
    ) {
        guard let status = fileStatus(path), let text = fileText(path) else { return }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().filter { _, line in
            line.contains("outlay") && !line.drop { $0 == " " || $0 == "\t" }.hasPrefix("#") && !isSetting(line)
        }
        guard let last = lines.last else { return }
        starts += lines.map {
            "\(path):\($0.offset + 1): \($0.element.split(whereSeparator: \.isWhitespace).joined(separator: " "))"
        }
        let word = shellWord(path)
        func add(_ found: String, _ expected: String, _ hint: String) {
            findings.append(Finding(path, found, expected: expected, hint: hint))
        }
        let name = PathName(path).name
        let isTaken = name.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-".unicodeScalars.contains($0))
        }
        if isDropIn, !isTaken {
            let plain = String(name.prefix { $0 != "." })
            add(
                "cron passes over a file of this name", "letters, digits, - and _ only",
                "mv \(word) \(shellWord(folder(of: path) + "/" + plain))")
        }
        if hasUser, status.st_uid != 0 {
            add(
                "belongs to \(Account(status.st_uid).name), so that cron passes over it", "one that belongs to root",
                "chown root \(word)")
        }
        if hasUser, status.st_mode & 0o022 != 0 {
            add(
                "has mode \(permissionText(status)), so that cron passes over it", "one that only root can write",
                "chmod 644 \(word)")
        }
        if last.offset == text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 {
            add("its last line has no line end, so that cron passes over it", "a line end", "echo >> \(word)")
        }
        for line in lines {
            let place = "\(path):\(line.offset + 1)"
            var words = line.element.split(whereSeparator: \.isWhitespace).map(String.init)
            words.removeFirst(min(words.count, words.first?.hasPrefix("@") == true ? 1 : 5))
            if hasUser, !words.isEmpty {
                let user = words.removeFirst()
                if !isUser(user) {
                    findings.append(
                        Finding(
                            place, "there is no user \(user)", expected: "the user whose nights they are",
                            hint: "adduser --system \(shellWord(user))"))
                }
            }
            if let command = words.first, command.hasPrefix("/"), unsafe access(root + command, X_OK) != 0 {
                findings.append(
                    Finding(
                        place, "\(command): \(systemReason(errno))", expected: "a program",
                        hint: "make install, or name the program that is there"))
            }
        }
    }

    /// Whether a line of a table sets a variable, such as MAILTO.
    private func isSetting(_ line: Substring) -> Bool {
        let head = line.prefix { $0 != "=" }
        return head.count < line.count && !head.isEmpty && head.allSatisfy { $0.isLetter || $0 == "_" || $0 == " " }
    }
}
