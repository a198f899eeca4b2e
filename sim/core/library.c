#include "library.h"

#include "memory.h"

#include <dlfcn.h>
#include <string.h>

static int
no_library(const struct library *self, struct hr_err *err)
{
    const char *why = dlerror();
    return hr_fail(err, HR_EIO, "no %s without a library that cannot be loaded: %s", self->purpose,
                   why != NULL ? why : self->file);
}

static int
open_library(const struct library *self, void **loaded, struct hr_err *err)
{
    enum { HOW = RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE };
    *loaded = dlopen(self->file, HOW | RTLD_NOLOAD);
    if (*loaded != NULL)
        return 0;
    const int ret = memory_at_hand(self->memory, self->purpose, err);
    if (ret != 0)
        return ret;
    *loaded = dlopen(self->file, HOW);
    return *loaded == NULL ? no_library(self, err) : 0;
}

int
library_load(const struct library *self, void *pointers, size_t size, struct hr_err *err)
{
    void *loaded = NULL;
    int ret = open_library(self, &loaded, err);
    for (size_t i = 0; ret == 0 && i < size / sizeof(void *); i++) {
        void *const function = dlsym(loaded, self->name[i]);
        if (function == NULL)
            ret = no_library(self, err);
        else
            memcpy((char *)pointers + i * sizeof function, &function, sizeof function);
    }
    if (loaded != NULL)
        (void)dlclose(loaded); /* it stays loaded */
    return ret;
}
