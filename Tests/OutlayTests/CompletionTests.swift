import Foundation
import Testing

@testable import outlay

/// What shells offer, held against the definitions that help is made of; shells that are not installed are passed over.
@Suite struct CompletionTests {
    private static let installed = Shell.allCases.filter { foundTool($0.rawValue) != nil }

    @Test func bashIsThere() { #expect(Self.installed.contains(.bash)) }

    @Test(arguments: installed)
    func everyCommandOptionAndValueIsOffered(_ shell: Shell) throws {
        var expected: [String: Set<String>] = [:]
        for command in CommandSyntax.outlay.tree {
            let help: Set = command == .outlay ? ["help"] : []
            let options = command.options + CommandSyntax.globalOptions
            expected[command.path + " --"] = Set(options.map(\.name))
            if !command.subcommands.isEmpty { expected[command.path + " "] = help.union(command.subcommands.map(\.name)) }
            for option in options where option.value != nil && !option.isValueOptional {
                if let words = option.offered.shown { expected["\(command.path) \(option.name) "] = words }
            }
            if let words = command.arguments.first?.offered.shown { expected[command.path + " "] = words }
        }
        let offered = try offers(shell, Array(expected.keys))
        for (line, words) in expected { #expect(offered[line].map(Set.init) == words, "\(shell): \(line)") }
    }

    @Test(arguments: installed)
    func aValueIsNotTakenForACommand(_ shell: Shell) throws {
        let expected: [String: Set<String>] = [
            "outlay --inputs run plan ": ["check", "show", "diff"],
            "outlay --inputs=run plan ": ["check", "show", "diff"],
            "outlay --quiet plan ": ["check", "show", "diff"],
            "outlay help plan ": ["check", "show", "diff"],
            "outlay plan check ": [],
            "outlay query --format c": ["csv"],
            "outlay changes --since 3 --format ": ["text", "csv", "json"],
            "outlay report --allocation run --mo": ["--month"],
            "outlay query --saved --form": ["--format"],
            "outlay query --saved name --form": ["--format"],
            "outlay query --param a=b --form": ["--format"],
            "outlay verify ": [],
        ]
        let offered = try offers(shell, Array(expected.keys))
        for (line, words) in expected {
            // Where there is no argument zsh offers the options at once.
            let found = Set(try #require(offered[line]).filter { !$0.hasPrefix("-") || line.contains(" --") })
            #expect(found == words, "\(shell): \(line)")
        }
    }

    @Test(arguments: installed)
    func aListGoesOnAfterAComma(_ shell: Shell) throws {
        let line = "outlay report --format html,xl"
        let offered = try #require(try offers(shell, [line])[line])
        // zsh adds to what is there, the others write the word again.
        #expect(offered == (shell == .zsh ? ["xlsx"] : ["html,xlsx"]))
    }

    @Test(arguments: installed)
    func filesAndFoldersAreOffered(_ shell: Shell) throws {
        let house = try SmallHouse(bare: true)
        try house.write("bills/october.csv", "")
        let places = [
            ("outlay ingest \(house.folder.path)/bills/oct", true), ("outlay --inputs \(house.folder.path)/bil", true),
            ("outlay --inputs \(house.folder.path)/bills/oct", false), ("outlay backup \(house.folder.path)/bills/oct", true),
            ("outlay plan diff \(house.folder.path)/bills/oct", true),
            ("outlay plan diff x \(house.folder.path)/bills/oct", true),
            ("outlay --history \(house.folder.path)/bills/oct", true), ("outlay verify \(house.folder.path)/bills/oct", false),
        ]
        let offered = try offers(shell, places.map(\.0))
        for (line, isOffered) in places { #expect(offered[line]?.isEmpty == !isOffered, "\(shell): \(line)") }
    }

    @Test func helpNamesTheWordsThatAreOffered() {
        for command in CommandSyntax.outlay.tree {
            let options = (command.options + CommandSyntax.globalOptions).map { ($0.help, $0.value, $0.offered) }
            for (help, name, offered) in options + command.arguments.map({ ($0.help, $0.name, $0.offered) }) {
                let words = help.firstMatch(of: /\(values[^:]*: ([^;)]*)/).map { String($0.1).components(separatedBy: ", ") }
                if let words { #expect(offered == .words(words) || offered == .list(words), "\(command.path): \(help)") }
                if name?.contains("FILE") == true { #expect(offered == .files, "\(command.path): \(help)") }
                if name == "DIR" { #expect(offered == .folders, "\(command.path): \(help)") }
            }
        }
    }

    @Test(arguments: Shell.allCases)
    func theProgramPrintsThem(_ shell: Shell) throws {
        let ending = try SmallHouse(bare: true).outlay("completions", shell.rawValue)
        #expect(ending.status == 0)
        #expect(ending.errors.isEmpty)
        #expect(ending.output == shell.completion(of: .outlay))
    }

    /// What a shell offers after each of these command lines, whose last words are being written.
    private func offers(_ shell: Shell, _ lines: [String]) throws -> [String: [String]] {
        let house = try SmallHouse(bare: true)
        try house.write("completion", shell.completion(of: .outlay))
        let driver = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Shells/offers.\(shell)").path
        let bare = [Shell.bash: "--norc", .zsh: "-f", .fish: "--no-config"][shell] ?? ""
        let ending = try house.run(
            try #require(foundTool(shell.rawValue)), [bare, driver, house.path("completion")],
            input: lines.map { $0 + "\n" }.joined(), environment: ["PATH": "/usr/bin:/bin", "HOME": house.folder.path])
        #expect(ending.errors == "", "\(shell)")
        var offered: [String: [String]] = [:]
        var line = ""
        for said in ending.output.split(separator: "\n").map(String.init) {
            if said.hasPrefix("> ") {
                line = String(said.dropFirst(2))
                offered[line] = []
            } else {
                offered[line, default: []].append(said)
            }
        }
        return offered
    }
}

extension Offered {
    /// The words it offers; nil where it has none of its own.
    fileprivate var shown: Set<String>? {
        switch self {
        case .words(let words), .list(let words): Set(words)
        case .nothing, .files, .folders: nil
        }
    }
}
