#pragma once

// A library that few commands need is loaded by the first that does: loading all of them, with what they stand on, takes longer than
// most commands do.
//
// A target names the functions that it takes in a macro, and gets a table of pointers to them:
//
//     #define EACH_FUNCTION(take) take(compress) take(uncompress)
//     static struct { EACH_FUNCTION(OUTLAY_POINTER) } library;
//     static const char *const names[] = {EACH_FUNCTION(OUTLAY_NAME) 0};
//     … outlay_load("libz.so.1", names, (void **)&library)

#define OUTLAY_POINTER(name) __typeof__(&name) name;
#define OUTLAY_NAME(name) #name,

// Loads the shared library of this name and puts where its functions are into `functions`, in the order of `names`, which ends with
// a null. Returns 0, and loads nothing, where it is not on this machine or lacks one of them.
int outlay_load(const char *library, const char *const *names, void **functions);
