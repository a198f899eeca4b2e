/* library.h: a shared library that is loaded when it is needed, not when the program starts: some
 * bring fifty others with them, and most commands use none.
 *
 *   #define ZOO(F) F(zoo_open) F(zoo_close)               the functions that are used, listed once
 *   struct zoo { ZOO(LIBRARY_POINTER) };                  types are those of the library's header
 *   static const char *const zoo_names[] = { ZOO(LIBRARY_NAME) };
 *
 *   struct zoo zoo;
 *   ret = library_load(&(struct library){ "libzoo.so.2", "animals", zoo_names, 1 << 20 }, &zoo,
 *                      sizeof zoo, err);
 *   animal = zoo.zoo_open(path);
 *
 * Loading twice costs some microseconds. What was loaded stays to the end of the process, for glib
 * cannot be taken out of one. Thread-safety: any number of threads at once. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include "err.h"

#include <stddef.h>

#define LIBRARY_POINTER(function) __typeof__(function) *function;
#define LIBRARY_NAME(function) #function,

struct library {
    const char *file;        /* "librsvg-2.so.2"; the loader knows where */
    const char *purpose;     /* what there is not without it: "PNG and PDF" */
    const char *const *name; /* of the functions; those of libraries that it brings count too */
    size_t
        memory; /* that it takes at most while it is loaded, with what it brings: asked for before
                      (memory.h), for some end the process that has none then */
};

/* Fills a struct of pointers to the functions, in the order of their names. HR_EIO: there is no
 * such library, or it lacks a function. HR_ENOMEM. */
HR_CHECKED int library_load(const struct library *self, void *pointers, size_t size,
                            struct hr_err *err);

#endif
