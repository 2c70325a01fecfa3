#pragma once
#include <malloc.h>
#include <spawn.h>

// glibc declares these for _GNU_SOURCE only, which Swift's Glibc module does not set.
extern int renameat2(int, const char *, int, const char *, unsigned int);
static const unsigned int outlay_rename_exchange = 1u << 1;  // RENAME_EXCHANGE
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);
static const int outlay_open_path = 010000000;  // O_PATH: to look at what is in a folder takes no right to list it
