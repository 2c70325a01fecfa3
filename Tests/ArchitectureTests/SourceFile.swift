import Foundation
import Testing

/// A Swift file of the project as the rules see it.
struct SourceFile {
    /// The folder below `Sources`.
    let module: String
    /// The path below the project.
    let path: String
    /// Its lines as written.
    let lines: [String]
    /// Its lines without comments and without what stands in string literals.
    let code: [String]

    /// A file of a module, from its text.
    init(module: String, path: String, text: String) {
        self.module = module
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = Self.code(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// All Swift files below `Sources`, read once.
    static let all = Result { try read() }

    private static func read() throws -> [SourceFile] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let sources = root.appendingPathComponent("Sources").resolvingSymlinksInPath()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
        let files = try paths.sorted().map { path in
            let text = try String(contentsOf: sources.appendingPathComponent(path), encoding: .utf8)
            return SourceFile(module: String(path.prefix { $0 != "/" }), path: "Sources/" + path, text: text)
        }
        try #require(files.count > 20, "the sources were not found below \(sources.path)")
        return files
    }

    /// The text with comments and the insides of string literals taken out, line breaks kept.
    private static func code(_ text: String) -> String {
        let text = Array(text.utf8)
        var result: [UInt8] = []
        var at = 0
        func has(_ mark: StaticString, _ place: Int) -> Bool {
            text[min(place, text.count)...].starts(with: "\(mark)".utf8)
        }
        /// Leaves out what stands up to and with the mark; line breaks stay, so that line numbers do.
        func skip(through end: StaticString) {
            while at < text.count, !has(end, at) {
                if text[at] == UInt8(ascii: "\n") { result.append(text[at]) }
                at += 1
            }
            at += "\(end)".utf8.count
        }
        while at < text.count {
            switch text[at] {
            case UInt8(ascii: "/") where has("//", at):
                while at < text.count, text[at] != UInt8(ascii: "\n") { at += 1 }
            case UInt8(ascii: "/") where has("/*", at):
                at += 2
                skip(through: "*/")
            case UInt8(ascii: "\"") where has("\"\"\"", at):
                at += 3
                skip(through: "\"\"\"")
            case UInt8(ascii: "#") where has("#\"", at):
                at += 2
                skip(through: "\"#")
            case UInt8(ascii: "\""):
                at += 1
                while at < text.count, text[at] != UInt8(ascii: "\""), text[at] != UInt8(ascii: "\n") {
                    at += text[at] == UInt8(ascii: "\\") ? 2 : 1
                }
                if at < text.count, text[at] == UInt8(ascii: "\"") { at += 1 }
            default:
                result.append(text[at])
                at += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
