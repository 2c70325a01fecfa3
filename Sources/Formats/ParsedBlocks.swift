import Dispatch
import Glibc
import Synchronization

/// The rest of a file in blocks, in order, each looked at by another thread before it is asked for.
package class LineBlocks {
    /// Bytes taken from the file up to the end of the block handed over last, packed ones where it is packed.
    package fileprivate(set) var consumed: Int64
    fileprivate var onRead: ((Int64) -> Void)?

    fileprivate init(_ consumed: Int64) { self.consumed = consumed }

    /// The next block; nil at the end of the file. It ends with a line end unless it is the last or has none.
    func next() throws(ReadFailure) -> [UInt8]? { nil }
}

/// Blocks with what was made of each. The file is read, and unpacked, by one thread at a time, and its blocks are looked at on all
/// processors; no more of them are kept than are needed to keep those busy.
package final class ParsedBlocks<Made: Sendable>: LineBlocks {
    /// What was made of the block that was handed over last; nil where nothing could be.
    package private(set) var made: Made?
    private let shared: SharedBlocks<Made>
    private var taken = 0
    /// How the file ended, once it has.
    private var ending: SharedBlocks<Made>.Slot?

    /// Reads on from where a source is, which is taken; nil where it is too short to be worth other threads, and stays, or is gone.
    static func ahead(
        of source: inout ByteSource?, _ make: @escaping @Sendable (Span<UInt8>) -> Made?
    ) -> ParsedBlocks? {
        guard let taken = source.take() else { return nil }
        guard taken.left > ByteSource.longEnough else {
            source = consume taken
            return nil
        }
        return ParsedBlocks(taken, make)
    }

    /// Reads on from where `source` is. `make` is called on other threads, with the bytes of one block each time.
    private init(_ source: consuming ByteSource, _ make: @escaping @Sendable (Span<UInt8>) -> Made?) {
        let onRead = source.onRead
        source.onRead = nil
        let consumed = source.consumed
        shared = SharedBlocks(source, make)
        super.init(consumed)
        self.onRead = onRead
        shared.start()
    }

    deinit { shared.stop() }

    override func next() throws(ReadFailure) -> [UInt8]? {
        made = nil
        let slot = ending ?? shared.take(taken)
        switch slot {
        case .empty, .failed:
            // Nothing comes after it: who asks again is told the same.
            ending = slot
            if case .failed(let failure) = slot { throw failure }
            return nil
        case .block(let bytes, let made, let consumed):
            taken += 1
            self.made = made
            self.consumed = consumed
            onRead?(consumed)
            return bytes
        }
    }
}

/// What the threads of a file have in common.
private final class SharedBlocks<Made: Sendable>: Sendable {
    /// The end of the file is an empty slot.
    enum Slot {
        case empty
        case failed(ReadFailure)
        case block([UInt8], Made?, consumed: Int64)
    }

    private struct Reading: ~Copyable {
        var source: ByteSource
        /// What a block has behind its last line end: the beginning of the next.
        var tail: [UInt8] = []
        var blocks = 0
        /// What went wrong behind the block that was read last.
        var failure: ReadFailure?
        var isOver = false
    }

    private static var size: Int { 1 << 20 }
    /// More than four are not kept busy by one that takes what they make; each holds two blocks.
    private let workers: Int
    private let reading: Mutex<Reading>
    private let make: @Sendable (Span<UInt8>) -> Made?
    private let slots: Mutex<[Slot]>
    private let filled: [DispatchSemaphore]
    private let free: DispatchSemaphore

    init(_ source: consuming ByteSource, _ make: @escaping @Sendable (Span<UInt8>) -> Made?) {
        workers = max(1, min(4, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        self.make = make
        reading = Mutex(Reading(source: source))
        let count = 2 * workers + 1
        slots = Mutex(Array(repeating: .empty, count: count))
        filled = (0..<count).map { _ in DispatchSemaphore(value: 0) }
        // One that is let go while it is below its first value ends the program.
        free = DispatchSemaphore(value: 0)
        for _ in 0..<count { free.signal() }
    }

    func start() { for _ in 0..<workers { DispatchQueue.global().async { self.work() } } }

    /// Nobody asks for blocks any more.
    func stop() {
        reading.withLock { $0.isOver = true }
        for _ in 0..<workers { free.signal() }
    }

    /// The block of this number, once it is there; each is asked for once, in order.
    func take(_ block: Int) -> Slot {
        let place = block % filled.count
        filled[place].wait()
        let slot = slots.withLock { slots in
            let slot = slots[place]
            slots[place] = .empty
            return slot
        }
        free.signal()
        return slot
    }

    private func work() {
        while true {
            free.wait()
            let (number, slot) = reading.withLock { reading in (reading.blocks, SharedBlocks.read(&reading)) }
            guard let slot else { return }
            let place = number % filled.count
            let made: Slot
            if case .block(let bytes, _, let consumed) = slot {
                made = .block(bytes, make(bytes.span), consumed: consumed)
            } else {
                made = slot
            }
            slots.withLock { $0[place] = made }
            filled[place].signal()
        }
    }

    /// Reads a block; nil where there is nothing to do any more.
    private static func read(_ reading: inout Reading) -> Slot? {
        guard !reading.isOver else { return nil }
        reading.blocks += 1
        if let failure = reading.failure {
            reading.isOver = true
            return .failed(failure)
        }
        var bytes: [UInt8] = []
        swap(&bytes, &reading.tail)
        // A reader of JSON puts zeros behind it.
        bytes.reserveCapacity(size + bytes.count + 1 + JSONParser.padding)
        do throws(ReadFailure) {
            while bytes.count < size {
                if try !reading.source.read(size - bytes.count, appendingTo: &bytes) {
                    reading.isOver = true
                    break
                }
            }
        } catch {
            // What came before it is looked at first, as it is where one record is read after the other.
            reading.failure = error
            return .block(bytes, nil, consumed: reading.source.consumed)
        }
        if reading.isOver {
            // The end is one more block, an empty one.
            guard !bytes.isEmpty else { return .empty }
            reading.isOver = false
            return .block(bytes, nil, consumed: reading.source.consumed)
        }
        if let end = bytes.lastIndex(of: 10), end + 1 < bytes.count {
            reading.tail = Array(bytes[(end + 1)...])
            bytes.removeLast(bytes.count - end - 1)
        }
        return .block(bytes, nil, consumed: reading.source.consumed)
    }
}
