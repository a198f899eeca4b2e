#include "input_names.h"

#include "text.h"

#include <string.h>

/* An absolute path without "." and "..", as a reader of it would walk; what goes above the root
 * stays there. */
static const char *
walked(const char *here, const char *path, struct arena *arena)
{
    const char *whole = path[0] == '/' ? path : arena_format(arena, "%s/%s", here, path);
    char *out = arena_zero(arena, strlen(whole) + 2, 1);
    size_t length = 0;
    if (out == NULL)
        return "";
    while (*whole != '\0') {
        const size_t n = strcspn(whole, "/");
        if (n == 2 && strncmp(whole, "..", 2) == 0) {
            while (length > 0 && out[--length] != '/')
                ;
        } else if (n > 0 && !(n == 1 && *whole == '.')) {
            out[length++] = '/';
            memcpy(out + length, whole, n);
            length += n;
        }
        whole += n + (whole[n] == '/');
    }
    out[length] = '\0';
    return out;
}

/* How much of two paths is the same folders, its last '/' included. */
static size_t
shared(const char *a, const char *b, size_t most)
{
    size_t same = 0;
    for (size_t i = 0; i < most && a[i] != '\0' && a[i] == b[i]; i++)
        if (a[i] == '/')
            same = i + 1;
    return same;
}

/* Files of one name in two folders elsewhere are numbered: "elsewhere/2/plans.csv". */
static const char *
name_elsewhere(const struct input_file *file, const char *const *at, size_t i, struct arena *arena)
{
    size_t number = 1;
    for (size_t k = 0; k < i; k++) {
        if (!file[k].elsewhere || strcmp(text_base(at[k]), text_base(at[i])) != 0)
            continue;
        if (strcmp(at[k], at[i]) == 0)
            return file[k].name;
        number++;
    }
    return number == 1 ? arena_format(arena, "elsewhere/%s", text_base(at[i]))
                       : arena_format(arena, "elsewhere/%zu/%s", number, text_base(at[i]));
}

void
input_names(struct input_file *file, size_t n, const char *here, struct arena *arena)
{
    const char **at = arena_zero(arena, n + 1, sizeof *at), *first = NULL;
    size_t above = 0;
    for (size_t i = 0; at != NULL && i + 1 < n; i++) {
        at[i] = walked(here, file[i].path, arena);
        if (file[i].elsewhere)
            continue;
        above = first == NULL ? (size_t)(text_base(at[i]) - at[i]) : shared(first, at[i], above);
        first = first == NULL ? at[i] : first;
    }
    for (size_t i = 0; at != NULL && i < n; i++)
        file[i].name = i + 1 == n          ? "embedded/england.cfg"
                       : file[i].elsewhere ? name_elsewhere(file, at, i, arena)
                                           : at[i] + above;
}
