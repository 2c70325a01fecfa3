import Glibc

/// A user of this machine, and what the permission bits of files let it do. Access control lists are not looked at.
struct Account: Hashable, Sendable {
    /// What may be done with a file or folder: the bits of one digit of a mode.
    enum Right: mode_t {
        case enter = 1, write = 2, read = 4
    }

    /// Its number and name; the number as text where it has no name.
    let id: uid_t, name: String
    private let groups: Set<gid_t>

    /// The user with this number.
    init(_ id: uid_t) {
        self.id = id
        guard let entry = unsafe getpwuid(id), let text = unsafe entry.pointee.pw_name else {
            name = String(id)
            groups = []
            return
        }
        name = unsafe String(cString: text)
        let first = unsafe entry.pointee.pw_gid
        var count: Int32 = 256
        var found = [gid_t](repeating: 0, count: Int(count))
        let known = unsafe getgrouplist(name, first, &found, &count)
        groups = Set(known >= 0 ? Array(found.prefix(Int(count))) : [first])
    }

    /// The user that this process works for.
    static var current: Account { Account(geteuid()) }

    /// Whether it may do all of this with what has this state.
    func may(_ rights: [Right], _ status: stat) -> Bool {
        if id == 0 { return true }
        let shift: mode_t = status.st_uid == id ? 6 : groups.contains(status.st_gid) ? 3 : 0
        let wanted = rights.reduce(mode_t(0)) { $0 | $1.rawValue } << shift
        return status.st_mode & wanted == wanted
    }
}

/// The state of what lies at a path, links followed; nil where there is nothing to be seen.
func fileStatus(_ path: String) -> stat? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status : nil
}

/// A state's permissions as `chmod` takes them.
func permissionText(_ status: stat) -> String { String(status.st_mode & 0o777, radix: 8) }
