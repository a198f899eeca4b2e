/* The mark of example figures. */
#include "example.h"

#include <strings.h>

const char *
example_mark(const struct inputs *in, enum rests_on on)
{
    const bool money = in->example.money && on == RESTS_ON_MONEY;
    if (money)
        return in->example.children ? "EXAMPLE FIGURES" : "EXAMPLE MONEY";
    return in->example.children ? "EXAMPLE CHILDREN" : "";
}

struct words
example_say(const struct inputs *in, enum rests_on on)
{
    const char *mark = example_mark(in, on);
    return words_say("%s%s", mark, mark[0] == '\0' ? "" : ": ");
}

bool
example_source(const char *source)
{
    static const char word[] = "example";
    return source != NULL && strncasecmp(source, word, sizeof word - 1) == 0;
}
