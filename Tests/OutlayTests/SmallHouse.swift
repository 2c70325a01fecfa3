import Foundation
import Testing

/// A folder with tiny inputs, in which the built program works; gone with the last use of it.
final class SmallHouse {
    /// What a program said and how it ended.
    struct Ending {
        var output: String
        var errors: String
        var status: Int32
    }

    let folder: URL

    /// A house with a bill of 30.75 US dollars for October 2026, unless it shall be `bare`.
    init(bare: Bool = false) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("house-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if !bare {
            try write("Inputs/exports/aws/bill.csv", Self.bill([Self.charge("01", "10.50"), Self.charge("02", "20.25")]))
        }
    }

    deinit { do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") } }

    // MARK: Bills and sheets

    static let header =
        "BillingAccountId,SubAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BilledCost,EffectiveCost,"
        + "BillingCurrency,ServiceName,ChargeCategory"

    /// A bill with these records.
    static func bill(_ records: [String]) -> String { ([header] + records).map { $0 + "\n" }.joined() }

    /// A record of one October day, `01` to `30`; `cost` stands there as it is given.
    static func charge(
        _ day: String, _ cost: String, currency: String = "USD", service: String = "Compute", account: String = "b1"
    ) -> String {
        let next = (Int(day) ?? 0) + 1
        return
            "\(account),acct-7,2026-10-01,2026-11-01,2026-10-\(day),2026-10-\(next < 10 ? "0" : "")\(next),\(cost),\(cost),\(currency),"
            + "\(service),Usage"
    }

    static let mapping = "ServiceName,system,component,customer,environment\nCompute,shop,servers,,\n"

    /// A plan of system `shop` with one component.
    static func plan(_ amount: String = "40") -> String {
        """
        plan: shop
        currency: USD
        document: shop.txt
        phases:
          - id: first
            starts: 2026-01
            components:
              - id: servers
                amount: \(amount)

        """
    }

    // MARK: Files

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func write(_ name: String, _ text: String) throws { try write(name, Data(text.utf8)) }

    func write(_ name: String, _ bytes: Data) throws {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try bytes.write(to: file)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

    func read(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// Every published file of the output but those that name runs, by path.
    func published(_ name: String = "Output") throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: self.path(name)) {
            let isMonth = path.hasPrefix("20") && path.contains("/")
            guard isMonth || ["latest.html", "report.xsd", "alerts.jsonl", "alerts.atom"].contains(path) else { continue }
            files[path] = try Data(contentsOf: folder.appendingPathComponent(name + "/" + path))
        }
        return files
    }

    // MARK: Programs

    /// Runs the program in the folder to its end.
    @discardableResult
    func outlay(_ arguments: String..., input: String? = nil, environment: [String: String]? = nil) throws -> Ending {
        try run(builtProgram("outlay"), arguments, input: input, environment: environment)
    }

    /// The night of 2026-11-21.
    @discardableResult
    func night(_ arguments: String...) throws -> Ending {
        try run(builtProgram("outlay"), ["run", "--today", "2026-11-21"] + arguments)
    }

    /// The answer to a query as CSV without its header, lines joined by a newline.
    func ask(_ sql: String) throws -> String {
        let ending = try outlay("query", sql, "--format", "csv")
        try #require(ending.status == 0, "\(ending.errors)")
        return ending.output.components(separatedBy: "\r\n").dropFirst().dropLast().joined(separator: "\n")
    }

    /// Runs a command of the shell in the folder.
    @discardableResult
    func shell(_ command: String) throws -> Ending { try run(URL(fileURLWithPath: "/bin/sh"), ["-c", command]) }

    /// Runs any program in the folder; output goes through files, which cannot fill up as pipes do.
    func run(
        _ program: URL, _ arguments: [String], input: String? = nil, environment: [String: String]? = nil
    ) throws -> Ending {
        let id = UUID().uuidString
        let names = ["in", "out", "err"].map { FileManager.default.temporaryDirectory.appendingPathComponent("said-\(id).\($0)") }
        for name in names { try Data((input ?? "").utf8).write(to: name) }
        defer { for name in names { unsafe unlink(name.path) } }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        if let environment { process.environment = environment }
        process.standardInput = try FileHandle(forReadingFrom: names[0])
        for name in names[1...] { try Data().write(to: name) }
        process.standardOutput = try FileHandle(forWritingTo: names[1])
        process.standardError = try FileHandle(forWritingTo: names[2])
        try process.run()
        process.waitUntilExit()
        return Ending(
            output: String(decoding: try Data(contentsOf: names[1]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: names[2]), as: UTF8.self), status: process.terminationStatus)
    }
}
