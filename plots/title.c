#include "title.h"

#include <string.h>
#include <strings.h>

#define OPEN_QUOTE "\xE2\x80\x98"
#define CLOSE_QUOTE "\xE2\x80\x99"

enum { MOST_WORDS = 15, MOST_BYTES = 120 };

/* Is a slot empty that must not be? */
static bool
lacks(const char *template, const struct slots *slots)
{
    bool empty = false;
    for (const char *at = strchr(template, '{'); at != NULL; at = strchr(at, '{')) {
        const size_t length = strcspn(++at, "|}");
        if (at[0] != '?' && at[length] == '}')
            empty = empty || slots_at(slots, at, length)->text[0] == '\0';
    }
    return empty;
}

/* Has the template this slot? */
static bool
mentions(const char *template, const char *slot)
{
    const struct words braced = words_say("{%s}", slot == NULL ? "" : slot);
    return slot != NULL && strstr(template, braced.text) != NULL;
}

struct words
title_choose(const struct title_rows *rows, unsigned facts, struct slots *slots)
{
    struct words title = { "" };
    for (size_t i = 0; i < rows->n; i++) {
        const char *template = rows->row[i].template;
        const size_t n_way = mentions(template, rows->slot) ? rows->n_way : 1;
        for (size_t way = 0; (rows->row[i].when & ~facts) == 0 && way < n_way; way++) {
            if (rows->slot != NULL)
                slots_set(slots, rows->slot, "%s", rows->way[way].text);
            if (lacks(template, slots))
                continue;
            title = words_fill(template, slots);
            if (words_length(title.text) <= MOST_WORDS && strlen(title.text) <= MOST_BYTES)
                return words_sentence_start(title.text);
        }
    }
    return words_sentence_start(title.text);
}

struct words
title_named(const char *name, const char *finding)
{
    const struct words whole = words_say("%s: %s", name, finding);
    return words_length(whole.text) <= MOST_WORDS ? whole : words_sentence_start(finding);
}

static bool
begins_with(const char *text, const char *beginning)
{
    return strncasecmp(text, beginning, strlen(beginning)) == 0;
}

struct words
title_within(const char *label)
{
    static const char country[] = "England"; /* and "England's" */
    struct words out = words_say("%s", label);
    if (strncmp(label, country, strlen(country)) == 0)
        return out;
    if (out.text[0] >= 'A' && out.text[0] <= 'Z' && out.text[1] >= 'a' && out.text[1] <= 'z')
        out.text[0] = (char)(out.text[0] - 'A' + 'a');
    return out;
}

struct words
title_measure(const char *measure, bool surplus)
{
    static const char last[] = "deficit";
    const struct words within = title_within(measure);
    const size_t n = strlen(within.text), m = sizeof last - 1;
    if (!surplus || n < m || strcmp(within.text + n - m, last) != 0)
        return within;
    return words_say("%.*ssurplus", (int)(n - m), within.text);
}

struct words
title_condition(const char *label)
{
    const struct words within = title_within(label);
    if (begins_with(label, "with ") || begins_with(label, "without "))
        return within;
    if (begins_with(label, "no ") || begins_with(label, "all ") || begins_with(label, "both "))
        return words_say("with %s", within.text);
    return words_say("under " OPEN_QUOTE "%s" CLOSE_QUOTE, label);
}

void
title_lead(const struct title_of *of, struct slots *slots)
{
    const bool named = of->one_of_several && of->scenario[0] != '\0';
    slots_set(slots, "lead", "%s%s", named ? title_condition(of->scenario).text : "",
              named ? ", " : "");
    slots_set(slots, "role", "%s%s", named ? of->role : "",
              named && of->role[0] != '\0' ? ": " : "");
}

void
title_tail(const struct title_of *of, struct text *out)
{
    if (of->scenario[0] != '\0')
        text_add(out, ". %s: %s", of->role[0] == '\0' ? "Scenario" : of->role, of->scenario);
}

struct words
title_number(size_t n)
{
    static const char *const name[] = { "no",    "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve" };
    return n < sizeof name / sizeof *name ? words_say("%s", name[n]) : words_count(n);
}
