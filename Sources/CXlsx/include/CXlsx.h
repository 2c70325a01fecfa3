#pragma once
#include <xlsxwriter.h>

// Loads libxlsxwriter, for the first caller; 0 where it is not on this machine. None of its functions may be called before.
int outlay_xlsx_start(void);

// glibc declares it for _GNU_SOURCE only, which Swift's Glibc module does not set.
extern int memfd_create(const char *, unsigned int);
