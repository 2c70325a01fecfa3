import Foundation

/// The scripts that read published files as others do, and what `.ci/browser` installs for them.
enum PageReaders {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let python = root.appendingPathComponent(".build/browser/bin/python3")

    /// Whether a browser, its checkers and the readers are installed.
    static let areReady = FileManager.default.fileExists(atPath: root.appendingPathComponent(".build/browser/ready").path)

    /// Whether Datasette, in both of its versions, and DuckDB are installed too.
    static let haveDatasette = FileManager.default.fileExists(
        atPath: root.appendingPathComponent(".build/browser/datasette-1.0").path)

    /// Runs a script to its end; what it printed and its exit status.
    static func run(_ script: String, _ arguments: [String]) throws -> (text: String, status: Int32) {
        let process = Process()
        process.executableURL = areReady ? python : foundTool("python3")
        process.arguments = [root.appendingPathComponent("Tests/OutlayTests/Browser/" + script).path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (String(decoding: data, as: UTF8.self), process.terminationStatus)
    }

    /// The entries of a feed as a reader of feeds has them: id, time of the last change and title; nil where it finds it ill-formed, with
    /// what it says printed. Without feedparser Python's reader of XML stands in.
    static func entries(ofFeed file: String) throws -> [[String]]? {
        let read = try run("read_feed.py", [file])
        guard read.status == 0 else {
            print(read.text)
            return nil
        }
        return read.text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }
}
