/* The mark of example figures and of estimates. */
#include "example.h"

#include <strings.h>

const char *
example_mark(const struct inputs *in, enum rests_on on)
{
    const bool money = in->example.money && on == RESTS_ON_MONEY;
    if (money)
        return in->example.children ? "EXAMPLE FIGURES" : "EXAMPLE MONEY";
    if (in->example.children)
        return "EXAMPLE CHILDREN";
    return on == RESTS_ON_MONEY && in->estimates != NULL ? in->estimates : "";
}

struct words
example_say(const struct inputs *in, enum rests_on on)
{
    const char *mark = example_mark(in, on);
    return words_say("%s%s", mark, mark[0] == '\0' ? "" : ": ");
}

const char *
example_meaning(const struct inputs *in)
{
    return in->example.money || in->example.children
               ? "figures so marked are examples, not this authority's own"
               : "figures so marked rest on estimates from published returns, which the "
                 "authority's own are to replace";
}

bool
example_source(const char *source)
{
    static const char word[] = "example";
    return source != NULL && strncasecmp(source, word, sizeof word - 1) == 0;
}
