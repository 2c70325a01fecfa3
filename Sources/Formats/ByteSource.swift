import CZlib
import Glibc

/// The bytes of a file from its beginning, in blocks; gzip (also of several members) is unpacked on the way.
///
/// The file's identity is taken at the start and compared at the end, so that a file that is being written is noticed.
package struct ByteSource: ~Copyable, @unchecked Sendable {
    /// What tells one state of a file from another without reading it.
    package struct Identity: Equatable, Sendable {
        /// The file's inode number.
        package var inode: Int64
        /// In bytes.
        package var size: Int64
        /// When its content last changed, in nanoseconds since 1970.
        package var modified: Int64

        /// An identity from its parts.
        package init(inode: Int64, size: Int64, modified: Int64) {
            self.inode = inode
            self.size = size
            self.modified = modified
        }
    }

    /// As it was when the file was opened.
    package let identity: Identity
    /// Bytes taken from the file so far, packed ones where it is packed.
    package private(set) var consumed: Int64 = 0
    /// How much of a file is worth a second thread, in bytes.
    static let longEnough: Int64 = 4 << 20
    /// How many bytes of the file have not been taken, as far as its size when it was opened says.
    var left: Int64 { identity.size - consumed }
    /// Told after each block how many bytes of the file have been taken.
    package var onRead: ((Int64) -> Void)?
    private let descriptor: Int32
    private var inflater: Inflater?

    /// Opens a regular file; symbolic links are followed, pipes and devices are not read.
    package init(path: String) throws(ReadFailure) {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(reason: errorText(errno)) }
        let opened: (identity: Identity, isPacked: Bool)
        do throws(ReadFailure) {
            opened = try ByteSource.examine(descriptor)
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
        identity = opened.identity
        inflater = opened.isPacked ? Inflater() : nil
    }

    deinit { close(descriptor) }

    /// Reads up to `count` bytes and appends them to `buffer`; false at the end of the file.
    package mutating func read(_ count: Int, appendingTo buffer: inout [UInt8]) throws(ReadFailure) -> Bool {
        let start = buffer.count
        // No more room than a plain file has left, and one byte to notice that it grew.
        let count = inflater == nil ? min(count, Int(max(0, identity.size - consumed)) + 1) : count
        buffer.append(contentsOf: repeatElement(0, count: count))
        let got: Int
        if inflater != nil {
            got = try inflate(into: &buffer, from: start, count: count)
        } else {
            got = try readBlock(into: &buffer, from: start, count: count)
        }
        buffer.removeLast(count - got)
        if got == 0, try ByteSource.identity(of: descriptor) != identity { throw .changed }
        return got > 0
    }

    private mutating func inflate(into buffer: inout [UInt8], from start: Int, count: Int) throws(ReadFailure) -> Int {
        guard var inflater = inflater.take() else { return 0 }
        var got = 0
        while got == 0 {
            if inflater.needsInput {
                var block = [UInt8](repeating: 0, count: 256 << 10)
                let size = try readBlock(into: &block, from: 0, count: block.count)
                block.removeLast(block.count - size)
                guard size > 0 else {
                    guard inflater.isBetweenMembers else { throw .gzipCut }
                    break
                }
                inflater.feed(block)
            }
            got = try inflater.inflate(into: &buffer, from: start, count: count)
        }
        self.inflater = consume inflater
        return got
    }

    private mutating func readBlock(into buffer: inout [UInt8], from start: Int, count: Int) throws(ReadFailure) -> Int {
        while true {
            let descriptor = descriptor
            let got = unsafe buffer.withUnsafeMutableBytes { bytes in
                unsafe Glibc.read(descriptor, bytes.baseAddress.map { unsafe $0 + start }, count)
            }
            if got >= 0 {
                consumed += Int64(got)
                onRead?(consumed)
                return got
            }
            guard errno == EINTR else { throw .system(reason: errorText(errno)) }
        }
    }

    private static func examine(_ descriptor: Int32) throws(ReadFailure) -> (identity: Identity, isPacked: Bool) {
        let identity = try identity(of: descriptor)
        var magic: (UInt8, UInt8) = (0, 0)
        let count = unsafe pread(descriptor, &magic, 2, 0)
        guard count >= 0 else { throw .system(reason: errorText(errno)) }
        return (identity, count == 2 && magic == (0x1F, 0x8B))
    }

    private static func identity(of descriptor: Int32) throws(ReadFailure) -> Identity {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .system(reason: errorText(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        return Identity(
            inode: Int64(status.st_ino), size: Int64(status.st_size),
            modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
    }
}

/// The system's text for an error number.
func errorText(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text).lowercased()
}
