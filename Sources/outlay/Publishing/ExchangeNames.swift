import CLinux

/// `renameat2` with RENAME_EXCHANGE: two names in a folder change places at one moment. False with `errno` set on failure.
func exchangeNames(in folder: CInt, _ name: String, _ other: String) -> Bool {
    unsafe renameat2(folder, name, folder, other, outlay_rename_exchange) == 0
}
