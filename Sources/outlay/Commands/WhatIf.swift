import Billing
import Plans

/// Another allocation sheet than the one in force, tried out and not stored.
struct WhatIf {
    /// The file's name without its folders.
    let name: String
    let rules: [AllocationRule]

    /// Reads the sheet; its mistakes are told on `console` and end the command.
    init(_ path: String, _ console: Console) throws(CommandFailure) {
        do throws(RefusedFile) {
            guard let bytes = try InputFile.bytes(path) else {
                throw RefusedFile([Refusal(at: Origin(file: path), "no such file, expected an allocation sheet")])
            }
            rules = try readAllocation(bytes, file: path)
        } catch {
            for refusal in error.refusals { console.refuse(refusal) }
            throw CommandFailure(
                status: .configuration, message: "\(path): the allocation sheet is refused; nothing was written")
        }
        name = PathName(path).name
    }
}
