#include "library.h"

#include <dlfcn.h>
#include <string.h>

static int
no_library(const struct library *self, struct hr_err *err)
{
    const char *why = dlerror();
    return hr_fail(err, HR_EIO, "no %s without a library that cannot be loaded: %s", self->purpose,
                   why != NULL ? why : self->file);
}

int
library_load(const struct library *self, void *pointers, size_t size, struct hr_err *err)
{
    void *const loaded = dlopen(self->file, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    int ret = loaded == NULL ? no_library(self, err) : 0;
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
