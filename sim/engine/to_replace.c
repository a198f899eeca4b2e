#include "to_replace.h"

#include "field_rows.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NAMED = 4 };

static const char *const state_choice[] = { "estimate", "not_given", NULL };

static const struct field to_replace_row[] = {
    TEXT("what", MUST, AT(to_replace_in, what), "\"balance\"",
         "What it is, in a word or two: what rests on the money of this file says so while it is "
         "an estimate."),
    TEXT("key", MUST, AT(to_replace_in, key), "\"dsg.carry_forward_gbp_m\"",
         "The key of this file that says it."),
    TEXT("now", MUST, AT(to_replace_in, now), "\"-45.2 at 31 March 2025\"",
         "What the file has in its place."),
    TEXT("why", MUST, AT(to_replace_in, why),
         "\"last published for March 2022; rolled forward by published spending\"",
         "Where that comes from, and where the authority's own figure is found."),
    FLAG("state", state_choice, "\"estimate\"", AT(to_replace_in, absent), "\"not_given\"",
         "Whether the file has an estimate, or does without it (not_given), which marks nothing."),
};
const struct field_table to_replace_fields = TABLE_OF(to_replace_in, to_replace_row, "what");

const char *
to_replace_mark(const struct to_replace_in *list, size_t n, struct arena *arena)
{
    struct text out;
    size_t n_estimate = 0;
    text_init(&out);
    for (size_t i = 0; i < n; i++) {
        if (list[i].absent || ++n_estimate > MOST_NAMED)
            continue;
        text_add(&out, "%s%s", n_estimate == 1 ? "ESTIMATES (" : ", ", list[i].what);
    }
    if (n_estimate > MOST_NAMED)
        text_add(&out, " and %zu more", n_estimate - MOST_NAMED);
    arena->failed = arena->failed || out.failed;
    const char *mark = n_estimate == 0 || out.failed ? "" : arena_format(arena, "%s)", out.text);
    text_release(&out);
    return mark;
}

static bool
has(const struct to_replace_in *list, size_t n, const char *key, bool absent)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].absent == absent && strcmp(list[i].key, key) == 0)
            return true;
    return false;
}

bool
to_replace_lists(const struct to_replace_in *list, size_t n, const char *key)
{
    return has(list, n, key, false);
}

bool
to_replace_absent(const struct to_replace_in *list, size_t n, const char *key)
{
    return has(list, n, key, true);
}
