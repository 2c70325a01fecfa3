import Foundation

/// A program of this package: the one in the folder that the environment's OUTLAY_PROGRAMS names where it is there, as `make test` has
/// the release build, with which a night of the sample takes a fifth of the time; else the one that is built beside the test runner.
func builtProgram(_ name: String) throws -> URL {
    if let programs = ProcessInfo.processInfo.environment["OUTLAY_PROGRAMS"] {
        let file = URL(fileURLWithPath: programs).appendingPathComponent(name)
        if FileManager.default.isExecutableFile(atPath: file.path) { return file }
    }
    var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
        let file = folder.appendingPathComponent(name)
        var isFolder = ObjCBool(false)
        let exists = unsafe FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
        if exists, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: file.path) { return file }
        folder.deleteLastPathComponent()
    }
    throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: name])
}
