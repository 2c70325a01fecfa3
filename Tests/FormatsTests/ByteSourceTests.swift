import Foundation
import Testing

@testable import Formats

/// All bytes of a file, read in blocks of `block`.
private func read(_ file: TemporaryFile, block: Int = 1_000) throws(ReadFailure) -> [UInt8] {
    var source = try ByteSource(path: file.path)
    var bytes: [UInt8] = []
    while try source.read(block, appendingTo: &bytes) {}
    return bytes
}

/// Bytes without a pattern that is short.
private func content(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 7) } }

@Suite struct ByteSourceTests {
    @Test(arguments: [0, 1, 2, 999, 1_000, 1_001, 300_000], [1, 7, 1_000, 256 << 10])
    func aPlainFileIsReadAsItIs(count: Int, block: Int) throws {
        guard count <= 10_000 || block >= 1_000 else { return }
        let bytes = content(count)
        #expect(try read(TemporaryFile(bytes), block: block) == bytes)
    }

    @Test(arguments: [0, 1, 1_000, 65_535, 65_536, 300_000])
    func aPackedFileIsReadUnpacked(count: Int) throws {
        let bytes = content(count)
        #expect(try read(TemporaryFile(gzipMember(bytes))) == bytes)
    }

    /// Providers append members, as `cat a.gz b.gz` does; a member may be empty.
    @Test func membersAreReadOneAfterTheOther() throws {
        let parts = [content(10), [], content(70_000), content(1)]
        #expect(try read(TemporaryFile(parts.flatMap(gzipMember))) == parts.flatMap { $0 })
    }

    @Test(arguments: [1, 511, 600_000]) func zerosAfterAMemberArePadding(count: Int) throws {
        let bytes = content(100)
        #expect(try read(TemporaryFile(gzipMember(bytes) + [UInt8](repeating: 0, count: count))) == bytes)
    }

    @Test func aMemberThatIsCutAnywhereIsRefused() throws {
        let member = gzipMember(content(50))
        for count in 2..<member.count {
            #expect(throws: ReadFailure.gzipCut, "cut after \(count) bytes") {
                try read(TemporaryFile(Array(member.prefix(count))))
            }
        }
        for count in stride(from: member.count + 1, to: 2 * member.count, by: 3) {
            #expect(throws: ReadFailure.gzipCut, "cut after \(count) bytes") {
                try read(TemporaryFile(Array((member + member).prefix(count))))
            }
        }
    }

    /// Every byte of a member counts but those that say when, where and under which flags it was made.
    @Test func aDamagedMemberIsRefused() throws {
        let bytes = content(50)
        let member = gzipMember(bytes)
        for at in member.indices where !(3..<10).contains(at) && at > 1 {
            var damaged = member
            damaged[at] ^= 1
            #expect(throws: ReadFailure.self, "byte \(at)") { try read(TemporaryFile(damaged)) }
        }
    }

    @Test func somethingElseAfterAMemberIsRefused() throws {
        let member = gzipMember(content(50))
        #expect(throws: ReadFailure.gzipDamaged) { try read(TemporaryFile(member + Array("a,b\n".utf8))) }
        #expect(throws: ReadFailure.gzipDamaged) { try read(TemporaryFile(member + [0, 0, 7])) }
        #expect(throws: ReadFailure.gzipDamaged) { try read(TemporaryFile(member + [0] + member)) }
    }

    @Test func aFileThatGrowsWhileItIsReadIsNotTaken() throws {
        let file = try TemporaryFile(content(5_000))
        var source = try ByteSource(path: file.path)
        var bytes: [UInt8] = []
        _ = try source.read(1_000, appendingTo: &bytes)
        try file.append([1])
        var failure: ReadFailure?
        do throws(ReadFailure) { while try source.read(1_000, appendingTo: &bytes) {} } catch { failure = error }
        #expect(failure == .changed)
    }

    @Test func aPackedFileThatGrowsWhileItIsReadIsNotTaken() throws {
        let file = try TemporaryFile(gzipMember(content(5_000)))
        var source = try ByteSource(path: file.path)
        var bytes: [UInt8] = []
        _ = try source.read(1_000, appendingTo: &bytes)
        try file.append(gzipMember([1]))
        var failure: ReadFailure?
        do throws(ReadFailure) { while try source.read(1_000, appendingTo: &bytes) {} } catch { failure = error }
        #expect(failure == .changed)
    }

    @Test func aFolderIsNoFile() {
        #expect(throws: ReadFailure.notAFile) { _ = try ByteSource(path: FileManager.default.temporaryDirectory.path) }
    }

    @Test func aMissingFileIsToldInTheSystemsWords() {
        #expect(throws: ReadFailure.system(reason: "no such file or directory")) { _ = try ByteSource(path: "/nowhere/bill.csv") }
    }

    @Test func whatWasTakenIsCounted() throws {
        let file = try TemporaryFile(content(2_500))
        var source = try ByteSource(path: file.path)
        #expect(source.identity.size == 2_500)
        var bytes: [UInt8] = []
        while try source.read(1_000, appendingTo: &bytes) {}
        #expect(source.consumed == 2_500)
    }
}
