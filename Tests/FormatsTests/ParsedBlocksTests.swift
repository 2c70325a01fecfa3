import Glibc
import Synchronization
import Testing

@testable import Formats

/// Blocks that other threads look at before they are asked for.
@Suite struct ParsedBlocksTests {
    /// Lines of a CSV file of about 7 MB, some of them within quotes, after a header.
    private static let content: [UInt8] = {
        let records = (0..<1_000).map { number in
            let text = number.isMultiple(of: 37) ? "two\nlines" : "a text that is as long as many others are, or longer"
            return "\(number),\"\(text) \(number)\"\n"
        }
        let some = Array(records.joined().utf8)
        var bytes = Array("number,text\n".utf8)
        for _ in 0..<110 { bytes += some }
        return bytes
    }()

    private static func reader(_ file: TemporaryFile) throws -> CSVReader {
        var csv = CSVReader(try ByteSource(path: file.path))
        #expect(try csv.next() == .record)
        return csv
    }

    @Test func blocksAndRecordsTogetherAreTheFile() throws {
        let file = try TemporaryFile(Self.content)
        var csv = try Self.reader(file)
        // Of every other block nothing is made: its records are read one by one.
        let count = Mutex(0)
        let ahead = try #require(
            csv.readAhead { bytes -> (count: Int, lines: Int)? in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                guard number.isMultiple(of: 2), bytes[bytes.count - 1] == 10 else { return nil }
                return (bytes.count, bytes.indices.count { bytes[$0] == 10 })
            })
        var seen = 1, entered = 0, whole = 0
        while true {
            if try csv.enterBlock() {
                entered += 1
                if let made = ahead.made {
                    #expect(made.count == csv.buffer.count)
                    whole += 1
                    seen += made.lines
                    csv.pass(to: made.count, lines: made.lines)
                    continue
                }
            }
            guard try csv.next() == .record else { break }
            #expect(csv.line == seen + 1)
            seen += 1 + (csv.text(1).utf8.contains(10) ? 1 : 0)
        }
        #expect(seen == Self.content.count { $0 == 10 } && whole > 0 && entered > whole)
        #expect(csv.identity.size == ahead.consumed)
    }

    @Test func aFileThatIsShortIsReadHere() throws {
        let file = try TemporaryFile(Array("a,b\n1,2\n".utf8))
        var csv = try Self.reader(file)
        #expect(csv.readAhead { _ in 0 } == nil)
        #expect(try csv.next() == .record && csv.text(1) == "2")
        #expect(try csv.next() == .end)
    }

    @Test func whoStopsBeforeTheEndIsWaitedForByNobody() throws {
        for blocks in 0..<4 {
            let file = try TemporaryFile(Self.content)
            var csv = try Self.reader(file)
            let ahead = csv.readAhead { _ in 0 }
            for _ in 0..<blocks * 9_000 { #expect(try csv.next() == .record) }
            #expect(ahead != nil)
        }
    }

    @Test func aFileThatChangesWhileItIsReadIsNotTaken() throws {
        let file = try TemporaryFile(Self.content)
        var csv = try Self.reader(file)
        let ahead = csv.readAhead { _ in 0 }
        #expect(try csv.next() == .record && ahead != nil)
        let handle = unsafe fopen(file.path, "a")
        unsafe fputs("more,\"of it\"\n", handle)
        unsafe fclose(handle)
        #expect(throws: ReadFailure.changed) { while try csv.next() == .record {} }
        // Who asks again does not wait for ever.
        #expect(throws: ReadFailure.changed) { _ = try csv.next() }
    }
}
