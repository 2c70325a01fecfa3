import Billing
import Glibc

/// Hands a mail to a program by its input, started without a shell; it may take so many milliseconds. Its words come back through a file: no pipe can fill up or break.
func mail(
    _ message: [UInt8], of delivery: DueDelivery, by words: [String], _ milliseconds: Int
) throws(DeliveryFailure) {
    let program = cleaned(words[0])
    // Such programs take lines as this system writes them.
    guard let input = Scratch(message.filter { $0 != 0x0D }), let output = Scratch([]) else {
        throw delivery.failure(.program(-1), "no file could be made in memory for \(program): \(systemMessage(errno))")
    }
    let started = start(words, input.descriptor, output.descriptor)
    guard started.code == 0 else {
        throw delivery.failure(.program(-1), "\(program) does not start: \(systemMessage(started.code))")
    }
    guard let status = wait(for: started.process, milliseconds: milliseconds) else {
        throw delivery.failure(.timeout, "\(program) did not end within \(delivery.channel.timeout) s")
    }
    // As wait(2) has it: the low seven bits are the signal that ended the program, the next byte its own status.
    let signal = status & 0x7F, code = Int(status >> 8 & 0xFF)
    guard signal == 0 else { throw delivery.failure(.program(-1), "\(program) was ended by signal \(signal)") }
    guard code == 0 else {
        let said = output.firstLine
        throw delivery.failure(.program(code), "\(program) ended with status \(code)" + (said.isEmpty ? "" : ": \(said)"))
    }
}

/// Starts a program in a group of its own, without our blocked signals; its two outputs go to one file.
private func start(_ words: [String], _ input: Int32, _ output: Int32) -> (code: Int32, process: pid_t) {
    var actions = unsafe posix_spawn_file_actions_t(), attributes = posix_spawnattr_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
        unsafe posix_spawn_file_actions_destroy(&actions)
        unsafe posix_spawnattr_destroy(&attributes)
    }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 2)
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setpgroup(&attributes, 0)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    var process: pid_t = 0
    let code = unsafe posix_spawn(&process, words[0], &actions, &attributes, &arguments, environ)
    return (code, process)
}

/// How a process ended; nil where it took too long, and was ended with all of its group.
private func wait(for process: pid_t, milliseconds: Int) -> Int32? {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(milliseconds)
    var status: Int32 = 0
    while true {
        let ended = unsafe waitpid(process, &status, WNOHANG)
        if ended == process { return status }
        guard clock.now < end, ended == 0 || errno == EINTR else { break }
        usleep(5_000)
    }
    kill(-process, SIGKILL)
    while unsafe waitpid(process, &status, 0) == -1, errno == EINTR {}
    return nil
}
