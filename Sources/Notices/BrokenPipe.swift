import Glibc

/// Does something during which a peer may break off: writing to it then is an error on this thread and ends no program. libcurl keeps
/// from that signal only where it may change how the whole process takes it, which threads cannot share.
func withoutBrokenPipe<Result>(_ work: () -> Result) -> Result {
    var pipe = sigset_t(), before = sigset_t()
    unsafe sigemptyset(&pipe)
    unsafe sigaddset(&pipe, SIGPIPE)
    unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
    defer {
        var none = timespec()
        while unsafe sigtimedwait(&pipe, nil, &none) == SIGPIPE {}
        unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    return work()
}
