#include "xml_whole.h"

#include <stddef.h>
#include <string.h>

enum { MOST_DEEP = 64 };

struct open {
    const char *name;
    size_t length;
};

/* The '>' of the tag that `at` is in, outside of quotes, and no letter after a quote; NULL: it is
 * not whole. */
static const char *
tag_end(const char *at)
{
    while (*at != '\0' && *at != '<' && *at != '>') {
        if (*at++ != '"')
            continue;
        at = strchr(at, '"');
        if (at == NULL || strchr(" />?", at[1]) == NULL || at[1] == '\0')
            return NULL;
        at++;
    }
    return *at == '>' ? at : NULL;
}

/* One tag from its '<'; false: it does not belong here. */
static bool
take(const char *tag, const char *end, struct open *open, size_t *depth)
{
    const bool closes = tag[1] == '/';
    const char *name = tag + (closes ? 2 : 1);
    const size_t length = strcspn(name, " />");
    if (tag[1] == '?')
        return *depth == 0;
    if (closes) {
        const struct open *last = *depth == 0 ? NULL : &open[--*depth];
        return last != NULL && last->length == length && memcmp(last->name, name, length) == 0;
    }
    if (length == 0 || *depth == MOST_DEEP)
        return false;
    if (end[-1] != '/')
        open[(*depth)++] = (struct open){ name, length };
    return true;
}

bool
xml_is_whole(const char *text)
{
    struct open open[MOST_DEEP];
    size_t depth = 0, n_root = 0;
    for (const char *at = text + strspn(text, " \r\n"); *at != '\0';) {
        if (*at != '<') {
            at += depth > 0 ? strcspn(at, "<") : strspn(at, " \r\n");
            if (depth == 0 && *at != '<' && *at != '\0')
                return false;
            continue;
        }
        const char *end = tag_end(at + 1);
        if (end == NULL || (depth == 0 && n_root > 0) || !take(at, end, open, &depth))
            return false;
        n_root += depth == 0 && at[1] != '?';
        at = end + 1;
    }
    return depth == 0 && n_root == 1;
}
