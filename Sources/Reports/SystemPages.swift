import Analysis

/// The files that systems have beside their month's page. A month of one system has none: its page tells everything.
struct SystemPages {
    /// The name of each system's page without its ending, which is its anchor on the month's page too, by the system's id.
    private let names: [String: String]

    /// Those of a month's systems; what no rule matches is no system.
    init(_ systems: [String]) {
        var names: [String: String] = [:]
        var taken: Set<String> = []
        for system in systems.sorted() where system != ReservedComponent.unmapped {
            // A file's name has at most 255 bytes, and some file systems take two cases for one.
            let plain = String(MonthPage.anchor(system).prefix(150))
            var name = plain, count = 1
            while !taken.insert(name.lowercased()).inserted {
                count += 1
                name = "\(plain)-\(count)"
            }
            names[system] = name
        }
        self.names = names
    }

    /// Where a system's row or part is on the month's page.
    func anchor(_ system: String) -> String { names[system] ?? MonthPage.anchor(system) }

    /// The file of a system's own page; nil where it has none.
    func file(_ system: String) -> String? { names.count > 1 ? names[system].map { $0 + ".html" } : nil }

    /// All files.
    var files: [String] { names.keys.sorted().compactMap(file) }
}
