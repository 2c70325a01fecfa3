import Glibc

/// A path taken apart at its last slash.
struct PathName: Hashable, Sendable {
    /// What comes before the last name, without slashes at its end; empty where there is none, `/` for what lies there.
    let folder: String
    /// The last name; `/` for the folder of that name.
    let name: String

    /// Takes a path apart; slashes at its end do not count.
    init(_ path: String) {
        let slash = UInt8(ascii: "/")
        func trimmed(_ part: Substring.UTF8View) -> Substring.UTF8View {
            var part = part
            while part.count > 1, part.last == slash { part.removeLast() }
            return part
        }
        let whole = trimmed(Substring(path).utf8)
        guard let last = whole.lastIndex(of: slash) else {
            folder = ""
            name = String(Substring(whole))
            return
        }
        let head = trimmed(whole[...last])
        let tail = whole[whole.index(after: last)...]
        folder = String(Substring(head))
        name = tail.isEmpty ? folder : String(Substring(tail))
    }

    /// A path from the root on, without `.`, `..` and slashes that say nothing; links are not looked at.
    static func plain(_ path: String) -> String {
        var parts: [Substring] = []
        let here = unsafe path.hasPrefix("/") ? nil : getcwd(nil, 0)
        defer { unsafe free(here) }
        let base = unsafe here.map { unsafe String(cString: $0) + "/" } ?? ""
        for part in (base + path).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}
