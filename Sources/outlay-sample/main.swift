import Billing
import Foundation

let usage = """
    usage: outlay-sample FOLDER                 write the sample bills, usage and sheets below FOLDER
           outlay-sample --bench LINES FILE     write a large bill of hourly records: JSON lines where FILE ends in
                                                .json, CSV elsewhere

    """

do {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.count == 1, let folder = arguments.first, !folder.hasPrefix("-") {
        try Sample.write(below: URL(fileURLWithPath: folder, isDirectory: true))
    } else if arguments.count == 3, arguments[0] == "--bench", let lines = Int(arguments[1]), lines > 0 {
        let file = URL(fileURLWithPath: arguments[2])
        if file.pathExtension == "json" {
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
