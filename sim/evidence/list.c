#define _GNU_SOURCE /* vasprintf */
#include "list.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
list_room(void *list, size_t n, size_t size, struct hr_err *err)
{
    if (n > 0 && (n & (n - 1)) != 0)
        return 0;
    void *old;
    memcpy(&old, list, sizeof old);
    void *more = n > SIZE_MAX / 2 / size ? NULL : realloc(old, (n == 0 ? 1 : 2 * n) * size);
    if (more == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a list of %zu", n + 1);
    memcpy(list, &more, sizeof more);
    return 0;
}

int
list_add_text(char ***list, size_t *n, const char *text, struct hr_err *err)
{
    return list_add_format(list, n, err, "%s", text);
}

int
list_add_format(char ***list, size_t *n, struct hr_err *err, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const int ret = list_add_args(list, n, err, fmt, args);
    va_end(args);
    return ret;
}

int
list_add_args(char ***list, size_t *n, struct hr_err *err, const char *fmt, va_list args)
{
    const int ret = list_room(list, *n, sizeof **list, err);
    if (ret != 0)
        return ret;
    if (vasprintf(&(*list)[*n], fmt, args) < 0)
        return hr_fail(err, HR_ENOMEM, "no memory for a text");
    ++*n;
    return 0;
}

size_t
list_find_text(char *const *list, size_t n, const char *text)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], text) == 0)
            return i;
    return SIZE_MAX;
}

void
list_free_texts(char **list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i]);
    free(list);
}
