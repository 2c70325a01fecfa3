import Billing
import Foundation

let usage = """
    usage: outlay-sample FOLDER                 write the sample bills, usage and sheets below FOLDER
           outlay-sample --bench LINES FILE     write a large bill of hourly records: JSON lines where FILE ends in
                                                .json, CSV elsewhere
           outlay-sample --worst LINES FILE     the same as CSV, every record of a resource of its own
           outlay-sample --cur LINES FILE       a large data export of AWS (CUR 2.0) as CSV

    """

do {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.count == 1, let folder = arguments.first, !folder.hasPrefix("-") {
        try Sample.write(below: URL(fileURLWithPath: folder, isDirectory: true))
    } else if arguments.count == 3, ["--bench", "--worst", "--cur"].contains(arguments[0]), let lines = Int(arguments[1]),
        lines > 0
    {
        let file = URL(fileURLWithPath: arguments[2])
        if arguments[0] == "--worst" {
            try LargeBill(lines: lines, isWorst: true).write(to: file)
        } else if arguments[0] == "--cur" {
            try LargeDataExport(lines: lines).write(to: file)
        } else if file.pathExtension == "json" {
            try LargeDump(lines: lines).write(to: file)
        } else {
            try LargeBill(lines: lines).write(to: file)
        }
    } else {
        FileHandle.standardError.write(Data(usage.utf8))
        exit(64)
    }
} catch {
    FileHandle.standardError.write(Data("outlay-sample: \(error)\n".utf8))
    exit(73)
}
