#pragma once
#include <sqlite3.h>

/// SQLITE_TRANSIENT, a cast that Swift cannot import.
static inline sqlite3_destructor_type outlay_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/// sqlite3_db_config and sqlite3_config are variadic; these are the calls this package makes.
static inline int outlay_sqlite_db_config(sqlite3 *db, int option, int value) {
  return sqlite3_db_config(db, option, value, (int *)0);
}
