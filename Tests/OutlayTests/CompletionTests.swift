import Foundation
import Testing

@testable import outlay

@Suite struct CompletionTests {
    /// What bash offers after a command line whose last word is being written.
    private func offers(_ words: [String]) throws -> [String] {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/outlay/CommandLine/Completions/outlay.bash").standardizedFileURL.path
        let bash = Process()
        let output = Pipe()
        bash.executableURL = URL(filePath: "/bin/bash")
        bash.arguments =
            [
                "--norc", "-c",
                "source \"$0\"; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _outlay; printf '%s\\n' \"${COMPREPLY[@]}\"", script,
            ] + words
        bash.standardOutput = output
        try bash.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        bash.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func everyCommandAndOptionIsOffered() throws {
        func walk(_ syntax: CommandSyntax) throws {
            let path = syntax.path.split(separator: " ").map(String.init)
            let options = (syntax.options + CommandSyntax.globalOptions).map(\.name)
            #expect(Set(try offers(path + ["--"])) == Set(options), "\(syntax.path)")
            guard !syntax.subcommands.isEmpty else { return }
            let names = Set(try offers(path + [""]))
            #expect(names.subtracting(["help"]) == Set(syntax.subcommands.map(\.name)), "\(syntax.path)")
            try syntax.subcommands.forEach(walk)
        }
        try walk(.outlay)
    }

    @Test func aValueIsNotTakenForACommand() throws {
        #expect(try offers(["outlay", "--inputs", "run", "plan", ""]) == ["check", "show", "diff"])
        #expect(try offers(["outlay", "query", "--format", "c"]) == ["csv"])
        #expect(try offers(["outlay", "doctor", "--format", ""]) == ["text", "json"])
        #expect(try offers(["outlay", "report", "--month", ""]).isEmpty)
        #expect(try offers(["outlay", "changes", "--since", ""]) == ["close"])
        #expect(try offers(["outlay", "changes", "--since", "3", "--format", ""]) == ["text", "csv", "json"])
        #expect(try offers(["outlay", "--allocation", "run", "report", "--mo"]) == ["--month"])
    }
}
