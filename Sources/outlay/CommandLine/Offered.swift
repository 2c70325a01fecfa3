/// What a shell offers where a value or an argument is being written.
enum Offered: Hashable, Sendable {
    /// Nothing: it is known to whoever writes it.
    case nothing
    case files
    case folders
    /// One of these.
    case words([String])
    /// Some of these, with commas.
    case list([String])

    /// The words of a type that the command line is read into.
    static func one<Choice: RawRepresentable<String> & CaseIterable>(of: Choice.Type) -> Offered {
        .words(Choice.allCases.map(\.rawValue))
    }

    /// Those, where several may be given.
    static func some<Choice: RawRepresentable<String> & CaseIterable>(of: Choice.Type) -> Offered {
        .list(Choice.allCases.map(\.rawValue))
    }
}
