import Foundation

/// A program of this package, which is built beside the test runner.
func builtProgram(_ name: String) throws -> URL {
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
