#include "err.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Replaces the end of a text that was cut by an ellipsis, after its last whole word; a word too
 * long for that is cut without splitting a UTF-8 character (the pound sign is two bytes). */
static void
ellipsis(char *text, size_t size)
{
    enum { LONGEST_WORD = 80 };
    const size_t most = size - sizeof " ...";
    size_t end = most;
    while (end > 0 && most - end < LONGEST_WORD && text[end] != ' ')
        end--;
    if (end > 0 && text[end] == ' ') {
        memcpy(text + end, " ...", sizeof " ...");
        return;
    }
    end = size - sizeof "...";
    while (end > 0 && ((unsigned char)text[end] & 0xc0) == 0x80)
        end--;
    memcpy(text + end, "...", sizeof "...");
}

int
hr_fail(struct hr_err *err, int code, const char *fmt, ...)
{
    if (err == NULL)
        return code;
    char text[sizeof err->text]; /* apart, so that a caller may quote err->text in its own sentence
                                  */
    va_list args;
    va_start(args, fmt);
    const int length = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (length < 0)
        text[0] = '\0';
    else if ((size_t)length >= sizeof text)
        ellipsis(text, sizeof text);
    memcpy(err->text, text, sizeof text);
    err->code = code;
    return code;
}

void
hr_bug_at(const char *file, int line, const char *fmt, ...)
{
    va_list args;
    fprintf(stderr, "BUG: %s:%d: ", file, line);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    abort();
}
