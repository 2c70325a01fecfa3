import Billing
import Reports

/// Puts reports into the output folder so that a reader never sees half of one.
///
/// A month: every file is written into `.outlay-YYYY-MM.PID.new` beside the month's folder and synced, then the two folders
/// exchange names at one moment and the old one is removed. A single file: written beside, synced, renamed. The process's id
/// keeps apart what two of them write into one output. Before the exchange a failure leaves what was published as it was;
/// what a killed process left behind is removed by the next run. What already has the same bytes is not touched.
struct Publisher {
    /// The output folder.
    let output: String

    init(output: String) { self.output = output }

    /// Publishes a month's folder; says whether anything changed.
    @discardableResult
    func publish(_ month: Month, _ files: [ReportFile]) throws(PublishFailure) -> Bool {
        let folder = try Folder.open(output)
        let name = month.description
        let fresh = TemporaryName.of(name)
        try folder.remove(fresh)

        switch try folder.kind(name) {
        case .nothing: break
        case .folder:
            if try Publisher.holds(folder.folder(name), files) { return false }
        case .file, .symlink, .other:
            throw PublishFailure(
                operation: "replace", path: output + "/" + name, reason: "found no folder, expected the month's folder or nothing"
            )
        }
        do throws(PublishFailure) {
            let new = try folder.makeFolder(fresh)
            for file in files { try new.write(file.name, file.bytes) }
            try new.sync()
        } catch {
            // The first failure is the one to tell; a leftover is removed by the next run at the latest.
            do throws(PublishFailure) { try folder.remove(fresh) } catch {}
            throw error
        }
        try Publisher.place(fresh, as: name, in: folder)
        try folder.sync()
        try folder.remove(fresh)
        return true
    }

    /// Publishes a file beside the months' folders; says whether anything changed.
    @discardableResult
    func publish(file name: String, _ bytes: [UInt8]) throws(PublishFailure) -> Bool {
        let folder = try Folder.open(output)
        let fresh = TemporaryName.of(name)
        try folder.remove(fresh)
        switch try folder.kind(name) {
        case .nothing: break
        case .file:
            if try folder.holds(name, bytes) { return false }
        case .folder, .symlink, .other:
            throw PublishFailure(
                operation: "replace", path: output + "/" + name, reason: "found no plain file, expected one or nothing")
        }
        do throws(PublishFailure) {
            try folder.write(fresh, bytes)
            try folder.rename(fresh, to: name)
        } catch {
            do throws(PublishFailure) { try folder.remove(fresh) } catch {}
            throw error
        }
        try folder.sync()
        return true
    }

    /// Makes a folder for files that are needed for a moment only, and says its path; it goes with `removeScratch`, or as any other
    /// leftover with the next run.
    func makeScratch() throws(PublishFailure) -> String {
        let folder = try Folder.open(output)
        try folder.remove(Publisher.scratch)
        return try folder.makeFolder(Publisher.scratch).path
    }

    /// Removes that folder with all that is in it.
    func removeScratch() throws(PublishFailure) { try Folder.open(output).remove(Publisher.scratch) }

    private static var scratch: String { TemporaryName.of("scratch") }

    /// Removes what killed processes have left behind; what another one is writing now stays.
    func removeLeftovers() throws(PublishFailure) {
        let folder = try Folder.open(output)
        for name in try folder.names() where TemporaryName.isLeftover(name, orWithout: true) { try folder.remove(name) }
    }

    /// Gives a month's new folder its name; afterwards the old one, if there was one, has the temporary name. Another process
    /// may have put the month there meanwhile.
    private static func place(_ fresh: String, as name: String, in folder: borrowing Folder) throws(PublishFailure) {
        if try folder.kind(name) == .nothing {
            do throws(PublishFailure) {
                try folder.rename(fresh, to: name)
                return
            } catch {
                if try folder.kind(name) != .folder { throw error }
            }
        }
        try folder.exchange(fresh, with: name)
    }

    /// Whether a folder has exactly these files with these bytes.
    private static func holds(_ folder: borrowing Folder, _ files: [ReportFile]) throws(PublishFailure) -> Bool {
        guard try folder.names() == files.map(\.name).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        else { return false }
        for file in files where try !folder.holds(file.name, file.bytes) { return false }
        return true
    }
}
