import Foundation
import Testing

/// A program of `Servers` that listens on a port of its own until the value goes.
final class TestServer {
    let port: Int
    /// Where it puts what it was sent.
    let folder: TemporaryFolder
    private let process: Process
    /// It ends with its input at the latest, when the tests end.
    private let input = Pipe()

    init(_ script: String, _ kind: String, _ arguments: String...) throws {
        let python = try #require(Self.python)
        folder = try TemporaryFolder()
        process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Servers/\(script)").path
        process.arguments = [path, kind] + (script == "rude_server.py" ? [] : [folder.path]) + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        var said: [UInt8] = []
        while said.last != 0x0A {
            let bytes = output.fileHandleForReading.availableData
            try #require(!bytes.isEmpty, "\(script) \(kind) did not start")
            said += bytes
        }
        port = try #require(Int(String(decoding: said.dropLast(), as: UTF8.self)))
    }

    /// A thread of the tests may have blocked what can be blocked.
    deinit { kill(process.processIdentifier, SIGKILL) }

    /// A file that it has written.
    func received(_ name: String) throws -> String {
        try String(contentsOf: URL(fileURLWithPath: folder.path + "/" + name), encoding: .utf8)
    }

    /// How many files of a kind it has written.
    func count(_ kind: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).count { $0.hasSuffix("." + kind) }
    }

    /// A Python that has aiosmtpd, else any; nil without one.
    static let python = pythons.first { runs($0, "import aiosmtpd") } ?? pythons.first { runs($0, "") }
    /// Whether mail servers can be had.
    static let hasMail = pythons.contains { runs($0, "import aiosmtpd") } && FileManager.default.isExecutableFile(atPath: openssl)
    /// Makes certificates.
    static let openssl = "/usr/bin/openssl"

    private static let pythons: [String] = {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = ["/usr/bin"] + path.split(separator: ":").map(String.init)
        return folders.map { $0 + "/python3" }.filter { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    private static func runs(_ python: String, _ text: String) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = ["-c", text]
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
