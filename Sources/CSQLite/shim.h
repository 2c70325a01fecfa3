#pragma once
#include <sqlite3.h>
#include <string.h>

/// SQLITE_TRANSIENT, a cast that Swift cannot import.
static inline sqlite3_destructor_type outlay_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/// sqlite3_db_config and sqlite3_config are variadic; these are the calls this package makes.
static inline int outlay_sqlite_db_config(sqlite3 *db, int option, int value) {
  return sqlite3_db_config(db, option, value, (int *)0);
}

/// Reads the first bytes of the main database's file as they are, through the descriptor that SQLite has; zeros beyond its end and
/// where there is no file. Nothing is locked, and nothing is made beside it.
static inline int outlay_sqlite_first_bytes(sqlite3 *db, void *bytes, int count) {
  sqlite3_file *file = 0;
  memset(bytes, 0, (size_t)count);
  int code = sqlite3_file_control(db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK || !file || !file->pMethods) return code;
  code = file->pMethods->xRead(file, bytes, count, 0);
  return code == SQLITE_IOERR_SHORT_READ ? SQLITE_OK : code;
}
