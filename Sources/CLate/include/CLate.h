#pragma once

// A library that few commands need is loaded by the first that does: loading all of them, with what they stand on, takes longer than
// most commands do.
//
// A target names the functions that it takes in a macro, and gets a function that loads their library for the first caller and says
// whether it is there, and a table of pointers to them:
//
//     #define EACH_FUNCTION(take) take(compress) take(uncompress)
//     OUTLAY_LIBRARY(outlay_zlib_start, zlib, "libz.so.1", EACH_FUNCTION, 1)
//     … if (outlay_zlib_start()) zlib.compress(…)
//
// Or it makes them callable by their own names. Nobody else may see these, so that the library's calls of itself stay its own:
//
//     #pragma GCC visibility push(hidden)
//     OUTLAY_CALL(zlib, uLong, compressBound, (uLong size), (size))
//     #pragma GCC visibility pop

#include <pthread.h>

#define OUTLAY_POINTER(name) __typeof__(&name) name;
#define OUTLAY_NAME(name) #name,

// Defines `int start(void)` and the table `functions`; `ready` is what must be true besides, once it is loaded.
#define OUTLAY_LIBRARY(start, functions, library, EACH_FUNCTION, ready) \
    static struct { EACH_FUNCTION(OUTLAY_POINTER) } functions; \
    static int functions##_are_ready; \
    static void functions##_load(void) { \
        static const char *const names[] = {EACH_FUNCTION(OUTLAY_NAME) 0}; \
        functions##_are_ready = outlay_load(library, names, (void **)&functions) && (ready); \
    } \
    int start(void) { \
        static pthread_once_t once = PTHREAD_ONCE_INIT; \
        pthread_once(&once, functions##_load); \
        return functions##_are_ready; \
    }

#define OUTLAY_CALL(functions, type, name, parameters, arguments) \
    type name parameters { return functions.name arguments; }

// Loads the shared library of this name and puts where its functions are into `functions`, in the order of `names`, which ends with
// a null. Returns 0, and loads nothing, where it is not on this machine or lacks one of them.
int outlay_load(const char *library, const char *const *names, void **functions);
