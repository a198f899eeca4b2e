#include "sheet_text.h"

#include <ctype.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* How many of the bytes begin one of these; 0: none. */
static size_t
begins_with(const char *text, const char *const *one, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(text, one[i], strlen(one[i])) == 0)
            return strlen(one[i]);
    return 0;
}

static bool
is_number(const char *text)
{
    char *end = NULL;
    (void)strtod(text, &end);
    return end != text && *end == '\0';
}

/* Full-width forms of the signs, and the spaces, in UTF-8. */
bool
sheet_text_runs(const char *text)
{
    static const char *const sign[] = {
        "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"
    };
    static const char *const space[] = { " ", "\xC2\xA0", "\xE3\x80\x80" };
    static const char *const end[] = { "\t", "\r", "\n" };
    size_t n;
    if (isalnum((unsigned char)text[0]))
        return false; /* as most texts do not */
    text += strspn(text, "'");
    while ((n = begins_with(text, space, sizeof space / sizeof *space)) > 0)
        text += n;
    if (begins_with(text, end, sizeof end / sizeof *end) > 0)
        return true;
    n = begins_with(text, sign, sizeof sign / sizeof *sign);
    return n > 0 && text[n] != '\0' && !is_number(text);
}

const char *
sheet_text_guard(const char *text)
{
    return sheet_text_runs(text) ? "'" : "";
}

const char *
sheet_text_of(const char *cell)
{
    return cell[0] == '\'' && sheet_text_runs(cell) ? cell + 1 : cell;
}
