#include "CLate.h"

#include <dlfcn.h>

int outlay_load(const char *library, const char *const *names, void **functions) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return 0;
    for (; *names; names++, functions++) {
        *functions = dlsym(handle, *names);
        if (!*functions) {
            dlclose(handle);
            return 0;
        }
    }
    return 1;
}
