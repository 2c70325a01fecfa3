#pragma once
#include <xlsxwriter.h>

// glibc declares it for _GNU_SOURCE only, which Swift's Glibc module does not set.
extern int memfd_create(const char *, unsigned int);
