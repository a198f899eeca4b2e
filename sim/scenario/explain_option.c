/* A type of option in words. */
#include "explain.h"

#include "field.h"
#include "memory_stream.h"
#include "nearest.h"
#include "option.h"
#include "paragraph.h"

#include <stdio.h>
#include <string.h>

static const struct option_kind_of *
kind_named(const char *name, struct nearest *nearest)
{
    for (size_t i = 0; i < N_OPTION_KIND; i++) {
        if (strcmp(option_kinds[i]->name, name) == 0)
            return option_kinds[i];
        nearest_offer(nearest, option_kinds[i]->name);
    }
    return NULL;
}

bool
explains_option(const char *name)
{
    struct nearest nearest = { .name = name };
    return kind_named(name, &nearest) != NULL;
}

/* An option's kind in words: children first, then money, what is not known, and the keys it reads.
 * */

static void
tell_key(FILE *out, const struct field_table *table, const char *key, const char *prefix)
{
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *row = &table->row[i];
        if (strcmp(row->key, key) != 0)
            continue;
        fprintf(out, "  %s%s%s%s%s\n", prefix, key, row->unit[0] == '\0' ? "" : " (", row->unit,
                row->unit[0] == '\0' ? "" : ")");
        paragraph_put(out, 6, row->help);
        return;
    }
    hr_bug("no key '%s' of options", key);
}

/* A set of keys; with "or" between them where one is to be chosen. */
static void
tell_keys(FILE *out, unsigned keys, const char *between)
{
    const char *before = "";
    for (unsigned key = 1; key < 1u << N_OPTION_KEY; key <<= 1) {
        if ((keys & key) == 0)
            continue;
        fputs(before, out);
        before = between;
        if (key == KEY_AGES) {
            tell_key(out, &option_fields, "from_age", "");
            tell_key(out, &option_fields, "to_age", "");
        } else {
            tell_key(out, &option_fields, option_key_name((enum option_key)key), "");
        }
    }
}

static void
tell_cost(FILE *out, const struct option_kind_of *kind)
{
    const struct field_table *cost = NULL;
    for (size_t i = 0; i < option_fields.n_row; i++)
        if (strcmp(option_fields.row[i].key, "cost") == 0)
            cost = option_fields.row[i].table;
    for (size_t i = 0; cost != NULL && i < cost->n_row; i++)
        if (strcmp(cost->row[i].key, "per_place_gbp") != 0 || kind->opens_places)
            tell_key(out, cost, cost->row[i].key, "cost.");
}

static void
tell_kind(FILE *out, const struct option_kind_of *kind)
{
    static const char *const all[] = { "start",          "end",         "ramp",          "delivery",
                                       "delivery_words", "delay_years", "planned_gbp_m", "levels",
                                       "baseline" };
    const struct {
        const char *heading, *text;
    } part[] = {
        { "What it does to children", kind->children },
        { "What it does to money", kind->money },
        { "Side effects", kind->sides },
        { "What is not known about it", kind->unknown },
    };
    fprintf(out, "type = \"%s\"\n", kind->name);
    for (size_t i = 0; i < sizeof part / sizeof part[0]; i++) {
        fprintf(out, "\n%s\n", part[i].heading);
        paragraph_put(out, 2, part[i].text);
    }
    fputs("\nKeys it must have\n", out);
    tell_keys(out, kind->must, "");
    tell_keys(out, kind->one_of, "      or\n");
    if (kind->may != 0) {
        fputs("\nKeys it may have\n", out);
        tell_keys(out, kind->may, "");
    }
    fputs("\nKeys of every option, in addition to id, label, type and where its numbers come from "
          "(source, "
          "confidence, note)\n",
          out);
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        tell_key(out, &option_fields, all[i], "");
    tell_cost(out, kind);
}

/* The first clause of what it does to children. */
static void
list_kinds(FILE *out)
{
    fputs("Types of options ('headroom explain option TYPE' says more):\n\n", out);
    for (size_t i = 0; i < N_OPTION_KIND; i++) {
        fprintf(out, "  %s\n", option_kinds[i]->name);
        const size_t n = strcspn(option_kinds[i]->children, ".:;");
        char first[400];
        (void)snprintf(first, sizeof first, "%.*s.", (int)n, option_kinds[i]->children);
        paragraph_put(out, 6, first);
    }
}

int
explain_option(const char *name, char **text, struct hr_err *err)
{
    struct nearest nearest = { .name = name == NULL ? "" : name };
    const struct option_kind_of *kind = name == NULL ? NULL : kind_named(name, &nearest);
    size_t size = 0;
    *text = NULL;
    if (name != NULL && kind == NULL && nearest.best != NULL)
        return hr_fail(err, HR_EUSAGE, "no option is of type '%s': did you mean '%s'?", name,
                       nearest.best);
    if (name != NULL && kind == NULL)
        return hr_fail(err, HR_EUSAGE,
                       "no option is of type '%s' ('headroom explain option' lists the types)",
                       name);
    FILE *out = memory_stream(text, &size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory to explain options");
    if (kind == NULL)
        list_kinds(out);
    else
        tell_kind(out, kind);
    return fclose(out) == 0 ? 0 : hr_fail(err, HR_ENOMEM, "no memory to explain options");
}
